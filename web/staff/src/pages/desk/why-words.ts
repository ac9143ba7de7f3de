import { INTENTS } from '../../../../../intents/index.js';
import type { FeatureName } from '../../../../../src/matching/features.js';

/** What the ranker looks at, as an agent reads it. */
const FEATURE_WORDS: Readonly<Record<FeatureName, string>> = {
  learned: '说法像（整句）',
  learnedPart: '说法像（最清楚的一段）',
  exact: '与相似问一字不差',
  questionScore: '相似问得分',
  nameScore: '名称得分',
  bodyScore: '内容得分',
  covered: '问题的词被涵盖',
  nameCovered: '名称的词被问到',
  actionAgrees: '动作一致',
  actionConflicts: '动作不同',
  objectAgrees: '对象一致',
  objectMissing: '对象没被问到',
  abroadMissing: '只关境外',
  personAgrees: '人群一致',
  deniedOverlap: '已被来电人排除',
  regional: '当地有此事项',
  complaint: '是否投诉一致',
  notOurs: '不归本目录',
  untaughtRival: '给没有相似问的新事项让位',
  internal: '由机关发起',
  meansName: '意思接近名称',
  meansBody: '意思接近内容',
};

export function featureWords(name: string): string {
  return FEATURE_WORDS[name as FeatureName] ?? name;
}

export function intentWords(id: string): string {
  return INTENTS.find((intent) => intent.id === id)?.label ?? id;
}
