/**
 * Fields of work, told by words of an agency, a matter or a place. Broad ones name a department, narrow ones a counter
 * within it: the exit-entry hall belongs to 公安, but nobody registers a household there.
 */
interface Domain {
  name: string;
  narrow?: true;
  words: RegExp;
}

const DOMAINS: readonly Domain[] = [
  { name: '人社', words: /人社|人力社保|人力资源|社会保险|社会保障|社保|养老保险|失业|工伤|就业|劳动|职称/ },
  { name: '医保', words: /医保|医疗保障|医疗保险|生育保险/ },
  {
    name: '民政',
    words: /民政|低保|最低生活|婚姻|结婚|离婚|收养|殡葬|殡仪|救助|特困|孤儿|养老服务|高龄|社会组织/,
  },
  { name: '公安', words: /公安|派出所|户籍|户口|身份证|出入境|护照|交警|交巡警|车管|车辆管理|驾驶证|居住证/ },
  { name: '卫健', words: /卫健|卫生|卫计|计生|生育服务|生育登记|妇幼|疾控|预防接种|医院/ },
  { name: '残联', words: /残联|残疾/ },
  { name: '教育', words: /教育|教委|教科|学籍|入学|助学|幼儿园|中小学/ },
  { name: '住房', words: /住房(?!公积金)|房管|住建|城乡建设|公租房|公共租赁|廉租|物业/ },
  { name: '不动产', words: /不动产|房产证|自然资源|国土/ },
  { name: '公积金', words: /公积金/ },
  { name: '市场监管', words: /市场监管|市场监督|工商|营业执照|食药|食品|药品|质监|特种设备/ },
  { name: '税务', words: /税务|纳税|发票/ },
  { name: '司法', words: /司法|法律援助|公证|人民调解|律师/ },
  { name: '退役军人', words: /退役军人|优抚|烈士/ },
  { name: '城管', words: /城管|城市管理|市容|生活垃圾/ },
  { name: '供水', words: /供水|自来水|水务集团|水费/ },
  { name: '供电', words: /供电|电力|用电/ },
  { name: '供气', words: /燃气|天然气|供气/ },
  { name: '交通', words: /交通局|交通委|交通运输|交通部门|道路运输|港航|运管/ },
  { name: '农业', words: /农业|农委|农村|畜牧|兽医|农机/ },
  { name: '林业', words: /林业|林木|森林/ },
  { name: '水利', words: /水利|取水/ },
  { name: '文旅', words: /文旅|文化|旅游|文体|图书馆|博物馆|体育|广电/ },
  { name: '应急', words: /应急|安监|安全生产/ },
  { name: '消防', words: /消防/ },
  { name: '生态环境', words: /生态环境|环保|排污/ },
  { name: '信访', words: /信访/ },
  { name: '政务公开', words: /政务公开|政府公报|政府信息公开/ },
  { name: '出入境', narrow: true, words: /出入境|护照|通行证|签注|签证/ },
  { name: '户籍', narrow: true, words: /户籍|户口|身份证|落户|居住证/ },
  { name: '车驾管', narrow: true, words: /车管|车驾管|车辆管理|机动车|驾驶证|号牌/ },
  { name: '婚姻登记', narrow: true, words: /婚姻|结婚|离婚/ },
  { name: '图书馆', narrow: true, words: /图书馆|图书|阅览|借阅/ },
  { name: '公租房', narrow: true, words: /公租房|公共租赁|廉租/ },
  { name: '法律援助', narrow: true, words: /法律援助/ },
  { name: '公证', narrow: true, words: /公证/ },
];

/** 户籍地残联, 户口所在地: says whose residents an office serves, not what it does. */
const RESIDENCE = /户[籍口](?:所在|登记)?地/g;

const BY_NAME = new Map(DOMAINS.map((domain) => [domain.name, domain]));

/** @returns names of the fields of work that a text speaks of. */
export function domainsOf(text: string): Set<string> {
  const bare = text.replace(RESIDENCE, '');
  return new Set(DOMAINS.filter(({ words }) => words.test(bare)).map(({ name }) => name));
}

/** @returns the departments that a text speaks of: fields of work without the counters within them. */
export function departmentsOf(text: string): Set<string> {
  return new Set([...domainsOf(text)].filter((name) => !BY_NAME.get(name)?.narrow));
}

/**
 * Whether a place with these domains handles a matter: one of its departments has to fit, and where the place serves
 * narrow fields only, one of those too. The agency decides on the department where its words name one: whatever the
 * matter is called, 残联 is not the police.
 *
 * @param domains - as data/places has them; one that is not in the list is looked for in the words as it stands.
 * @param agency - words of the agency.
 * @param matter - name and type of the matter.
 */
export function servesDomains(domains: readonly string[], agency: string, matter = ''): boolean {
  const words = `${agency} ${matter}`;
  const fields = domainsOf(words);
  const ofAgency = departmentsOf(agency);
  const departments = ofAgency.size > 0 ? ofAgency : fields;
  // 住房保障 and the like are other names of a department.
  const known = domains.flatMap((name) => (BY_NAME.has(name) ? [name] : ([...domainsOf(name)] as string[])));
  const names = known.length > 0 ? known : [...domains];
  const broad = names.filter((name) => BY_NAME.has(name) && !BY_NAME.get(name)?.narrow);
  const narrow = names.filter((name) => !broad.includes(name));
  const fits = (name: string): boolean => (BY_NAME.has(name) ? fields.has(name) : words.includes(name));
  return (
    names.length > 0 &&
    (broad.length === 0 || broad.some((name) => departments.has(name))) &&
    (narrow.length === 0 || narrow.some(fits))
  );
}
