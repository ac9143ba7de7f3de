import { defineIntent } from './define-intent.js';

/** Whether and where it can be done online: 「驾照能在网上换不」. */
export const onlineIntent = defineIntent({
  id: 'online',
  label: '网上办理',
  cues: {
    strong: [
      '网上',
      '手机上',
      '线上',
      '网络',
      '网办',
      'app',
      '小程序',
      '渝快办',
      '在线',
      '微信上',
      '支付宝',
      '公众号',
      '异地',
      '全程网办',
      '不用跑',
      '电脑上',
      '人在外地',
    ],
    medium: ['手机', '不去现场', '人回不来', '回不去'],
  },
  examples: ['驾照下个月到期，人在广东打工回不来，能在网上换不', '手机上咋个看我公积金还有好多'],
  sections: ['online', 'process', 'materials', 'location', 'phone'],
});
