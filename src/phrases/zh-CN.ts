/** What a caller reads when a request fails: a short title and a sentence that says what to do. */
export interface ProblemPhrase {
  title: string;
  /** May hold `{name}` places, filled from the error's `data`. */
  detail: string;
}

/** Words of every error code. An error without words here does not compile. */
export const problemPhrases = {
  'request.malformed_json': {
    title: '请求格式错误',
    detail: '请求正文不是有效的 JSON，请检查引号、逗号和括号后再试。',
  },
  'request.invalid_utf8': {
    title: '文字编码错误',
    detail: '请求正文不是 UTF-8 编码，请改用 UTF-8 编码后再发送。',
  },
  'request.empty_body': {
    title: '缺少请求正文',
    detail: '请求没有正文，请以 JSON 对象发送所需内容。',
  },
  'request.bad_request': {
    title: '请求无法识别',
    detail: '服务器无法识别该请求，请检查地址和请求头后再试。',
  },
  'request.invalid': {
    title: '请求内容不符合要求',
    detail: '请求中有 {count} 处需要改正：{first}。请按 errors 逐项改正后再试。',
  },
  'request.unsupported_media': {
    title: '不支持的内容类型',
    detail: '请把 Content-Type 设为 application/json（UTF-8 编码、不压缩）后再试。',
  },
  'request.too_large': {
    title: '请求正文过大',
    detail: '请求正文不能超过 {limitKiB} KiB，请缩短内容后再试。',
  },
  'request.header_too_large': {
    title: '请求头过大',
    detail: '请求的地址或请求头过长，请减少 Cookie 或查询参数后再试。',
  },
  'request.timeout': {
    title: '请求超时',
    detail: '没有在规定时间内收到完整的请求，请检查网络后重试。',
  },
  'route.not_found': {
    title: '地址不存在',
    detail: '没有这个地址，请核对网址；全部接口见 /docs。',
  },
  'route.method_not_allowed': {
    title: '请求方法不被允许',
    detail: '该地址只接受 {allow} 请求，请更换请求方法后再试。',
  },
  'rate.exceeded': {
    title: '请求过于频繁',
    detail: '请求过于频繁，请在 {retryAfterSeconds} 秒后再试。',
  },
  'catalogue.not_ready': {
    title: '服务正在准备',
    detail: '事项目录正在载入，请稍候几秒再试。',
  },
  'feature.not_available': {
    title: '该功能尚未开通',
    detail: '该功能尚未开通，请改用其他方式，或向本系统的管理单位咨询。',
  },
  'service_item.not_found': {
    title: '没有找到事项',
    detail: '没有找到编号为“{itemId}”的事项，请核对编号，或用事项名称重新搜索。',
  },
  'service_item.not_yet_known': {
    title: '当日没有这个事项',
    detail: '截至{asOf}，收录的资料里还没有编号为“{itemId}”的事项，请换一个日期，或不带 asOf 查现在的。',
  },
  'life_event.not_found': {
    title: '没有找到“一件事”',
    detail: '没有找到编号为“{lifeEventId}”的“一件事”，请从“一件事”列表中重新选择。',
  },
  'region.unknown': {
    title: '没有找到行政区划',
    detail: '没有找到“{region}”这个地区，请填写行政区划的全称、简称或代码。',
  },
  'staff.not_signed_in': {
    title: '尚未登录',
    detail: '尚未登录或登录已过期，请重新登录。',
  },
  'staff.wrong_credentials': {
    title: '登录失败',
    detail: '用户名、密码或动态验证码不正确，请核对后再试。',
  },
  'staff.forbidden': {
    title: '没有权限',
    detail: '当前账号没有进行这项操作的权限，请联系管理员。',
  },
  'staff.csrf': {
    title: '请求校验失败',
    detail: '请求缺少有效的 X-CSRF-Token，请刷新页面后再试。',
  },
  'channel.stopped': {
    title: '渠道暂停服务',
    detail:
      '本渠道正在维护，暂时不能为您解答。急事请拨打政务服务便民热线12345，也可到就近的政务服务大厅咨询。',
  },
  'resident.not_signed_in': {
    title: '尚未登录',
    detail: '尚未登录或登录已过期，请退出小程序后重新进入。',
  },
  'login.code_invalid': {
    title: '登录没有成功',
    detail: '登录凭证无效或已超过5分钟，请退出小程序后重新进入。',
  },
  'login.code_used': {
    title: '登录没有成功',
    detail: '这个登录凭证已经用过，请退出小程序后重新进入。',
  },
  'login.too_often': {
    title: '登录过于频繁',
    detail: '登录过于频繁，请在 {retryAfterSeconds} 秒后再试。',
  },
  'login.user_blocked': {
    title: '登录受限',
    detail: '微信限制了这个账号登录小程序，请按微信的提示处理；急事请拨打12345。',
  },
  'weixin.away': {
    title: '微信暂时没有响应',
    detail: '微信暂时没有响应，请稍后再试；急事请拨打12345。',
  },
  'content.refused': {
    title: '内容不宜提交',
    detail: '评价没有提交：文字未通过内容安全检查，请修改文字，或不写文字只打分。',
  },
  'content.not_checked': {
    title: '内容安全检查暂时不可用',
    detail: '评价没有提交：内容安全检查暂时不可用，请稍后再试，或不写文字只打分。',
  },
  'staff.locked': {
    title: '尝试次数过多',
    detail: '登录尝试次数过多，已暂时锁定，请在 {minutes} 分钟后再试，或请管理员解锁。',
  },
  'staff.weak_password': {
    title: '密码太弱',
    detail: '{reason}，请换一个密码。',
  },
  'staff.invalid_name': {
    title: '用户名不可用',
    detail: '用户名应为 2–32 个汉字、字母、数字或 . _ -，请改用别的用户名。',
  },
  'staff.name_taken': {
    title: '用户名已存在',
    detail: '已有名为“{name}”的账号，请改用别的用户名。',
  },
  'staff.account_not_found': {
    title: '没有找到账号',
    detail: '没有名为“{name}”的账号，请核对用户名。',
  },
  'staff.last_administrator': {
    title: '不能停用最后一个管理员',
    detail: '至少要有一个不限地区、不限机构的管理员账号，请先授权另一个账号为管理员。',
  },
  'staff.wrong_code': {
    title: '动态验证码不正确',
    detail: '密码或动态验证码不正确，请核对设备时间后再试。',
  },
  'staff.changed_meanwhile': {
    title: '内容已被他人修改',
    detail: '您打开之后，这一条已被他人修改；您的修改没有保存，请重新载入后再改。',
  },
  'correction.not_found': {
    title: '没有找到纠错',
    detail: '没有编号为“{correctionId}”的纠错，或不在您的职责范围内。',
  },
  'notice.not_found': {
    title: '没有找到通知',
    detail: '没有编号为“{noticeId}”的通知，请回到列表刷新后再看。',
  },
  'notice.withdrawn': {
    title: '通知已撤回',
    detail: '这条通知已经撤回，不能再改；需要时请新建一条。',
  },
  'hand_over.not_found': {
    title: '交接码无效',
    detail: '没有这个交接码，或已过半小时的有效期。可以请来电人再说一遍要办的事。',
  },
  'store.away': {
    title: '暂时不能保存',
    detail: '数据库暂时不可用，现在不能登录或保存，查询不受影响；请稍后再试。',
  },
  'callback.refused': {
    title: '回调未通过校验',
    detail: '请求的签名、时间或加密内容未通过校验，请核对 Token、EncodingAESKey 和服务器时间。',
  },
  'callback.unreadable': {
    title: '回调内容无法读取',
    detail: '请求内容不是平台推送的消息格式，请核对消息加解密方式和 EncodingAESKey。',
  },
  'desk.not_found': {
    title: '没有找到',
    detail: '没有找到这个{what}，可能已被删除，请回到列表刷新后再看。',
  },
  'desk.draft_changed': {
    title: '草稿已被他人改过',
    detail: '{who}在您之后保存过这份草稿，您的内容没有写入。请对照 errors 里的不同之处，合并后再保存。',
  },
  'desk.draft_state': {
    title: '草稿的状态不允许',
    detail: '这份草稿现在是“{status}”，不能{action}。',
  },
  'desk.own_draft': {
    title: '不能审核自己的草稿',
    detail: '您写过这份草稿，须由另一位审核员审核。',
  },
  'desk.file_too_large': {
    title: '文件过大',
    detail: '文件不能超过 {limitMiB} MB，请拆成几个文件，或删去图片后再上传。',
  },
  'desk.file_kind': {
    title: '不支持的文件',
    detail: '只能上传 .txt、.docx、.xlsx 或 .csv 文件；旧版 .doc、.xls 和含宏的 .xlsm 请另存后再上传。',
  },
  'desk.import_state': {
    title: '导入任务的状态不允许',
    detail: '这个导入任务{state}，不能{action}。',
  },
  'desk.release_refused': {
    title: '不能发布',
    detail: '{reason}',
  },
  'desk.check_busy': {
    title: '正在检查或发布',
    detail: '已有一项发布检查正在进行，请等它结束后再试。',
  },
  'desk.case_taken': {
    title: '这组提问已有人处理',
    detail: '这组提问{who}刚处理过，您的处理没有写入。请重新载入后再看。',
  },
  internal: {
    title: '服务器内部错误',
    detail: '服务器出现内部错误，请稍后再试；若仍不成功，请把编号 {requestId} 告诉管理单位。',
  },
} as const satisfies Record<string, ProblemPhrase>;

