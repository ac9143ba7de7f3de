import type { FactCue } from './fact-cue.js';

/** Money, registration, housing, and what has befallen a household. */
export const HOUSEHOLD_CUES: readonly FactCue[] = [
  // Income
  {
    words:
      /家里?困难|(?:经济|家庭|生活)(?:上|很|特别|非常|比较)?(?:困难|恼火|紧张)|(?:好|很|太|家里|家头|屋头|特别)穷|没(?:有|得)?钱|收入(?:很|太|比较)?低|低收入|困难(?:户|家庭|群众|学生)|条件(?:不好|差|恼火)|贫困|过不下去/g,
    facts: { lowIncome: true },
    denied: { lowIncome: false },
    household: true,
  },
  {
    words:
      /(?:吃|领|拿|享受|是|有|家里?|屋头|农村|城市|城镇|了|着|起)(?:的)?低保|低保(?:户|家庭|对象|人员|金|待遇|证)|低保(?=的|[，。,、 ]|$)/g,
    facts: { dibao: true },
    denied: { dibao: false },
    household: true,
  },
  {
    words: /五保|特困(?:供养|人员|户|老人|家庭)?|三无(?:人员|老人)/g,
    facts: { tekun: true },
    denied: { tekun: false },
  },
  {
    words: /建档立卡|建卡(?:户|贫困)?|贫困户|脱贫(?:户|人口|不稳定)/g,
    facts: { jiandang: true },
    denied: { jiandang: false },
    household: true,
  },
  {
    words:
      /没(?:有|得)?(?:什么|啥子?|任何)?(?:固定)?(?:收入|经济来源|生活来源)|无(?:收入|生活来源|经济来源)/g,
    facts: { noIncome: true },
  },
  {
    words: /没(?:有|得)?劳(?:动)?力|丧失劳动(?:能)?力|无劳动能力|做不(?:得|动|起)活/g,
    facts: { noLabourCapacity: true },
  },
  {
    words: /(?:孤寡|无儿无女|没儿没女|没得儿女|无依无靠).{0,20}(?:收入|劳动|来源|做不)/g,
    facts: { noSupport: true },
  },
  // Registration
  {
    words:
      /农村(?:户口|的|人|户籍|居民|妇女|老人|家庭|娃|学生|留守|户)?|农业户口|农户|乡下|乡坝头|村(?:里|头|上)|农民(?!工)/g,
    facts: { householdRegistration: 'rural' },
    denied: { householdRegistration: 'urban' },
    household: true,
  },
  {
    words: /(?:城镇|城市|居民|非农业?)(?:户口|户籍)|城(?:里|头)人|城镇(?:居民|户|无业|的)/g,
    facts: { householdRegistration: 'urban' },
    denied: { householdRegistration: 'rural' },
    household: true,
  },
  {
    words: /户口在(?:本地|达州|重庆|本市|当地)|(?:本地|达州|重庆)(?:户口|户籍|籍)/g,
    facts: { localHousehold: true },
    household: true,
  },
  {
    words: /户口(?:不在|没在)(?:本地|这里|这边|达州|重庆|本市)|外地户口|外省户口/g,
    facts: { localHousehold: false },
    household: true,
  },
  // Housing and misfortune
  {
    words: /危房|房子.{0,4}(?:要垮|垮|裂|漏雨|歪|塌)/g,
    facts: { 'housing.dilapidated': true },
    household: true,
  },
  { words: /棚户区/g, facts: { 'housing.shanty': true }, household: true },
  {
    words: /没(?:有|得)?(?:自己的)?房(?:子|住)?|无房|租房|租(?:的|起)?房|住房困难|住得(?:很|太)?(?:挤|窄)/g,
    facts: { 'housing.difficult': true },
    household: true,
  },
  {
    words: /受灾|遭灾|洪水|涨水|地震|滑坡|泥石流|冰雹|冲(?:毁|垮|走)|被?淹(?:了|没)/g,
    facts: { disasterAffected: true },
    household: true,
  },
  {
    words:
      /(?:车祸|火灾|失火|着火|烧了|意外|突发|大病|癌).{0,40}(?:没(?:有|得)?钱|困难|恼火|过不下去|遭不住|负担不起|揭不开锅|承受不)/g,
    facts: { suddenHardship: true },
    household: true,
  },
  // Told by whoever is left; of a death years ago nothing is to be arranged.
  {
    words:
      /(?:老人|家人|亲人|老公|老婆|爸|妈|父亲|母亲|爷爷|奶奶|外公|外婆)(?:(?!前年|去年|年前|早|多年).){0,6}(?:去世|过世|走了|死了|不在了|落气)|火化|安葬|下葬/g,
    facts: { bereaved: true },
    household: true,
  },
];
