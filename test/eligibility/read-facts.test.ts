import { describe, expect, it } from 'vitest';
import { readNumber } from '../../src/eligibility/chinese-number.js';
import type { Facts } from '../../src/eligibility/facts.js';
import type { Role } from '../../src/eligibility/persons.js';
import { loadQuestions } from '../../src/eligibility/questions.js';
import { readAnswer, readNamedOption } from '../../src/eligibility/read-answer.js';
import { readFacts } from '../../src/eligibility/read-facts.js';

describe('readNumber', () => {
  it.each([
    ['七十五', 75],
    ['十八', 18],
    ['九十', 90],
    ['一百零二', 102],
    ['65', 65],
    ['两', 2],
    ['二三十', null],
    ['', null],
  ])('%s → %s', (text, value) => expect(readNumber(text)).toBe(value));
});

describe('readFacts', () => {
  it.each<[string, Role, Facts]>([
    [
      '我妈75岁农村户口有高血压能享受啥',
      'mother',
      { age: 75, gender: 'female', householdRegistration: 'rural', 'illness.hypertension': true },
    ],
    [
      '我爸70岁，二级残疾，家里吃低保',
      'father',
      {
        age: 70,
        gender: 'male',
        disabled: true,
        'disability.certified': true,
        'disability.grade': 2,
        dibao: true,
      },
    ],
    [
      '屋头老汉七十八了，瘫在床上，吃低保的',
      'father',
      { age: 78, gender: 'male', unableToCareForSelf: true, dibao: true },
    ],
    [
      '婆婆八十二岁，没得收入，农村的',
      'grandmother',
      { age: 82, gender: 'female', noIncome: true, householdRegistration: 'rural' },
    ],
    [
      '我失业了没得工作，四十五岁，想找个活路',
      'self',
      { age: 45, employment: 'unemployed', seekingJob: true },
    ],
    [
      '娃儿上初中住校，家里是建卡贫困户',
      'child',
      { minor: true, study: 'junior', boarding: true, jiandang: true, lowIncome: true },
    ],
    ['一岁半的娃儿有啥免费的', 'child', { age: 1.5 }],
    ['8个月大的宝宝', 'child', { age: 8 / 12 }],
    [
      '孙子8岁，爸妈都在外打工，跟着婆婆过，农村的',
      'child',
      { age: 8, gender: 'male', leftBehind: true, householdRegistration: 'rural' },
    ],
    ['我今年九十了，老兵，每个月领点抚恤', 'self', { age: 90, veteran: true, preferentialAllowance: true }],
    [
      '儿子去年车祸死了，就这么一个儿子，我今年62',
      'self',
      { age: 62, onlyChildDied: true, familyPlanning: 'oneChild' },
    ],
    ['我怀孕3个月了，农村户口', 'self', { pregnant: true, householdRegistration: 'rural' }],
    ['大学刚毕业还没找到工作', 'self', { recentGraduate: true, study: 'none', employment: 'unemployed' }],
    ['老板拖欠工资三个月了', 'self', { wageArrears: true, laborDispute: true }],
    [
      '我是残疾人，三级，想学个技术',
      'self',
      { disabled: true, 'disability.certified': true, 'disability.grade': 3, wantsTraining: true },
    ],
    ['我35岁女，农村户口，听说可以免费查两癌', 'self', { age: 35, householdRegistration: 'rural' }],
    ['今年65岁零3个月', 'self', { age: 65 }],
    ['六级伤残军人能领啥', 'self', { militaryDisabilityGrade: 6, veteran: true, disabled: true }],
  ])('%s', (text, role, facts) => {
    const read = readFacts(text);
    expect(read.role).toBe(role);
    expect(read.people).toEqual({ main: facts, child: null });
  });

  it('keeps parent and child apart', () => {
    expect(readFacts('单亲妈妈带个残疾娃，我能申请些啥补助')).toEqual({
      role: 'self',
      people: { main: { gender: 'female' }, child: { disabled: true } },
    });
    expect(readFacts('刚生了个娃，有啥补助').people).toEqual({ main: { pregnant: true }, child: { age: 0 } });
    expect(readFacts('我老婆刚生完二胎')).toEqual({
      role: 'spouse',
      people: { main: { gender: 'female', pregnant: true }, child: { age: 0 } },
    });
  });

  it('takes a death as told by whoever is left, and parents who do not care as the child’s', () => {
    const told = readFacts('我今年56岁，老公前年走了，孙女7岁，她爸妈离婚了都不管，我没得工作');
    expect(told.role).toBe('self');
    expect(told.people.main).toEqual({ age: 56, employment: 'unemployed' });
    expect(told.people.child).toMatchObject({ age: 7, guardianshipLacking: true });
    expect(readFacts('我妈上个月走了，我爸75岁')).toMatchObject({
      role: 'father',
      people: { main: { age: 75, bereaved: true } },
    });
  });

  it('is about the asker where the asker says so', () => {
    const told = readFacts('我六十七，老伴瘫在床上，我这种情况能领到哪些补助');
    expect(told).toMatchObject({ role: 'self', people: { main: { age: 67 } } });
    expect(told.people.main.unableToCareForSelf).toBeUndefined();
  });

  it('takes a wish or a denial for what it is', () => {
    expect(readFacts('有没有低保可以领').people.main).toEqual({});
    expect(readFacts('我能不能吃低保').people.main).toEqual({});
    expect(readFacts('我没有吃低保').people.main).toEqual({ dibao: false });
    expect(readFacts('我没得残疾证，但是腿瘸了').people.main).toMatchObject({
      disabled: true,
      'disability.certified': false,
    });
    expect(readFacts('补贴300元，3年了，2个人').people.main).toEqual({});
    expect(readFacts('我是残疾人，国家给多少钱一个月').people.main).toEqual({ disabled: true });
    expect(readFacts('我失业三个月，有啥补助').people.main).toEqual({ employment: 'unemployed' });
  });
});

