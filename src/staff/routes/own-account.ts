import { WrongCodeError } from '../../errors.js';
import type { Route } from '../../http/route.js';
import {
  ownPasswordRequest,
  removeSecondFactorRequest,
  secondFactorCode,
  secondFactorRequest,
  secondFactorView,
} from '../schemas.js';
import type { Staff } from '../staff.js';
import { defineStaffRoute } from '../staff-route.js';

const tag = '工作人员';
const path = '/api/v1/staff/second-factor';

/** What everybody may change about the own account; each time the password is asked again. */
export function ownAccountRoutes(staff: Staff): Route[] {
  return [
    defineStaffRoute(staff, {
      method: 'PUT',
      path: '/api/v1/staff/password',
      tag,
      summary: '修改自己的密码；其他地方的登录随之失效',
      action: null,
      body: ownPasswordRequest,
      async handle({ body, account, session }) {
        await staff.assertIdentity(account, body.current, null);
        const change = { password: body.password };
        await staff.accounts.change(account.name, account.name, change, session.tokenHash);
      },
    }),
    defineStaffRoute(staff, {
      method: 'POST',
      path,
      tag,
      summary: '申请动态验证码密钥；确认后才生效',
      action: null,
      body: secondFactorRequest,
      response: secondFactorView,
      status: 201,
      async handle({ body, account }) {
        await staff.assertIdentity(account, body.password, null);
        // A factor in force is taken away first, with a code: a lost session must not replace it.
        if (account.totpConfirmed === 1) throw new WrongCodeError();
        const { secret, uri, sealed } = await staff.secondFactor.enrol(account.id, account.name);
        const set = { totpSealed: sealed, totpConfirmed: 0, totpLastStep: 0 };
        await staff.accounts.setSecondFactor(account, 'account.totp_enrol', set);
        return { secret, uri };
      },
    }),
    defineStaffRoute(staff, {
      method: 'PUT',
      path,
      tag,
      summary: '用第一个动态验证码确认，从此登录需要验证码',
      action: null,
      body: secondFactorCode,
      async handle({ body, account }) {
        const { id, totpSealed, totpLastStep, totpConfirmed } = account;
        if (totpSealed === null || totpConfirmed === 1) throw new WrongCodeError();
        const step = await staff.secondFactor.stepOf(totpSealed, id, body.code, totpLastStep);
        if (step === null) throw new WrongCodeError();
        const set = { totpConfirmed: 1, totpLastStep: step };
        await staff.accounts.setSecondFactor(account, 'account.totp_confirm', set);
      },
    }),
    defineStaffRoute(staff, {
      method: 'POST',
      path: `${path}/removal`,
      tag,
      summary: '停用动态验证码',
      action: null,
      body: removeSecondFactorRequest,
      async handle({ body, account }) {
        await staff.assertIdentity(account, body.password, body.code);
        const set = { totpSealed: null, totpConfirmed: 0, totpLastStep: 0 };
        await staff.accounts.setSecondFactor(account, 'account.totp_remove', set);
      },
    }),
  ];
}
