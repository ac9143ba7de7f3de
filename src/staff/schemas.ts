import { z } from 'zod';
import { REGION_CODE_LENGTH } from '../../entities/columns.js';
import { STAFF_ROLES } from '../../entities/staff-account.js';
import { STAFF_ACTIONS } from './permissions.js';

const MOST_BOUNDS = 200;
const password = z.string().min(1).max(256);
const code = z
  .string()
  .regex(/^\d{6}$/, '应为 6 位数字')
  .meta({ description: '动态验证码' });

/** One role with what it is bound to. */
export const grant = z.strictObject({
  role: z.enum(STAFF_ROLES),
  regions: z
    .array(z.string().min(1).max(REGION_CODE_LENGTH))
    .max(MOST_BOUNDS)
    .meta({ description: '行政区划代码，含其下级；空为不限' }),
  agencies: z.array(z.string().min(1).max(200)).max(MOST_BOUNDS).meta({ description: '实施机构；空为不限' }),
});
const grants = z.array(grant).max(20);

/** Body of `POST /api/v1/staff/session`. */
export const signInRequest = z.strictObject({
  name: z.string().min(1).max(64),
  password,
  totp: code.optional(),
});

/** Response of `GET /api/v1/staff/session`. */
export const sessionView = z.object({
  name: z.string(),
  roles: z.array(z.enum(STAFF_ROLES)),
  csrfToken: z.string().meta({ description: '每次修改都要放在 X-CSRF-Token 请求头中' }),
  may: z.array(z.enum(STAFF_ACTIONS)).meta({ description: '可以进行的操作' }),
  grants,
  secondFactor: z.boolean().meta({ description: '是否已启用动态验证码' }),
  expiresAt: z.string(),
});

/** Body of `PUT /api/v1/staff/password`. */
export const ownPasswordRequest = z.strictObject({ current: password, password });

/** Second factor of one's own account. */
export const secondFactorRequest = z.strictObject({ password });
export const secondFactorView = z.object({
  secret: z.string().meta({ description: '手工输入用的密钥' }),
  uri: z.string().meta({ description: 'otpauth 地址，可生成二维码' }),
});
export const secondFactorCode = z.strictObject({ code });
export const removeSecondFactorRequest = z.strictObject({ password, code: code.optional() });

/** Accounts as an administrator sees them. */
export const accountParams = z.strictObject({ name: z.string().min(1).max(64) });
export const accountView = z.object({
  name: z.string(),
  grants,
  secondFactor: z.boolean(),
  disabledAt: z.string().nullable(),
  lockedUntil: z.string().nullable(),
  createdAt: z.string(),
  version: z.int(),
});
export const accountsResult = z.object({ accounts: z.array(accountView) });
export const createAccountRequest = z.strictObject({ name: z.string().min(1).max(64), password, grants });
export const changeAccountRequest = z
  .strictObject({
    version: z.int().meta({ description: '所看到的版本；已被他人修改时返回 409' }),
    grants: grants.optional(),
    disabled: z.boolean().optional(),
    password: password.optional(),
    removeSecondFactor: z.literal(true).optional(),
    unlock: z.literal(true).optional(),
  })
  .refine((change) => Object.keys(change).length > 1, '没有要修改的内容');

/** Audit log. */
export const auditQuery = z.strictObject({
  before: z
    .string()
    .regex(/^\d{1,9}$/, '应为整数')
    .transform(Number)
    .optional(),
  limit: z
    .string()
    .regex(/^\d{1,3}$/, '应为整数')
    .transform(Number)
    .default(50),
});
export const auditResult = z.object({
  entries: z.array(
    z.object({
      seq: z.int(),
      at: z.string(),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      details: z.string().meta({ description: 'JSON' }),
      hash: z.string(),
    }),
  ),
});
export const auditVerdict = z.object({
  entries: z.int(),
  head: z.string(),
  fault: z.string().nullable(),
});

export type SignInRequest = z.output<typeof signInRequest>;
export type SessionView = z.output<typeof sessionView>;
export type AccountView = z.output<typeof accountView>;
