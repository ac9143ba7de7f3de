import type { AskResponse, Candidate, Section } from '../../src/answer/response.js';
import type { SourceRef } from '../../src/catalogue/snapshot.js';

/** Canned, realistic replies for the page tests, taken from rows of the public lists. */

const DIANJIANG_LIST: Omit<SourceRef, 'seq' | 'key' | 'line'> = {
  document: '001_28d084069b39af7d.txt',
  title: '垫江县乡镇人民政府(街道办事处)通用公共服务事项目录清单(修订)',
  docNumber: null,
  date: null,
  table: '垫江县乡镇人民政府(街道办事处)通用公共服务事项目录清单(修订)',
};

const cardSource: SourceRef = { ...DIANJIANG_LIST, seq: 19, key: 'dj-019', line: 369 };

/** The printed row, as `GET /api/v1/items/:id` gives it. */
export const cardRow: Record<string, string> = {
  事项名称: '补、换社会保障卡',
  事项类型: '社会保险',
  行使内容:
    '为我市持卡人员补、换社会保障卡。根据持卡人员的社保卡遗失、损坏、信息变更等缘由，通过提取持卡人员身份信息再次制作社会保障卡。',
  实施机构名称: '市人力社保局/县人力社保局/乡镇人民政府(街道办事处)',
  服务对象: '个人',
  服务主题: '社会保障(社会保险、社会救助)',
  办理类型: '就近办',
  填报类型: '依申请服务类：办理类',
};

const guideSource: SourceRef = {
  document: 'https://rlsbj.cq.gov.cn/ztzl/zjskzcfwb/bmlqfwp/shbzkfw/202307/t20230728_12196189.html',
  title: '重庆人社助企纾困政策服务包（2023版）：社会保障卡申领',
  docNumber: null,
  date: '2023-07-28',
  table: null,
  seq: null,
  key: 'guide-rlsbj-12196189',
  line: null,
};

const realEstateSource: SourceRef = {
  document: '004_bc0d5892695ec558.txt',
  title: '重庆市大足区人民政府办公室关于公布大足区“最多跑一次”事项清单（第二批）的通知',
  docNumber: '大足府办发〔2021〕37号',
  date: '2021-05-20',
  table: '大足区“最多跑一次”事项清单（第二批）',
  seq: 74,
  key: 'dzq-zdpyc-074',
  line: 1152,
  row: { 序号: '74', 事项名称: '不动产登记', 事项类型: '行政确认', 实施主体: '区规划自然资源局' },
};

const DIANJIANG = { code: '500231', name: '垫江县' };
const DAZU = { code: '500111', name: '大足区' };

function candidate(id: string, name: string, source: SourceRef, more: Partial<Candidate> = {}): Candidate {
  return {
    id,
    name,
    type: '公共服务',
    agency: '县人力社保局',
    region: DIANJIANG,
    score: 10,
    confidence: 0.9,
    sources: [source],
    ...more,
  };
}

function section(
  key: string,
  label: string,
  status: Section['status'],
  lines: string[],
  sources: SourceRef[] = [],
): Section {
  return { key, label, status, lines, data: {}, sources };
}

function reply(kind: AskResponse['kind'], more: Partial<AskResponse>): AskResponse {
  const text = more.reply ?? '';
  return {
    sessionId: 'stub-session-1',
    kind,
    intent: 'overview',
    region: DIANJIANG,
    candidates: [],
    answer: null,
    notices: [],
    reply: text,
    speech: text,
    sms: text,
    confidence: 0.9,
    tookMs: 1,
    ...more,
  };
}

const cardCandidate = candidate('dj-019', '补、换社会保障卡', cardSource, {
  type: '社会保险',
  agency: '市人力社保局/县人力社保局/乡镇人民政府(街道办事处)',
});

