import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DangerReader, loadDangerSigns, readSigns } from '../../src/language/danger.js';
import { readIntent } from '../../src/language/intent.js';
import { loadLexicon } from '../../src/language/lexicon.js';
import { normalise } from '../../src/language/normalise.js';
import { loadTextModel, type TextModel } from '../../src/language/text-model.js';
import { projectPath } from '../../src/project-root.js';

const signs = loadDangerSigns(projectPath('data', 'lexicon', 'dangers.tsv'));
const lexicon = loadLexicon(projectPath('data', 'lexicon'));
const reader = new DangerReader(
  signs,
  loadTextModel(projectPath('data', 'model', 'danger.json')) as TextModel,
);
const isDanger = (message: string): boolean =>
  readIntent(lexicon.correct(normalise(message)), { danger: reader }).intent === 'emergency';

describe('danger', () => {
  it.each([
    '救命啊，我家厨房起火了',
    '我不想活了，药都买好了',
    '老公拿起菜刀要砍我',
    '婆婆倒在地上喊不答应了',
    '有个小孩掉到池塘里了',
    '屋里好大的煤气味，头昏得很',
    '我儿子喝了农药，快来人',
    '塌方了，路上有人被埋了',
    '有人在撬我家的门，我一个人在屋头',
    '车祸，司机卡在里面出不来',
  ])('%s is a call for help', (message) => {
    expect(isDanger(message)).toBe(true);
  });

  it.each([
    '去年家里着火烧光了，能不能申请临时救助',
    '煤气公司的安装费多少钱',
    '我老汉上个月车祸走了，户口怎么注销',
    '开火锅店要办消防手续吗',
    '急死人了，社保卡刷不起',
    '想申请家暴的证明要哪些材料',
    '叫一次120救护车要多少钱',
    '工地上摔断了腿，工伤能赔好多',
    '低保怎么申请',
    '养狗证在哪里办',
    '我妈眼睛看不见了，残疾证去哪评级办证',
    '小区边上工地半夜还在打桩，吵死人',
    '我满66了，免费体检怎么做',
  ])('%s is none', (message) => {
    expect(isDanger(message)).toBe(false);
  });

  it('looks at whether it is over', () => {
    expect(readSigns('屋头着火了', signs)).toMatchObject({ plain: true });
    expect(readSigns('屋头着火了', signs).features).toContain('sign:fire!');
    const then = readSigns('去年屋头着火了', signs);
    expect(then.plain).toBe(false);
    expect(then.features).toContain('sign:fire~over');
    expect(then.features).not.toContain('sign:fire!');
  });

  it('names the line of a broken sign', () => {
    const path = join(mkdtempSync(join(tmpdir(), 'wenban-signs-')), 'dangers.tsv');
    writeFileSync(path, '# signs\nfire\t着火\nwater\t(落水\n');
    expect(() => loadDangerSigns(path)).toThrow(/dangers\.tsv 第 3 行/);
    writeFileSync(path, 'fire\n');
    expect(() => loadDangerSigns(path)).toThrow(/dangers\.tsv 第 1 行/);
  });
});
