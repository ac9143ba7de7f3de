import { defineIntent } from './define-intent.js';

/** On which rule it stands: 「这个是依据哪条规定」. */
export const basisIntent = defineIntent({
  id: 'basis',
  label: '设定依据',
  cues: {
    strong: [
      '依据',
      '哪个文件',
      '哪条规定',
      '什么规定',
      '哪条法律',
      '什么法律',
      '法律规定',
      '政策文件',
      '文号',
      '红头文件',
      '凭什么',
      '凭啥',
      '哪个政策',
      '法规',
      '条例',
      '根据哪',
    ],
    medium: ['规定', '政策'],
  },
  examples: ['机动车变更登记的办理依据是什么', '免收城市生活垃圾处理费是根据哪个文件'],
  sections: ['basis', 'content', 'phone'],
});
