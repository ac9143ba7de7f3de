import type { FactCue } from './fact-cue.js';

/** School, work and military service. */
export const OCCUPATION_CUES: readonly FactCue[] = [
  // School
  { words: /幼儿园|托班|学前班/g, facts: { study: 'preschool' }, child: true },
  { words: /小学|[一二三四五六]年级/g, facts: { study: 'primary' }, child: true },
  { words: /初(?:中|一|二|三)|[七八九]年级/g, facts: { study: 'junior' }, child: true },
  { words: /(?<!职业)高(?:中|一|二|三)(?!职)/g, facts: { study: 'senior' }, child: true },
  {
    words: /中职|职高|中专|技校|技工学校|职业(?:高中|学校|中学|教育中心)/g,
    facts: { study: 'vocational' },
    child: true,
  },
  {
    words:
      /大学生|(?:读|上|念|在|考上|考取)(?:了)?(?:大学|本科|大专|专科)|在校(?:大学)?生|大[一二三四](?!级|队|点)/g,
    facts: { study: 'university' },
  },
  { words: /研究生|读研|硕士|博士/g, facts: { study: 'graduate' } },
  { words: /住校|住读|寄宿|住宿生/g, facts: { boarding: true }, child: true, denied: { boarding: false } },
  { words: /走读/g, facts: { boarding: false } },
  { words: /涉农|农学|农业专业|畜牧|种植专业|养殖专业/g, facts: { agricultureMajor: true } },
  { words: /表演专业|艺术类/g, facts: { performingArts: true } },
  {
    words:
      /(?:大学|本科|大专|专科|高校|研究生)(?:刚|才|应届)?毕业|高校毕业生|离校未就业|应届(?:大学|高校|本科|大专)?毕业生/g,
    facts: { recentGraduate: true, study: 'none' },
  },
  {
    words:
      /(?:初中|高中|职高)(?:刚|才)?(?:毕业|读完).{0,8}(?:没(?:有|得)?(?:继续)?读|没考|不读|不想读|没升学)|(?:初中|高中).{0,6}没(?:有)?(?:继续)?升学/g,
    facts: { schoolLeaver: true, study: 'none' },
  },
  // Work
  { words: /农民|务农|种地|种田|种庄稼|在家种|栽秧/g, facts: { employment: 'farmer' } },
  {
    words: /上班|在职|有工作|单位上/g,
    facts: { employment: 'employed' },
    denied: { employment: 'unemployed' },
  },
  { words: /打工|务工(?!作)|进厂/g, facts: { employment: 'employed' } },
  {
    words: /农民工|进城(?:打工|务工)|外出(?:打工|务工)|出门打工/g,
    facts: { migrantWorker: true, employment: 'employed' },
  },
  {
    words: /打零工|打短工|灵活就业|跑(?:外卖|滴滴|摩的|腿)|送外卖|摆(?:地)?摊/g,
    facts: { employment: 'flexible' },
  },
  { words: /个体户|做(?:点)?小?生意|开(?:了|得有)(?:个|家)/g, facts: { employment: 'selfEmployed' } },
  {
    words:
      /失业|下岗|没(?:有|得)?(?:个)?(?:工作|活路|事做|活干|班上)|待业|丢了(?:工作|饭碗)|被?裁(?:员|了|掉)|找不(?:到|着)(?:工作|活路|事)|没找到工作|没就业|未就业/g,
    facts: { employment: 'unemployed' },
  },
  { words: /退休/g, facts: { employment: 'retired' }, denied: {} },
  {
    words: /找(?:不到|不着|个|份|点)?(?:工作|活路|事做)|求职|想(?:上班|就业)|再就业/g,
    facts: { seekingJob: true },
  },
  {
    words: /创业|(?:想|准备|打算)(?:自己)?(?:开(?:个|家|一家)|做(?:点)?(?:小)?生意|当老板)|自己干/g,
    facts: { startingBusiness: true },
  },
  { words: /培训|学(?:门|点|个)(?:技术|手艺|技能)/g, facts: { wantsTraining: true } },
  { words: /就业困难/g, facts: { employmentDifficulty: true } },
  {
    words: /零就业|(?:全家|一家人|屋头)(?:都|全)(?:没(?:有|得)?)(?:工作|就业|班上)/g,
    facts: { zeroEmploymentFamily: true, employment: 'unemployed' },
    covers: true,
  },
  { words: /职工(?:养老|社保)|企业养老/g, facts: { pension: 'employee' } },
  { words: /(?:城乡)?居民养老|新?农保/g, facts: { pension: 'resident' } },
  { words: /职工(?:医保|医疗|社保)/g, facts: { medicalInsurance: 'employee' } },
  { words: /(?:城乡)?居民医(?:保|疗)|新农合|合作医疗/g, facts: { medicalInsurance: 'resident' } },
  {
    words: /失业保险|失业金/g,
    facts: { unemploymentInsurance: true },
    denied: { unemploymentInsurance: false },
  },
  { words: /生育保险/g, facts: { maternityInsurance: true }, denied: { maternityInsurance: false } },
  { words: /工伤|职业病|尘肺|(?:上班|干活|工地).{0,8}(?:受伤|摔|砸|压断)/g, facts: { workInjury: true } },
  { words: /工伤保险/g, facts: { workInjuryInsurance: true }, denied: { workInjuryInsurance: false } },
  {
    words:
      /欠薪|拖欠?.{0,4}工资|欠.{0,8}工资|工资.{0,6}(?:不给|没给|没发|不发|拿不到|要不到)|不(?:发|给)工资/g,
    facts: { wageArrears: true, laborDispute: true },
  },
  { words: /劳动(?:纠纷|争议|仲裁)|被(?:辞退|开除|炒)|违法解除/g, facts: { laborDispute: true } },
  { words: /打官司|请不起律师|法律援助|起诉/g, facts: { needsLegalAid: true } },
  // Service
  { words: /退伍|退役|复员|当过兵|老兵|转业军人|当兵回来/g, facts: { veteran: true } },
  { words: /优抚|抚恤|烈士(?:家属|子女|遗属|的)|烈属|军人遗属/g, facts: { preferentialAllowance: true } },
  { words: /现役|在部队当兵|正在当兵/g, facts: { activeSoldier: true } },
];