/** Stable code of an error: what callers may rely on. */
export type ErrorCode = keyof typeof problemPhrases;

/** Words for one faulty field of a request. */
export const faultPhrases = {
  missing: '缺少必填项',
  unknownField: '不认识的字段，请去掉',
  type: '应为{expected}',
  option: '只能是 {options} 之一',
  tooShort: '不能少于 {limit} 个字符',
  empty: '不能为空',
  tooLong: '不能超过 {limit} 个字符',
  tooFew: '不能少于 {limit} 项',
  tooMany: '不能超过 {limit} 项',
  tooSmall: '不能小于 {limit}',
  tooBig: '不能大于 {limit}',
  format: '格式不正确',
  other: '不符合要求',
} as const;

/** JSON types as a person names them. */
export const typeNames: Readonly<Record<string, string>> = {
  string: '文字',
  number: '数字',
  int: '整数',
  boolean: 'true 或 false',
  array: '数组',
  object: '对象',
  record: '对象',
};

/** 行使层级 as a person names it. */
export const levelNames = {
  nation: '国家级',
  province: '省级',
  city: '市级',
  county: '县级',
  town: '乡镇（街道）级',
  village: '村（社区）级',
} as const;

/** Fills `{name}` places of a phrase; a name without a value stays empty. */
export function fill(phrase: string, values: Readonly<Record<string, unknown>>): string {
  return phrase.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}
