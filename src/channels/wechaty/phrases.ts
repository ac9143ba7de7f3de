/** What the bot says by itself. Answers come from `ask()`; nothing here is about a matter. */

/** A message that is no question and still deserves a word, though not each time. */
export type Courtesy = 'notText' | 'voice' | 'money' | 'recalled' | 'empty' | 'tooFast' | 'crowded';

interface CourtesyPhrase {
  text: string;
  /** Not said again to the same person within this time. */
  everyMs: number;
}

const TEN_MINUTES_MS = 10 * 60_000;

export const COURTESY: Readonly<Record<Courtesy, CourtesyPhrase>> = {
  notText: {
    text: '我目前只看得懂文字，图片、表情、文件、位置和卡片都看不了。请把想办的事用一句话打给我，比如“社保卡丢了怎么补”。',
    everyMs: TEN_MINUTES_MS,
  },
  voice: {
    text: '我还听不了语音。可以长按语音“转文字”再发给我，或者直接拨打12345，有人接听。',
    everyMs: TEN_MINUTES_MS,
  },
  money: {
    text: '咨询办事不收任何费用，我不收红包和转账，24小时后会自动退回给您。',
    everyMs: TEN_MINUTES_MS,
  },
  recalled: { text: '看到您撤回了一条消息。想问的事请重新用文字发给我。', everyMs: TEN_MINUTES_MS },
  empty: {
    text: '我在。请把想办的事写成一句话发给我，比如“社保卡丢了怎么补”。',
    everyMs: TEN_MINUTES_MS,
  },
  tooFast: {
    text: '您发得有点快，我在一条一条回答。请等前面的答复到了再接着问；紧急情况请直接拨打110、119或120。',
    everyMs: 60_000,
  },
  crowded: {
    text: '现在问的人比较多，我一时答不过来，请过几分钟再问。着急的话请拨打12345。',
    everyMs: TEN_MINUTES_MS,
  },
};

/** First words to a new friend. Says that it is a machine and what it is not. */
export const GREETING =
  '您好，我是问办，一个自动答复的助手，可以查政务服务事项怎么办、去哪办、要带什么。请直接打字说您想办的事，最好带上所在区县。我不办理业务，也不会向您要密码、验证码或转账。';