describe('readAnswer', () => {
  const ask = (fact: string, answer: string) => {
    const question = loadQuestions().find((one) => one.fact === fact);
    if (!question) throw new Error(fact);
    return readAnswer(question, answer);
  };
  it.each<[string, string, Facts | null]>([
    ['age', '65', { age: 65 }],
    ['age', '七十三了', { age: 73 }],
    ['age', '8个月', { age: 8 / 12 }],
    ['hardship', '吃低保的', { dibao: true }],
    ['hardship', '3', { jiandang: true, dibao: false, tekun: false }],
    ['hardship', '都不是', { lowIncome: false }],
    ['hardship', '没有', { lowIncome: false }],
    ['disability', '有，二级', { disabled: true, 'disability.certified': true, 'disability.grade': 2 }],
    ['disability', '有', { disabled: true, 'disability.certified': true }],
    ['disability', '没得', { disabled: false, 'disability.certified': false }],
    ['householdRegistration', '农村的', { householdRegistration: 'rural' }],
    ['unableToCareForSelf', '不能', { unableToCareForSelf: true }],
    ['unableToCareForSelf', '能自理', { unableToCareForSelf: false }],
    ['illness', '高血压和糖尿病', { 'illness.hypertension': true, 'illness.diabetes': true }],
    ['leftBehind', '是', { leftBehind: true }],
    ['leftBehind', '不是', { leftBehind: false }],
    ['age', '不晓得', {}],
    ['age', '快70了', { age: 69 }],
    ['age', '今年六十多岁', { age: 60 }],
    ['age', '三个都不是', null],
    ['age', '58年的', null],
    ['age', '没有', null],
    ['illness', '1和2都有', { 'illness.hypertension': true, 'illness.diabetes': true }],
    ['illness', '两个都是', null],
    ['hardship', '1和3', { dibao: true, jiandang: true, tekun: false }],
    ['hardship', '1和5', null],
    ['hardship', '有', null],
    ['insurance', '1和2都有', null],
    ['employmentHelp', '都没有', { employmentDifficulty: false, zeroEmploymentFamily: false }],
    ['employmentHelp', '两样都是', { employmentDifficulty: true, zeroEmploymentFamily: true }],
    ['unableToCareForSelf', '不', { unableToCareForSelf: true }],
    ['unableToCareForSelf', '不可以', { unableToCareForSelf: true }],
    ['unableToCareForSelf', '可以', { unableToCareForSelf: false }],
    ['familyPlanning', '一个都没有', { familyPlanning: 'other' }],
    ['hardship', '社保卡丢了怎么补办啊', null],
    ['hardship', '', null],
  ])('%s ← %s', (fact, answer, facts) => expect(ask(fact, answer)).toEqual(facts));
});

describe('readNamedOption', () => {
  it.each<[string, Facts | null]>([
    ['城镇', { householdRegistration: 'urban' }],
    ['没有', null],
    ['都是', null],
    ['不能', null],
    ['去世', null],
  ])('%s', (answer, facts) => expect(readNamedOption(answer)).toEqual(facts));
});
