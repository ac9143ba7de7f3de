import { el } from './dom.js';
import { withPhoneLinks } from './phones.js';

/** @import { AskResponse } from '../../src/answer/response.js' */

/** Stands in a reply for notices it has no room for; the page shows them all. */
const MORE_NOTICES = /^另有\d+条通知/;

/** Answers kept from before there were notices have none. @param {AskResponse} response */
function noticesOf(response) {
  return response.notices ?? [];
}

/**
 * The notices of an answer, to stand above everything else.
 *
 * @param {AskResponse} response
 * @returns {HTMLElement | null}
 */
export function noticeList(response) {
  const notices = noticesOf(response);
  if (notices.length === 0) return null;
  return el(
    'div',
    { class: 'notices', role: 'group', 'aria-label': '通知' },
    ...notices.map(({ kind, label, line, url }) =>
      el(
        'p',
        { class: `notice notice-${kind}` },
        el('strong', {}, `【${label}】`),
        el('span', {}, withPhoneLinks(line.slice(label.length + 2))),
        url &&
          el(
            'a',
            { class: 'notice-source', href: url, rel: 'noopener noreferrer', target: '_blank' },
            '看原文',
          ),
      ),
    ),
  );
}

/**
 * @param {AskResponse} response
 * @returns {string} the reply without the notices above it.
 */
export function replyWithoutNotices(response) {
  const lines = noticesOf(response).map(({ line }) => line);
  if (lines.length === 0) return response.reply;
  return response.reply
    .split('\n')
    .filter((line) => !lines.includes(line) && !MORE_NOTICES.test(line))
    .join('\n');
}

/** @param {AskResponse} response @returns {string} the notices as text, one a line; empty without any. */
export function noticeText(response) {
  return noticesOf(response)
    .map(({ line }) => line)
    .join('\n');
}
