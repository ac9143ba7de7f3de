/** Kinds of danger and whom to call first. */
interface Help {
  /** Signs of data/lexicon/dangers.tsv. */
  signs: readonly string[];
  /** What the message must hold besides. */
  says?: RegExp;
  reply: string;
}

/** Somebody else is spoken of: 楼上有人要跳楼. */
const OF_ANOTHER =
  /有[个]?人|别个|他|她|邻居|同学|同事|朋友|室友|[老]?(?:妈|爸|爹|婆|公|妹|弟|哥|姐)|儿子|女儿|娃|孩|姑娘|小伙/;

/**
 * National emergency numbers: 110 police, 119 fire and rescue, 120 ambulance, 122 traffic accidents,
 * 12356 psychological help (nationwide since 2025-05-01, National Health Commission).
 * The first that fits is said: whoever wants to die needs a voice, whatever means they name.
 */
const HELP: readonly Help[] = [
  {
    signs: ['suicide'],
    says: OF_ANOTHER,
    reply:
      '请马上拨打110和120，人在高处或水边时同时拨打119。守着他，别让他一个人。也可拨打全国心理援助热线12356，问怎么劝；您自己难受时，这个电话也会听您说。',
  },
  {
    signs: ['suicide'],
    reply:
      '请马上拨打120或110，也可拨打全国心理援助热线12356，会有人听您说。请先到有人的地方，或叫身边的人陪着您。您的安全最要紧。',
  },
  {
    signs: ['fire', 'gas'],
    reply:
      '请马上拨打119。先离开危险的地方，到安全处再打电话；有煤气味时不要开关电器、不要点火、不要在屋里打电话。有人受伤同时拨打120。',
  },
  {
    signs: ['violence', 'menace', 'robbery'],
    reply:
      '请马上拨打110报警；不方便说话时可发短信到12110写明地点和情况。先躲到安全的地方。有人受伤同时拨打120。',
  },
  {
    signs: ['missing'],
    reply:
      '请马上拨打110报警，老人、小孩走失不用等。说清楚人是什么时候、在哪里不见的，多大年纪、穿什么、有没有病；近处有监控的，请人帮着看。',
  },
  {
    signs: ['fraud'],
    reply: '请马上拨打110，并停止转账，不要再按对方说的做；钱已转出的，同时联系您的银行。',
  },
  {
    signs: ['crash'],
    reply: '请马上拨打120（有人受伤）和122（交通事故），有人被困拨打119。先到安全的地方，提醒后面的车。',
  },
  {
    signs: ['water', 'disaster', 'machine', 'shock'],
    reply:
      '请马上拨打119和120，说清楚地点和被困人数。先保证自己的安全，不要贸然下水、触碰带电的东西或进入危险区域。',
  },
];

const ANY_HELP =
  '请马上拨打120急救电话，说清楚地点和病人情况，按接线员的指导做。遇到火情拨打119，遇到违法犯罪拨打110。';

/**
 * @param signs - names of the signs of danger in the message; may be empty.
 * @param text - the message, normalised.
 * @returns the reply to somebody in danger, the number first.
 */
export function emergencyReply(signs: readonly string[], text: string): string {
  const help = HELP.find(
    (one) => one.signs.some((sign) => signs.includes(sign)) && (one.says?.test(text) ?? true),
  );
  return help?.reply ?? ANY_HELP;
}
