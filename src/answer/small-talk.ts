import type { SmallTalkIntent } from '../dialogue/chat-intents.js';

/** Replies to messages that ask nothing about a matter. */
export const SMALL_TALK: Readonly<Record<SmallTalkIntent, string>> = {
  greeting:
    '您好，我是问办，可以帮您查政务服务事项怎么办、去哪办、要带什么。请直接说您想办的事，比如“社保卡丢了怎么补”。',
  thanks: '不客气，祝您办事顺利。还有不清楚的随时问我。',
  human: '人工服务请拨打政务服务便民热线12345，说清您所在的区县和要办的事。您也可以继续在这里问我。',
};

/** Reply when nothing in the catalogue fits. */
export const NOTHING_FOUND =
  '抱歉，现有的政务服务清单里没有查到这件事，我不能乱说。您可以换个说法再问一次，或拨打政务服务便民热线12345咨询。';
