import { defineIntent } from './define-intent.js';

/** Thanks or goodbye. */
export const thanksIntent = defineIntent({
  id: 'thanks',
  label: '致谢',
  cues: {
    strong: [
      '谢谢',
      '感谢',
      '多谢',
      '谢了',
      '麻烦你了',
      '辛苦了',
      '晓得了',
      '知道了',
      '明白了',
      '要得',
      '好的',
      '再见',
      '拜拜',
      '问题解决了',
      '没得事了',
      '说得清楚',
      '讲得清楚',
      '说得好清楚',
      '讲得好清楚',
      '讲得好',
      '说得好',
      '帮了大忙',
      '有耐心',
      '清楚得很',
    ],
  },
  examples: ['谢谢', '要得，晓得了，谢谢哈', '多谢多谢，明天就去办', '麻烦你了，讲得好清楚'],
  sections: [],
});
