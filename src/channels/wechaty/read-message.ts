import type { Contact, Message, Room, Wechaty } from 'wechaty';
import { types } from 'wechaty';
import type { IncomingMessage, IncomingRoom, MessageKind } from './client.js';

const KINDS: Partial<Record<types.Message, MessageKind>> = {
  [types.Message.Text]: 'text',
  [types.Message.Audio]: 'voice',
  [types.Message.Image]: 'picture',
  [types.Message.Video]: 'picture',
  [types.Message.Emoticon]: 'sticker',
  [types.Message.Attachment]: 'file',
  [types.Message.Location]: 'location',
  [types.Message.Url]: 'link',
  [types.Message.Contact]: 'card',
  [types.Message.MiniProgram]: 'miniProgram',
  [types.Message.Transfer]: 'money',
  [types.Message.RedEnvelope]: 'money',
  [types.Message.Recalled]: 'recall',
};

/** Makes plain data of a message; asks the puppet only what is needed to decide about it. */
export async function readMessage(bot: Wechaty, message: Message): Promise<IncomingMessage> {
  const kind = KINDS[message.type()] ?? 'other';
  const talker = message.talker();
  const room = message.room();
  return {
    id: message.id,
    kind,
    text: kind === 'text' || kind === 'recall' ? message.text() : '',
    sentAt: message.date().getTime(),
    own: message.self(),
    contact: { id: talker.id, official: isOfficial(talker) },
    room: room ? await readRoom(bot, message, room, kind) : null,
  };
}

function isOfficial(contact: Contact): boolean {
  return contact.type() === types.Contact.Official;
}

async function readRoom(
  bot: Wechaty,
  message: Message,
  room: Room,
  kind: MessageKind,
): Promise<IncomingRoom> {
  if (kind !== 'text' || message.self()) return { id: room.id, mentioned: false, ownNames: [] };
  const self = bot.currentUser;
  const alias = await room.alias(self);
  const mentionIds = (message as { payload?: { mentionIdList?: unknown } }).payload?.mentionIdList;
  return {
    id: room.id,
    mentioned: Array.isArray(mentionIds) && mentionIds.includes(self.id),
    ownNames: [alias ?? '', self.name()].filter((name) => name !== ''),
  };
}
