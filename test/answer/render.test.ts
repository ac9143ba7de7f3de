import { describe, expect, it } from 'vitest';
import { composeSections } from '../../src/answer/compose.js';
import { REPLY_LENGTH, renderReply } from '../../src/answer/render.js';
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
    expect(reply).toContain('余下内容见详情');
    expect(reply.split('\n').at(-1)).toBe('出处：《dzq-001清单》（2019年的资料，建议办理前电话核实）');
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
    ['【某事】（大足区）\n材料：身份证（原件）', '某事，大足区。材料：身份证，原件'],
    ['电话：023-43000001', '电话：零二三四三零零零零零幺'],
    ['拨打120或023-12333', '拨打幺二零或零二三幺二三三三'],
    ['400-810-1234，12345', '四零零八幺零幺二三四，幺二三四五'],
    ['25元/卡，12000元一年，770元/人·月', '25元每卡，12000元一年，770元每人每月'],
    ['周一至周五9:00-12:30，5%，16—25岁', '周一至周五9点到12点30分，百分之5，16到25岁'],
    ['依据渝财综〔2020〕58号，2025-07-01起', '依据渝财综2020年58号，2025年7月1日起'],
    ['市局/县局（ywt.scjgj.cq.gov.cn）受理', '市局、县局受理'],
    ['1. 申请\n2. 审核', '申请。审核'],
    ['（一）小额意外。', '一、小额意外。'],
    ['见https://example.org/a。', '见。'],
    ['街道（办事处(含镇）受理', '街道，办事处，含镇受理'],
  ])('%j is read as %s', (reply, speech) => {
    expect(toSpeech(reply)).toBe(speech);
  });
});
