import { defineIntent } from './define-intent.js';

/** A greeting, nothing asked yet. */
export const greetingIntent = defineIntent({
  id: 'greeting',
  label: '问候',
  cues: {
    strong: [
      '你好',
      '你好哇',
      '嘿',
      '哈罗',
      '您好',
      '在吗',
      '在不在',
      '在不',
      '早上好',
      '上午好',
      '中午好',
      '下午好',
      '晚上好',
      '喂',
      '哈喽',
      'hello',
      'hi',
      '有人吗',
      '听得到不',
      '咨询点事情',
      '咨询点事',
      '咨询一下',
      '想问一下',
      '想咨询',
      '打扰了',
      '请问一下',
    ],
  },
  examples: ['你好', '在吗', '您好，想咨询点事情', '喂 喂 听得到不'],
  sections: [],
});
