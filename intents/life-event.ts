import { defineIntent } from './define-intent.js';

/** All that has to be done after an event of life: 「刚生了娃要办些啥」. */
export const lifeEventIntent = defineIntent({
  id: 'lifeEvent',
  label: '一件事',
  cues: {
    strong: [
      '要办些啥',
      '要办些什么',
      '要办啥',
      '办哪些手续',
      '要办哪些',
      '办哪些证',
      '要办哪些证',
      '都要办',
      '从头到尾',
      '一步一步',
      '一条龙',
      '后面都要',
      '后头要办',
      '要去办些',
      '先办啥再办啥',
      '要跑哪些',
      '全套手续',
      '需要办哪些',
      '要弄哪些',
      '办些啥子',
    ],
  },
  examples: ['刚生了娃，后面都要办些啥', '老人刚去世，后头要办哪些手续', '想开个餐馆，从头到尾要办哪些证'],
  sections: ['lifeEvent', 'materials', 'phone'],
});
