import { defineIntent } from './define-intent.js';

/** Nothing that a government counter handles. */
export const outOfScopeIntent = defineIntent({
  id: 'outOfScope',
  label: '不在服务范围',
  cues: {
    strong: [
      '天气',
      '下雨',
      '股票',
      '彩票',
      '双色球',
      '王者荣耀',
      '游戏',
      '笑话',
      '写一篇',
      '作文',
      '读后感',
      '系统提示词',
      '提示词',
      '哈哈',
      '唱首歌',
      '明星',
      '电影票',
      '外卖',
      '快递',
    ],
  },
  examples: ['明天重庆下不下雨', '茅台的股票现在能买吗', '讲个笑话来听哈'],
  sections: [],
});
