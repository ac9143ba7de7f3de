import { noticeText } from './notice-view.js';
import { STATUS_LABELS } from './section-view.js';
import { sourceText } from './source-view.js';

/** @import { AskResponse } from '../../src/answer/response.js' */

/**
 * An answer as plain text, to paste into a message: every section with its status, then the sources once each.
 *
 * @param {AskResponse} response
 * @returns {string}
 */
export function plainText(response) {
  if (!response.answer) return response.reply;
  const { item, sections } = response.answer;
  const shown = response.candidates.find((candidate) => candidate.id === item.id);
  const heading = [item.name, shown?.region?.name, shown?.agency].filter(Boolean).join(' · ');
  const parts = sections
    .filter((section) => section.lines.length > 0)
    .map(
      (section) => `【${section.label}】（${STATUS_LABELS[section.status]}）\n${section.lines.join('\n')}`,
    );
  const sources = new Set(sections.flatMap((section) => section.sources ?? []).map(sourceText));
  if (sources.size > 0) parts.push(`【出处】\n${[...sources].join('\n')}`);
  return [noticeText(response), heading, ...parts].filter(Boolean).join('\n\n');
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether the text is on the clipboard.
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Plain http, as on a service hall's own network, has no clipboard API; the old way still works there.
    const area = document.createElement('textarea');
    area.value = text;
    area.className = 'visually-hidden';
    area.setAttribute('aria-hidden', 'true');
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    return copied;
  }
}
