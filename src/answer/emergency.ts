/** Kinds of danger and whom to call first. */
interface Help {
  /** Signs of data/lexicon/dangers.tsv. */
  signs: readonly string[];
  reply: string;
}

/**
 * National emergency numbers: 110 police, 119 fire and rescue, 120 ambulance, 122 traffic accidents,
 * 12356 psychological help (nationwide since 2025-05-01, National Health Commission).
 * The first that fits is said: whoever wants to die needs a voice, whatever means they name.
 */
const HELP: readonly Help[] = [
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
    signs: ['violence', 'menace', 'robbery', 'missing'],
    reply:
      '请马上拨打110报警；不方便说话时可发短信到12110写明地点和情况。先躲到安全的地方。有人受伤同时拨打120。',
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
 * @returns the reply to somebody in danger, the number first.
 */
export function emergencyReply(signs: readonly string[]): string {
  return HELP.find((help) => help.signs.some((sign) => signs.includes(sign)))?.reply ?? ANY_HELP;
}
