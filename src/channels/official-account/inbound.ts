import type { XmlFields } from '../weixin/xml.js';

/** What a user sent or did, as far as it is answered. */
export type Inbound =
  | { kind: 'text'; content: string }
  | { kind: 'voice'; mediaId: string; format: string; recognition: string }
  | { kind: 'image' }
  | { kind: 'location'; latitude: number; longitude: number; label: string }
  | { kind: 'subscribe'; scene: string }
  | { kind: 'scan'; scene: string }
  | { kind: 'menu'; key: string }
  | { kind: 'unsubscribe' }
  /** A kind of message nobody can read here: video, file, sticker, mini-program card. */
  | { kind: 'unreadable'; what: string }
  /** An event that wants no answer. */
  | { kind: 'silent' };

/** What every message has. */
export interface Envelope {
  /** openid of the user; never stored, never logged. */
  from: string;
  /** Original id of the account. */
  to: string;
  /** Names the message, the same for every retry; holds the openid. */
  id: string;
  inbound: Inbound;
}

/** The client of the user, not the user, put this in place of a sticker or another thing it could not send. */
const UNSUPPORTED_TEXT = /^【?\[?收到不支持的消息类型/;
const SUBSCRIBE_SCENE = /^qrscene_/;
const UNREADABLE: Readonly<Record<string, string>> = {
  video: '视频',
  shortvideo: '小视频',
  link: '链接',
  file: '文件',
  miniprogrampage: '小程序卡片',
};

/**
 * Reads the fields of a message.
 * @returns null when sender or type is missing: nobody could be answered.
 */
export function readInbound(fields: XmlFields): Envelope | null {
  const { FromUserName: from = '', ToUserName: to = '', MsgType: type = '', CreateTime: time = '' } = fields;
  if (from === '' || to === '' || type === '') return null;
  const isEvent = type === 'event';
  const inbound = isEvent ? eventOf(fields) : messageOf(type, fields);
  // With the sender, so that nobody is ever given what another was told. Events have no id of their own; what
  // happened is part of the name, since following and reporting a place can fall into one second.
  const what = !isEvent && fields.MsgId ? [fields.MsgId] : [time, type, fields.Event, fields.EventKey];
  const id = [from, ...what].join(' ');
  return { from, to, id, inbound };
}

function messageOf(type: string, fields: XmlFields): Inbound {
  switch (type) {
    case 'text': {
      const content = fields.Content ?? '';
      return UNSUPPORTED_TEXT.test(content)
        ? { kind: 'unreadable', what: '消息' }
        : { kind: 'text', content };
    }
    case 'voice':
      return {
        kind: 'voice',
        mediaId: fields.MediaId ?? '',
        format: fields.Format || 'amr',
        recognition: fields.Recognition ?? '',
      };
    case 'image':
      return { kind: 'image' };
    case 'location':
      return {
        kind: 'location',
        latitude: Number(fields.Location_X),
        longitude: Number(fields.Location_Y),
        label: fields.Label ?? '',
      };
    default:
      return { kind: 'unreadable', what: UNREADABLE[type] ?? '消息' };
  }
}

function eventOf({ Event: event = '', EventKey: key = '' }: XmlFields): Inbound {
  switch (event.toLowerCase()) {
    case 'subscribe':
      return { kind: 'subscribe', scene: key.replace(SUBSCRIBE_SCENE, '') };
    case 'scan':
      return { kind: 'scan', scene: key };
    case 'click':
      return { kind: 'menu', key };
    case 'unsubscribe':
      return { kind: 'unsubscribe' };
    default:
      return { kind: 'silent' };
  }
}
