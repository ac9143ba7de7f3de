/** A danger and whom to call first. */
interface Danger {
  signs: RegExp;
  reply: string;
}

/**
 * National emergency numbers: 110 police, 119 fire and rescue, 120 ambulance, 122 traffic accidents,
 * 12356 psychological help (nationwide since 2025-05-01, National Health Commission).
 */
const DANGERS: readonly Danger[] = [
  {
    signs: /不想活|想死|自杀|跳楼|跳河|割腕|活不下去|安眠药|喝农药|喝了农药|药都买好/,
    reply:
      '请马上拨打120或110，也可拨打全国心理援助热线12356，会有人听您说。请先到有人的地方，或叫身边的人陪着您。您的安全最要紧。',
  },
  {
    signs: /着火|起火|火灾|煤气|燃气|天然气|漏气|爆炸|冒烟|电梯|触电/,
    reply:
      '请马上拨打119。先离开危险的地方，到安全处再打电话；有煤气味时不要开关电器、不要点火、不要在屋里打电话。有人受伤同时拨打120。',
  },
  {
    signs: /落水|掉到河|掉进|溺水|埋了|山垮|滑坡|塌|地震|涨水|洪水|压在/,
    reply: '请马上拨打119和120，说清楚地点和被困人数。先保证自己的安全，不要贸然下水或进入危险区域。',
  },
  {
    signs: /砍|拿刀|拿起刀|持刀|打我|打人|遭打|杀人|抢|绑架|强奸|跟踪|家暴|不见了|走丢/,
    reply:
      '请马上拨打110报警；不方便说话时可发短信到12110写明地点和情况。先躲到安全的地方。有人受伤同时拨打120。',
  },
  {
    signs: /./,
    reply:
      '请马上拨打120急救电话，说清楚地点和病人情况，按接线员的指导做。遇到火情拨打119，遇到违法犯罪拨打110。',
  },
];

/** @returns the reply to somebody in danger, the number first. */
export function emergencyReply(text: string): string {
  return (DANGERS.find((danger) => danger.signs.test(text)) as Danger).reply;
}