const cardSections: Section[] = [
  section(
    'process',
    '办理流程',
    'stated',
    [
      '先办挂失：补卡在社保应用挂失生效后方可进行，可到人社部门服务网点，或拨打 023-12333 口头挂失',
      '到人力社保部门或大部分乡镇网点申请补卡',
      '提交申请 30 个工作日后，到指定地点领卡',
    ],
    [cardSource, guideSource],
  ),
  section(
    'materials',
    '申请材料',
    'stated',
    ['居民身份证（原件）', '代办人身份证或社保卡（原件，他人代办时）'],
    [guideSource],
  ),
  section(
    'location',
    '办理地点',
    'derived',
    [
      '户籍或参保所在乡镇人民政府(街道办事处)。',
      '（按清单载明的行使层级推算；具体地址清单没有写，出门前可拨12345问清。）',
    ],
    [cardSource],
  ),
  section('timeLimit', '办结时限', 'stated', ['提交补卡申请 30 个工作日后领卡'], [cardSource]),
  section('fee', '收费标准', 'stated', ['每卡 25 元工本费（2011 年文件口径）'], [cardSource]),
  section(
    'basis',
    '设定依据',
    'stated',
    [
      '1.《关于印发“中华人民共和国社会保障卡”管理办法的通知》(人社部发〔2011〕47号)第六条第三项：制定规范可行的实施方案，包括应用设计方案、费用解决方案、信息采集方案和具体发行方案等；第四项：建立科学完善的社会保障卡发行、管理制度和明确的内部控制程序，并制定应对突发事件的预案。',
      '2.《人力资源社会保障部、中国人民银行关于社会保障卡加载金融功能的通知》(人社部发〔2011〕83号)附件：三、应用管理（四）补卡：书面挂失后，持卡人应在规定的时间内到人社部门申请挂失补卡，流程与首次发放一致。',
      '3.《关于切实做好社会保障卡加载金融功能工作的通知》(渝人社发〔2011〕249号)附件：四、补卡。',
    ],
    [cardSource],
  ),
  section('hours', '办理时间', 'unknown', [
    '清单没有写明办理时间，可拨打垫江县人力社保局 023-74512333 或 12345 询问。',
  ]),
  section('online', '网上办理', 'unknown', []),
];

const cardAnswer = reply('answer', {
  intent: 'process',
  candidates: [
    cardCandidate,
    candidate('dj-020', '社会保障卡的社保功能挂失、解挂、解锁、密码修改及重置', cardSource, {
      confidence: 0.4,
    }),
    candidate('dj-017', '新办社会保障卡', cardSource, { confidence: 0.2 }),
  ],
  answer: { item: { id: 'dj-019', name: '补、换社会保障卡' }, sections: cardSections },
  reply: '补、换社会保障卡（垫江县）：先挂失，再到网点申请补卡，30 个工作日后领卡。',
});

const materialsAnswer = reply('answer', {
  ...cardAnswer,
  intent: 'materials',
  answer: {
    item: { id: 'dj-019', name: '补、换社会保障卡' },
    sections: [cardSections[1]!, cardSections[0]!, ...cardSections.slice(2)],
  },
});

const LONG_NAME =
  '医师执业注册（含外国医师来华短期行医许可，台湾地区医师在大陆短期行医许可，香港、澳门特别行政区医师在内地短期行医许可）（港澳医师在内地短期执业许可）';

const longAnswer = reply('answer', {
  intent: 'hours',
  region: DIANJIANG,
  candidates: [
    candidate('dzq-zdpyc-221', LONG_NAME, realEstateSource, {
      type: '行政许可',
      agency: '区卫生健康委/区市场监管局/经开区建设局/双桥经开区公共服务中心',
      region: DAZU,
    }),
  ],
  answer: {
    item: { id: 'dzq-zdpyc-221', name: LONG_NAME },
    sections: [
      section('hours', '办理时间', 'unknown', [
        '清单没有写明办理时间。可拨打大足区卫生健康委 023-43722345、监督电话 023-43721110-8012，或 12345。',
      ]),
      section(
        'basis',
        '设定依据',
        'stated',
        [
          '《中华人民共和国医师法》第十三条：国家实行医师执业注册制度。取得医师资格的，可以向所在地县级以上地方人民政府卫生健康主管部门申请注册。',
        ],
        Array.from({ length: 9 }, (_, index) => ({
          ...realEstateSource,
          seq: 221 + index,
          key: `dzq-zdpyc-${221 + index}`,
          line: 1314 + index,
        })),
      ),
    ],
  },
  reply: '清单没有写明办理时间。',
});

