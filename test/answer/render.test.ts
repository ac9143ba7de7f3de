import { describe, expect, it } from 'vitest';
import { composeSections } from '../../src/answer/compose.js';
import { REPLY_LENGTH, REST_HINT, renderReply } from '../../src/answer/render.js';
import { clip } from '../../src/answer/sentences.js';
import { toSpeech } from '../../src/answer/speech.js';
import { implementation, matterIn, sourceOf } from './factories.js';

describe('a reply', () => {
  const matter = matterIn('500111', [
    implementation(
      {
        materials: [
          { value: Array.from({ length: 60 }, (_, n) => ({ name: `第${n}份证明材料的名称` })), source: 0 },
        ],
        feeCharged: [{ value: false, source: 0 }],
      },
      { sources: [sourceOf('dzq-001', '2019-05-01')] },
    ),
  ]);
  const reply = renderReply(matter, composeSections(matter, 'materials'), true);

  it('begins with the matter and the place, then what was asked', () => {
    expect(reply.split('\n').slice(0, 3)).toEqual([
      '【某事】（大足区）',
      '申请材料：',
      '第0份证明材料的名称',
    ]);
  });

  it('fits, says that something is left out, and ends with the source and its age', () => {
    expect(reply.length).toBeLessThanOrEqual(REPLY_LENGTH);
    expect(reply).toContain(REST_HINT);
    expect(reply.split('\n').at(-1)).toBe('出处：《dzq-001清单》（2019年的资料，建议办理前电话核实）');
  });

  it('says that a line is cut, too', () => {
    const long = '申请人应当提交下列材料，'.repeat(40);
    const process = [{ value: [{ text: long }], source: 0 }];
    const cut = matterIn('500111', [implementation({ process }, { sources: [sourceOf('dzq-001')] })]);
    expect(renderReply(cut, composeSections(cut, 'process'), true)).toContain(`…\n${REST_HINT}`);
  });

  it('names no source for what is not stated', () => {
    const hotlines = [
      { number: '12333', words: /人社/, purpose: '', regionCode: '500111', source: sourceOf('cq135-019') },
    ];
    const own = { agency: '区人社局', sources: [sourceOf('dzq-001')] };
    const silent = matterIn('500111', [implementation({}, own)], { hotlines });
    const text = renderReply(silent, composeSections(silent, 'fee'), true);
    expect(text).toContain('12333');
    expect(text).not.toContain('cq135-019');
  });

  it('leaves out what is unknown unless it was asked', () => {
    expect(reply).not.toContain('没有写明');
  });
});

describe('clipping', () => {
  it.each([
    ['每人每月不低于600元', 10, '每人每月不低于…'],
    ['每人每月不低于600元', 20, '每人每月不低于600元'],
    ['一年1,200元钱', 6, '一年…'],
    ['电话023-43000001', 6, '电话…'],
    ['一年100元钱以上', 7, '一年100元…'],
  ])('%s at %i gives %s', (text, length, clipped) => {
    expect(clip(text, length)).toBe(clipped);
  });
});

describe('speech', () => {
  it.each([
    ['【某事】（大足区）\n材料：身份证（原件）', '某事，大足区。材料：身份证原件'],
    ['电话：023-43000001', '电话：零二三四三零零零零零幺'],
    ['拨打120或023-12333', '拨打幺二零或零二三幺二三三三'],
    ['400-810-1234，12345', '四零零八幺零幺二三四，幺二三四五'],
    ['25元/卡，12000元一年，770元/人·月', '25元每卡，12000元一年，770元每人每月'],
    ['周一至周五9:00-12:30，5%，16—25岁', '周一至周五9点到12点30分，百分之5，16到25岁'],
    ['依据渝财综〔2020〕58号，2025-07-01起', '依据渝财综2020年58号，2025年7月1日起'],
    ['市局/县局（ywt.scjgj.cq.gov.cn）受理', '市局、县局受理'],
    ['1. 申请\n2. 审核', '第一，申请。第二，审核'],
    ['12. 领证\n20. 归档', '第十二，领证。第二十，归档'],
    ['哪一件？回复数字就行：\n1. 居住证（大足区）', '哪一件？请说第几个：第一，居住证，大足区'],
    ['（一）小额意外。', '一、小额意外。'],
    ['见https://example.org/a。', '见。'],
    ['街道（办事处(含镇）受理', '街道，办事处含镇受理'],
    ['村（社区）、乡镇（街道）和县（市、区）受理', '村、社区、乡镇、街道和县、市、区受理'],
    ['身份证（原件）、登记照（1份）等', '身份证原件、登记照1份等'],
    ['按您说的（母亲：75岁、农村户口）对照清单', '按您说的，母亲：75岁、农村户口，对照清单'],
    ['一年10元（12元起）', '一年10元，12元起'],
    ['回复“材料”“条件”就行', '回复材料、条件就行'],
    ['地点：某厅，9:00-12:00，电…\n收费：免费', '地点：某厅，9点到12点。收费：免费'],
    ['120是急救电话', '幺二零是急救电话'],
    [`1. 申请\n${REST_HINT}\n收费：免费`, '第一，申请。后面还有，想听请说继续。收费：免费'],
  ])('%j is read as %s', (reply, speech) => {
    expect(toSpeech(reply)).toBe(speech);
  });
});
