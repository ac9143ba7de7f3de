import { defineIntent } from './define-intent.js';

/** Whom to call: 「社保的问题打啥电话问」. */
export const phoneIntent = defineIntent({
  id: 'phone',
  label: '咨询电话',
  cues: {
    strong: [
      '电话',
      '号码',
      '联系方式',
      '打哪个',
      '打啥子',
      '热线',
      '咋个联系',
      '怎么联系',
      '联系哪个',
      '联系谁',
      '跟哪个联系',
      '跟谁联系',
      '和谁联系',
      '座机',
      '拨打',
    ],
    medium: ['找哪个问', '问哪个', '喊哪个来', '请哪个来', '找哪个来', '找谁咨询'],
    weak: ['找哪个', '找谁'],
  },
  examples: ['社保的问题打啥电话问', '社保卡被偷了，想先挂失，打哪个电话'],
  sections: ['phone', 'location', 'hours', 'content'],
});
