import { defineIntent } from './define-intent.js';

/** A detail that no other intent covers: 「开出来管得到好久」. */
export const faqIntent = defineIntent({
  id: 'faq',
  label: '常见问题',
  cues: {
    strong: [
      '有效期',
      '管得到好久',
      '管多久',
      '管好久',
      '有效多久',
      '过期了是不是',
      '是不是当场就',
      '本人到场',
      '必须本人',
      '代办',
      '别人代',
      '代领',
      '委托别人',
    ],
  },
  examples: ['无犯罪记录证明开出来管得到好久', '买方一定要本人到场吗'],
  sections: ['faq', 'process', 'materials', 'phone'],
});
