/** What the official account says of itself; answers come from the asker. */
export const GREETING =
  '您好，欢迎关注。我可以帮您查政务服务事项怎么办、去哪办、要带什么。\n请直接发文字或语音说您想办的事，比如“社保卡丢了怎么补”。\n发送您的位置或区县名称，答复会更准确。';
export const HELP =
  '请用文字或语音说您想办的事，比如“社保卡丢了怎么补”“低保要什么条件”。\n发送位置或区县名称，可按您所在的地方答复；回复“人工”可找工作人员。\n政务服务便民热线：12345。';
export const EMPTY = '没有收到文字内容。请说您想办的事，比如“社保卡丢了怎么补”，急事请拨打12345。';
export const IMAGE = '暂时看不懂图片。请用文字说您想办的事，比如“身份证丢了怎么补”，急事请拨打12345。';
export const VOICE_NOT_HEARD = '抱歉，没有听清这段语音。请再说一遍，或改用文字，急事请拨打12345。';
export const UNREADABLE = (what: string): string =>
  `暂时不能处理${what}。请用文字说您想办的事，比如“社保卡丢了怎么补”，急事请拨打12345。`;
export const HEARD = (text: string): string => `您说的是：“${text}”`;
export const TOO_LONG = (length: number): string => `（您的话比较长，只看了前${length}个字。）`;

/** The answer takes longer than WeChat waits. */
export const LATE_WITH_MORE = '正在为您查，稍等片刻就发给您。急事请拨打政务服务便民热线12345。';
export const LATE = '抱歉，这会儿查得有点慢。请过一会儿再问一次，急事请拨打政务服务便民热线12345。';
export const FAILED = '抱歉，系统出了点问题，没能查到答复。请稍后再试，急事请拨打政务服务便民热线12345。';

export const HANDED_OVER = '正在为您转接人工客服，请稍候。等不及时可拨打政务服务便民热线12345。';
export const NOT_HANDED_OVER = '刚才没能转接人工客服。请再回复一次“人工”，或拨打政务服务便民热线12345。';
export const STAFF_AWAY = (hours: string): string => `现在不是人工客服的工作时间（${hours}）。`;

export const REGION_SET = (region: string): string => `已记下您在${region}，之后按${region}的办法答复您。`;
export const REGION_ASK = '请直接回复您所在的区县名称，比如“大足区”。';
export const LOCATION_UNSURE = `从这个位置看不出是哪个区县。${REGION_ASK}`;
export const PLACES_NEAR = '附近的办事地点：';
export const NO_PLACES = '这里的办事大厅地址资料还没有收录，出门前可拨打12345问清。';
export const SAY_MATTER = '请说您想办的事，比如“社保卡丢了怎么补”。';

/** What brings the rest of a reply that did not fit. */
export const MORE = '更多';
export const MORE_WORDS: readonly string[] = [MORE, '余下内容', '看更多', '继续看'];
