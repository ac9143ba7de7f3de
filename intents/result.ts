import { defineIntent } from './define-intent.js';

/** What one gets: 「办好以后发的是什么证」. */
export const resultIntent = defineIntent({
  id: 'result',
  label: '办理结果',
  cues: {
    strong: [
      '发的是什么',
      '发什么证',
      '发啥证',
      '拿到什么',
      '有电子版',
      '电子版',
      '出一份报告',
      '出报告',
      '给个什么证',
      '办完拿到',
      '得到什么',
      '结果是',
      '电子证照',
      '证长什么样',
    ],
  },
  examples: ['个体工商户登记办好以后发的是什么证，有电子版吗', '做完体检会出一份报告不'],
  sections: ['result', 'timeLimit', 'location', 'phone'],
});
