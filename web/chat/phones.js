import { el } from './dom.js';

/**
 * Telephone numbers as Chinese official texts print them: area code with number or short number, 400/800, mobile,
 * 12xxx hotlines, 95/96xxx lines and the emergency numbers. No lookbehind: older phones cannot parse it.
 */
const NUMBER =
  /0\d{2,3}[-－–—]?(?:\d{7,8}|1\d{4})(?:-\d{1,5})?|[48]00-?\d{3}-?\d{4}|1[3-9]\d{9}|12\d{3}|9[56]\d{3,4}|11[09]|12[02]|\d{7,8}/g;

/** A bare hotline number is one unless a unit follows. */
const UNIT_AFTER = /^\s*(?:\.\d|[元万亿㎡平人户个件项号条年月日%％‰])/;

/** Words after which even three or eight digits are a number to call. */
const CALL_BEFORE = /(?:拨|打|电话|热线|报警|急救|火警|咨询|监督)[^。；;\d]{0,6}$/;

/**
 * @param {string} text
 * @returns {{ start: number, end: number, number: string }[]} numbers to call, in order.
 */
export function findPhones(text) {
  const found = [];
  let lastEnd = -10;
  for (const match of text.matchAll(NUMBER)) {
    const start = match.index ?? 0;
    const number = match[0];
    const end = start + number.length;
    const before = text.slice(Math.max(0, start - 10), start);
    if (/[\d.]$|\d[-－–—]$/.test(before) || /^[\d]/.test(text.slice(end))) continue;
    const certain = /^0|^[48]00|^1[3-9]\d{9}$/.test(number);
    if (!certain && UNIT_AFTER.test(text.slice(end, end + 4))) continue;
    const hotline = /^12\d{3}$/.test(number);
    // 「110、119、120」: the second follows from the first.
    const listed = start - lastEnd <= 2 && /[、和或/，, ]$/.test(before);
    if (!certain && !hotline && !listed && !CALL_BEFORE.test(before)) continue;
    found.push({ start, end, number });
    lastEnd = end;
  }
  return found;
}

/**
 * @param {string} number - as printed; an extension follows after a pause.
 * @returns {string} a `tel:` address.
 */
export function telHref(number) {
  const extension = number.match(/^(0\d{2,3}[-－–—]?\d{7,8})-(\d{1,5})$/);
  const digits = (extension?.[1] ?? number).replace(/\D/g, '');
  return `tel:${digits}${extension ? `,${extension[2]}` : ''}`;
}

/**
 * @param {string} number
 * @param {string} [className]
 * @param {string} [label]
 * @returns {HTMLAnchorElement}
 */
export function phoneLink(number, className = 'phone', label = number) {
  return el('a', { href: telHref(number), class: className }, label);
}

/**
 * @param {string} text
 * @returns {DocumentFragment} the same text with its telephone numbers as links.
 */
export function withPhoneLinks(text) {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const { start, end, number } of findPhones(text)) {
    fragment.append(text.slice(at, start), phoneLink(number));
    at = end;
  }
  fragment.append(text.slice(at));
  return fragment;
}
