import { defineIntent } from './define-intent.js';

/** What the matter is, when nothing more is asked: 「社保卡」. */
export const overviewIntent = defineIntent({
  id: 'overview',
  label: '事项概况',
  cues: {
    medium: ['是啥', '是什么', '是个啥', '介绍', '啥意思', '什么意思', '干啥的'],
    weak: ['想办', '要办', '我想', '听说'],
  },
  examples: ['港澳通行证的签注用完了', '新修的房子要拉电', '济困保是个啥'],
  sections: ['content', 'conditions', 'materials', 'location', 'fee', 'timeLimit', 'phone'],
});
