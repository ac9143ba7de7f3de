import { defineIntent } from './define-intent.js';

/** A wish to speak with a person. */
export const humanIntent = defineIntent({
  id: 'human',
  label: '人工服务',
  cues: {
    strong: [
      '转人工',
      '人工客服',
      '人工服务',
      '人工坐席',
      '接人工',
      '找人工',
      '真人',
      '真的工作人员',
      '真的人',
      '换个人',
      '人来接',
      '活人',
      '人工',
      '客服',
      '工作人员在',
      '喊个人',
      '不要机器',
      '不想跟机器',
      '机器说不清',
      '机器听不懂',
      '工作人员来接',
      '工作人员跟我',
      '喊个工作人员',
      '叫个工作人员',
      '接线员',
      '话务员',
    ],
  },
  examples: ['转人工', '我要找真人说，你听不懂我说话', '机器听不懂，喊个工作人员跟我摆'],
  sections: [],
});
