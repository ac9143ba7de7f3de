import type { FactCue } from './fact-cue.js';

/** Body, health, births and the situation of children. */
export const PERSON_CUES: readonly FactCue[] = [
  // Disability
  {
    words: /残疾(?!(?:人)?证)|残废|伤残|跛|瘸|拄拐/g,
    facts: { disabled: true },
    denied: { disabled: false },
  },
  {
    words: /脑瘫|截肢|小儿麻痹|肢体残|手脚不(?:便|方便)|腿(?:断|瘸)了/g,
    facts: { disabled: true, 'disability.kind': 'limb' },
  },
  { words: /自闭症|孤独症/g, facts: { disabled: true, 'disability.kind': 'mental' } },
  {
    words: /智障|智力(?:残疾|低下|障碍)|弱智|唐氏|脑壳(?:不灵光|有点傻)/g,
    facts: { disabled: true, 'disability.kind': 'intellectual' },
  },
  { words: /盲人|失明|眼睛(?:瞎|看不见)|视力残/g, facts: { disabled: true, 'disability.kind': 'vision' } },
  {
    words: /聋哑|聋人|耳(?:朵)?聋|听力残|听不(?:到|见)(?!消息)/g,
    facts: { disabled: true, 'disability.kind': 'hearing' },
  },
  { words: /肢体/g, facts: { 'disability.kind': 'limb' } },
  { words: /精神残疾/g, facts: { 'disability.kind': 'mental' } },
  {
    words: /残疾(?:人)?证|持证|(?<=残.{0,8})办(?:了|过|得有)证/g,
    facts: { disabled: true, 'disability.certified': true },
    denied: { 'disability.certified': false },
  },
  { words: /重度残疾|重残/g, facts: { disabled: true, 'disability.grade': 2 } },
  { words: /康复|矫正|辅具|轮椅|助听器|假肢/g, facts: { rehabilitationNeed: true } },
  {
    words:
      /(?<!脑)瘫(?:了|痪|起|在床)?|卧床|失能|(?:生活|吃喝拉撒)?不能自理|自理不(?:了|到)|下不(?:了|到)床|起不(?:了|到|来)床|半身不遂|植物人|老年痴呆|要人(?:照顾|服侍|伺候)/g,
    facts: { unableToCareForSelf: true },
  },
  { words: /能自理|生活自理|自己(?:能|可以)照顾/g, facts: { unableToCareForSelf: false } },
  // Health
  {
    words: /高血压|血压(?:有点|很|比较)?高/g,
    facts: { 'illness.hypertension': true },
    denied: { 'illness.hypertension': false },
  },
  {
    words: /糖尿病|血糖(?:有点|很|比较)?高/g,
    facts: { 'illness.diabetes': true },
    denied: { 'illness.diabetes': false },
  },
  { words: /肺?结核|痨病/g, facts: { 'illness.tuberculosis': true } },
  { words: /精神(?:病|障碍|分裂|失常)|疯(?:了|病)|双相|躁狂/g, facts: { 'illness.mental': true } },
  { words: /艾滋|hiv/gi, facts: { 'illness.hiv': true } },
  {
    words:
      /(?<!两|查|防|筛)癌(?!筛|检)|肿瘤|尿毒症|白血病|透析|化疗|(?:得|生|患|害)(?:了|起)?(?:大|重)病|重(?:大疾)?病|大病(?!保险|救助)|器官移植/g,
    facts: { 'illness.serious': true },
  },
  {
    words:
      /看不起病|治不起|医不起|(?:医药|医疗|治疗|住院)费.{0,6}(?:高|重|多|承受不|遭不住|负担)|因病致贫|花光|欠了?(?:一屁股|很多|好多|几万|十几万)(?:的)?[债账]?/g,
    facts: { impoverishedByIllness: true },
  },
  { words: /身份不明|(?:抢救|急救).{0,10}(?:没钱|付不起|交不起)/g, facts: { emergencyUnpaid: true } },
  // Birth and family
  {
    words:
      /怀孕|孕妇|怀起(?:了|娃|的|身孕)?|有喜|大起肚|大肚子|坐月子|产妇|临产|预产期|刚生(?:完|了|下)|孕(?:早|中|晚)期|怀(?:上|了)|二胎|生完/g,
    facts: { pregnant: true },
    adult: true,
    denied: { pregnant: false },
  },
  {
    words: /备孕|(?:准备|想|打算|计划)(?:要|怀|生)(?:个)?(?:孩子|娃|小孩|宝宝|孕|二胎)?/g,
    facts: { planningPregnancy: true },
    adult: true,
  },
  {
    words: /独生子女|只(?:生|有|养)(?:了|得有|育)?(?:一个|1个|个)(?:娃|女|儿|孩|小孩|崽|子女)?/g,
    facts: { familyPlanning: 'oneChild' },
    adult: true,
  },
  {
    words: /(?:两|2|二)个(?:都是)?(?:女儿|女娃|姑娘|闺女)|双女户/g,
    facts: { familyPlanning: 'twoGirls' },
    adult: true,
  },
  {
    words:
      /失独|(?:独生(?:子女?|儿子|女儿|娃儿?)|独子|独女|唯一的?(?:儿子|女儿|娃儿?|孩子)|就(?:这么)?一个(?:儿子|女儿|娃儿?|孩子)).{0,12}(?:去世|死|没了|走了|过世|不在了|车祸没)|(?:儿子|女儿|娃儿?|孩子).{0,10}(?:去世|死|没了|走了|过世).{0,8}(?:就|只有|只得|唯一).{0,5}(?:一个|独)/g,
    facts: { onlyChildDied: true, familyPlanning: 'oneChild' },
    adult: true,
    covers: true,
  },
  {
    words: /(?:独生子女?|独子|独女|唯一的?(?:儿子|女儿|娃儿?|孩子)).{0,8}残/g,
    facts: { onlyChildDisabled: true, familyPlanning: 'oneChild' },
    adult: true,
    covers: true,
  },
  { words: /节育.{0,6}并发症|结扎.{0,6}后遗症/g, facts: { birthControlComplication: true } },
  { words: /妇女|女性|女的/g, facts: { gender: 'female' } },
  // Children
  {
    words:
      /留守|(?:爸妈|父母|爹妈|妈老汉|两口子|爸爸妈妈)(?:都|双双|全)?(?:在外(?:地|面|头|省)?|在广东|在浙江|外出|出去|出门)(?:打工|务工|挣钱)?(?:去了)?/g,
    facts: { leftBehind: true },
    child: true,
    covers: true,
  },
  {
    words: /孤儿|(?:父母|爸妈|爹妈|妈老汉)(?:都|双双|全)?(?:去世|双亡|死|没了|不在(?:了|人世)|过世)/g,
    facts: { orphan: true },
    child: true,
    covers: true,
  },
  {
    words: /事实无人抚养|(?:父母|爸妈|爸爸|妈妈|爹|妈).{0,8}(?:坐牢|服刑|失踪|失联|跑了)/g,
    facts: { unattendedChild: true },
    child: true,
    covers: true,
  },
  { words: /虐待|遗弃|没人管|不管娃/g, facts: { guardianshipLacking: true }, child: true },
  {
    words: /(?:父母|爸妈|爹妈|妈老汉|爸爸妈妈).{0,8}(?:不管|管都不管)/g,
    facts: { guardianshipLacking: true },
    child: true,
    covers: true,
  },
];