const clarify = reply('clarify', {
  region: DAZU,
  reply:
    '您说的是下面哪一项？回复数字就行：\n1. 不动产登记\n2. 不动产登记资料查询\n3. 因不动产登记错误申请更正并涉及共有人变更、抵押权人变更的登记\n也可以换个说法再问。',
  candidates: [
    candidate('dzq-zdpyc-074', '不动产登记', realEstateSource, {
      type: '行政确认',
      agency: '区规划自然资源局',
      region: DAZU,
    }),
    candidate('dzq-zdpyc-075', '不动产登记资料查询', realEstateSource, {
      agency: '区规划自然资源局',
      region: DAZU,
    }),
    candidate('x-3', '因不动产登记错误申请更正并涉及共有人变更、抵押权人变更的登记', realEstateSource, {
      type: '行政确认',
      agency: '区规划自然资源局',
      region: DAZU,
    }),
    candidate('x-4', '房屋交易资金监管', realEstateSource, { region: DAZU, confidence: 0.1 }),
  ],
});

const realEstateAnswer = reply('answer', {
  intent: 'location',
  region: DAZU,
  candidates: clarify.candidates,
  answer: {
    item: { id: 'dzq-zdpyc-074', name: '不动产登记' },
    sections: [
      section(
        'location',
        '办理地点',
        'derived',
        ['大足区政务服务中心区规划自然资源局窗口；依据实施主体推算。'],
        [realEstateSource],
      ),
    ],
  },
  reply: '不动产登记：大足区政务服务中心。',
});

const hostile = reply('answer', {
  candidates: [candidate('x-html', '<img src=x onerror=alert(1)>', cardSource)],
  answer: {
    item: { id: 'x-html', name: '<img src=x onerror=alert(1)>' },
    sections: [
      section(
        'content',
        '行使内容',
        'stated',
        ['<script>document.title="bad"</script>'],
        [{ ...cardSource, url: 'javascript:alert(1)' }],
      ),
    ],
  },
  reply: '<b>x</b>',
});

/** First matching pattern answers; a later question in the conversation may be short. */
export const CANNED: ReadonlyArray<readonly [RegExp, AskResponse]> = [
  [
    /着火|火灾/,
    reply('emergency', {
      intent: 'emergency',
      reply:
        '请立即拨打119火警电话，先离开火场，不要乘电梯。有人受伤请同时拨打120。到了安全的地方，再来问后续的救助。',
    }),
  ],
  [
    /人工/,
    reply('handoff', {
      intent: 'human',
      reply:
        '可以直接找工作人员：垫江县政务服务中心 023-74512345，工作日 9:00—17:00；其他时间请拨打 12345 政务服务便民热线。',
    }),
  ],
  [
    /双色球|星座/,
    reply('none', {
      intent: 'outOfScope',
      reply: '清单里没有找到这件事。可以换个说法再问，或拨打 12345 政务服务便民热线，由话务员帮您查。',
    }),
  ],
  [/^[123]$|^不动产登记$/, realEstateAnswer],
  [/不动产/, clarify],
  [/医师/, longAnswer],
  [/html/, hostile],
  [/要带什么|材料/, materialsAnswer],
  [/谢谢|你好/, reply('chat', { intent: 'thanks', reply: '不客气。还有别的事，接着问就行。' })],
  [/./, cardAnswer],
];
