import type { MatterInRegion } from '../answer/resolve.js';

const ONLINE = /网|APP|app|小程序|公众号|线上|在线|掌上|手机|全程网办/;

/** @returns how a matter can be handled without going there, as its sources state it, or null. */
export function onlineWay(matter: MatterInRegion, situation: string | null): string | null {
  const forms = (situation ? matter.find('handlingForms', situation) : null) ?? matter.find('handlingForms');
  const ways = (forms?.value ?? []).filter((form) => ONLINE.test(form) && !/^窗口/.test(form));
  if (ways.length > 0) return ways.join('、');
  return matter.find('convenience')?.value.includes('网上办') ? '网上办' : null;
}
