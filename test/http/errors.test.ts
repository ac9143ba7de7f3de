import { describe, expect, it } from 'vitest';
import * as desk from '../../src/catalogue-desk/errors.js';
import * as miniProgram from '../../src/channels/mini-program/errors.js';
import * as errors from '../../src/errors.js';
import { problemOf, toAppError } from '../../src/http/problem.js';
import { problemPhrases } from '../../src/phrases/zh-CN.js';

const HAN = /\p{Script=Han}/u;

/** One of every error class; a class without an entry fails the first test. */
const samples: Record<string, errors.AppError> = {
  DeskNotFoundError: new desk.DeskNotFoundError('草稿'),
  DraftChangedError: new desk.DraftChangedError('李工', [
    { field: 'serviceHours', message: '现在的草稿不同' },
  ]),
  DraftStateError: new desk.DraftStateError('已发布', '修改'),
  OwnDraftError: new desk.OwnDraftError(),
  FileTooLargeError: new desk.FileTooLargeError(50 * 1024 * 1024),
  FileKindError: new desk.FileKindError(),
  ImportStateError: new desk.ImportStateError('还在读取', '建立草稿'),
  ReleaseRefusedError: new desk.ReleaseRefusedError('检查还没有完成，不能发布。'),
  CheckBusyError: new desk.CheckBusyError(),
  CaseTakenError: new desk.CaseTakenError('程远'),
  MalformedJsonError: new errors.MalformedJsonError(),
  InvalidUtf8Error: new errors.InvalidUtf8Error(),
  EmptyBodyError: new errors.EmptyBodyError(),
  BadRequestError: new errors.BadRequestError(),
  InvalidRequestError: new errors.InvalidRequestError([{ field: 'question', message: '不能为空' }]),
  UnsupportedMediaError: new errors.UnsupportedMediaError(),
  BodyTooLargeError: new errors.BodyTooLargeError(65_536),
  HeaderTooLargeError: new errors.HeaderTooLargeError(),
  RequestTimeoutError: new errors.RequestTimeoutError(),
  RouteNotFoundError: new errors.RouteNotFoundError(),
  MethodNotAllowedError: new errors.MethodNotAllowedError(['GET', 'HEAD']),
  RateLimitError: new errors.RateLimitError(12),
  NotReadyError: new errors.NotReadyError(),
  FeatureNotAvailableError: new errors.FeatureNotAvailableError(),
  ServiceItemNotFoundError: new errors.ServiceItemNotFoundError('dj-999'),
  ServiceItemNotYetKnownError: new errors.ServiceItemNotYetKnownError('x', '2020-01-01'),
  LifeEventNotFoundError: new errors.LifeEventNotFoundError('birth'),
  RegionUnknownError: new errors.RegionUnknownError('火星'),
  NotSignedInError: new errors.NotSignedInError(),
  WrongCredentialsError: new errors.WrongCredentialsError(),
  ForbiddenError: new errors.ForbiddenError(),
  CsrfError: new errors.CsrfError(),
  SignInLockedError: new errors.SignInLockedError(60),
  WeakPasswordError: new errors.WeakPasswordError('密码太短'),
  InvalidStaffNameError: new errors.InvalidStaffNameError(),
  StaffNameTakenError: new errors.StaffNameTakenError('李四'),
  StaffAccountNotFoundError: new errors.StaffAccountNotFoundError('李四'),
  LastAdministratorError: new errors.LastAdministratorError(),
  WrongCodeError: new errors.WrongCodeError(),
  ChangedMeanwhileError: new errors.ChangedMeanwhileError(),
  NoticeNotFoundError: new errors.NoticeNotFoundError('n-1'),
  NoticeWithdrawnError: new errors.NoticeWithdrawnError(),
  CorrectionNotFoundError: new errors.CorrectionNotFoundError('k-1'),
  HandOverNotFoundError: new errors.HandOverNotFoundError(),
  StoreAwayError: new errors.StoreAwayError(new Error('gone')),
  ChannelStoppedError: new miniProgram.ChannelStoppedError(),
  ResidentNotSignedInError: new miniProgram.ResidentNotSignedInError(),
  LoginCodeInvalidError: new miniProgram.LoginCodeInvalidError(),
  LoginCodeUsedError: new miniProgram.LoginCodeUsedError(),
  LoginUserBlockedError: new miniProgram.LoginUserBlockedError(),
  LoginTooOftenError: new miniProgram.LoginTooOftenError(60),
  WeixinAwayError: new miniProgram.WeixinAwayError(),
  ContentRefusedError: new miniProgram.ContentRefusedError(),
  ContentNotCheckedError: new miniProgram.ContentNotCheckedError(),
  CallbackRefusedError: new errors.CallbackRefusedError('signature'),
  CallbackUnreadableError: new errors.CallbackUnreadableError('unproved'),
  InternalError: new errors.InternalError('r-1', new Error('SELECT secret')),
};

describe('every error', () => {
  it('is among the samples, and every code of the phrases is used by one', () => {
    const classes = Object.keys({ ...errors, ...miniProgram, ...desk }).filter((name) => name !== 'AppError');
    expect(Object.keys(samples).sort()).toEqual(classes.sort());
    expect(
      Object.values(samples)
        .map(({ code }) => code)
        .sort(),
    ).toEqual(Object.keys(problemPhrases).sort());
  });

  it.each(Object.entries(samples))('%s has Chinese words with every place filled', (_, error) => {
    expect(error.title).toMatch(HAN);
    expect(error.detail).toMatch(HAN);
    expect(error.detail).not.toMatch(/[{}]|undefined/);
    expect(error.status).toBeGreaterThanOrEqual(400);
    expect(error.expected).toBe(error.status !== 500);
    expect(problemOf(error, '/x')).toMatchObject({ status: error.status, code: error.code, instance: '/x' });
  });

  it('names what was looked for', () => {
    expect(samples.ServiceItemNotFoundError?.detail).toContain('dj-999');
    expect(samples.RegionUnknownError?.detail).toContain('火星');
    expect(samples.RateLimitError?.headers).toEqual({ 'Retry-After': '12' });
    expect(samples.MethodNotAllowedError?.headers).toEqual({ Allow: 'GET, HEAD' });
  });
});

describe('toAppError', () => {
  it('hides what is not ours and keeps it as the cause', () => {
    const cause = new TypeError('cannot read x of undefined');
    const error = toAppError(cause, 'r-9');
    expect(error).toBeInstanceOf(errors.InternalError);
    expect(error.cause).toBe(cause);
    expect(JSON.stringify(problemOf(error, '/'))).not.toContain('cannot read');
    expect(error.detail).toContain('r-9');
  });

  it('takes a refusal of Koa for a bad request, and its faults for ours', () => {
    expect(toAppError(Object.assign(new Error('bad'), { status: 400, expose: true }), 'r').status).toBe(400);
    expect(toAppError(Object.assign(new Error('bad'), { status: 500, expose: false }), 'r').status).toBe(500);
    expect(toAppError('text', 'r').status).toBe(500);
  });
});
