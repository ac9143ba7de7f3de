import 'dotenv/config';
import {
  STAFF_ROLES,
  type StaffAccount,
  type StaffGrant,
  type StaffRole,
} from '../../entities/staff-account.js';
import { loadRegions } from '../catalogue/load-regions.js';
import type { RegionTree } from '../catalogue/regions.js';
import { loadConfig } from '../config.js';
import { verifyAudit } from '../staff/audit/verify-audit.js';
import { unlockAccount } from '../staff/routes/accounts.js';
import { Staff } from '../staff/staff.js';
import { createDataSource, migrate } from '../storage/data-source.js';
import { readArguments, runCommand, UsageError } from './arguments.js';
import { readSecret } from './read-secret.js';

const USAGE = `用法：npm run -s staff -- 命令
  create 用户名 --role 角色 [--region 地区]… [--agency 机构]…   新建账号，密码从标准输入读取
  list                                                          列出账号
  password 用户名                                               重设密码，密码从标准输入读取
  roles 用户名 --role 角色 [--region 地区]… [--agency 机构]…    改为只有这些授权
  disable 用户名 · enable 用户名 · unlock 用户名                停用、启用、解锁
  verify-audit [--noted 序号:校验值]                            校验审计记录
  角色：agent 话务员、editor 编辑、reviewer 审核、administrator 管理员；可写多个 --role。
  地区、机构不写为不限；多个角色的范围不同时，分别在网页上设置。`;

/** Who changes are noted under. */
const ACTOR = '命令行';
const OPTIONS = {
  role: { type: 'string', multiple: true },
  region: { type: 'string', multiple: true },
  agency: { type: 'string', multiple: true },
  noted: { type: 'string' },
} as const;

type Options = { role?: string[]; region?: string[]; agency?: string[]; noted?: string };

runCommand(async () => {
  const { positionals, values } = readArguments(OPTIONS, USAGE);
  const [command = '', name, ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(USAGE);
  const config = loadConfig(process.env);
  const regions = loadRegions();
  const dataSource = await createDataSource(config.DATABASE_URL).initialize();
  try {
    await migrate(dataSource);
    const staff = new Staff(dataSource, { regions: () => regions });
    if (command === 'list' && !name) return await list(staff);
    if (command === 'verify-audit' && !name) return await verify(staff, values.noted);
    if (!name) throw new UsageError(USAGE);
    await changeAccount(staff, command, name, values, regions);
  } finally {
    await dataSource.destroy();
  }
});

async function changeAccount(
  staff: Staff,
  command: string,
  name: string,
  options: Options,
  regions: RegionTree,
): Promise<void> {
  const { accounts } = staff;
  switch (command) {
    case 'create':
      print(
        await accounts.create(ACTOR, name, await readSecret('密码：'), grantsOf(options, regions)),
        regions,
      );
      return;
    case 'password':
      await accounts.get(name);
      print(await accounts.change(ACTOR, name, { password: await readSecret('新密码：') }), regions);
      return;
    case 'roles':
      print(await accounts.change(ACTOR, name, { grants: grantsOf(options, regions) }), regions);
      return;
    case 'disable':
    case 'enable':
      print(await accounts.change(ACTOR, name, { disabled: command === 'disable' }), regions);
      return;
    case 'unlock':
      await unlockAccount(staff, ACTOR, await accounts.get(name));
      print(await accounts.get(name), regions);
      return;
    default:
      throw new UsageError(USAGE);
  }
}

async function list(staff: Staff): Promise<void> {
  const accounts = await staff.accounts.list();
  if (accounts.length === 0) console.log('还没有账号。');
  for (const account of accounts) print(account, staff.regions);
}

async function verify(staff: Staff, noted: string | undefined): Promise<void> {
  const parts = noted === undefined ? undefined : /^(\d{1,9}):([0-9a-f]{64})$/.exec(noted);
  if (parts === null) throw new UsageError(USAGE);
  const wanted = parts && { seq: Number(parts[1]), hash: parts[2] as string };
  const { entries, head, fault } = await verifyAudit(staff.dataSource, wanted);
  if (fault !== null) throw new UsageError(`审计记录校验不通过：${fault}`);
  console.log(`审计记录校验通过：共 ${entries} 条，末条 ${entries}:${head}`);
  console.log('请把末条的序号和校验值登记在别处，以后用 --noted 核对。');
}

function grantsOf({ role = [], region = [], agency = [] }: Options, regions: RegionTree): StaffGrant[] {
  if (role.length === 0) throw new UsageError(USAGE);
  const codes = region.map((named) => {
    const found = regions.resolve(named);
    if (!found) throw new UsageError(`没有找到“${named}”这个地区，请写行政区划的全称或代码。`);
    return found.code;
  });
  return role.map((one) => {
    if (!(STAFF_ROLES as readonly string[]).includes(one)) throw new UsageError(USAGE);
    return { role: one as StaffRole, regions: codes, agencies: agency };
  });
}

function print({ name, grants, totpConfirmed, disabledAt }: StaffAccount, regions: RegionTree): void {
  const rights = grants.map(({ role, regions: codes, agencies }) => {
    const bounds = [...codes.map((code) => regions.findByCode(code)?.name ?? code), ...agencies];
    return bounds.length === 0 ? role : `${role}（${bounds.join('、')}）`;
  });
  const state = [totpConfirmed ? '动态验证码' : '', disabledAt ? `${disabledAt} 停用` : ''].filter(Boolean);
  console.log([name, rights.join('，') || '没有授权', ...state].join('\t'));
}
