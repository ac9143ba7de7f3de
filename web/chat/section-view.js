import { el } from './dom.js';
import { phoneLink, withPhoneLinks } from './phones.js';
import { sourcesView } from './source-view.js';

/** @import { Section, SectionStatus } from '../../src/answer/response.js' */

/** @type {Record<SectionStatus, string>} */
export const STATUS_LABELS = { stated: '原文载明', derived: '依规则推算', unknown: '清单未载明' };

/** Sections whose lines are steps one after another. */
const ORDERED = new Set(['process']);

/** @param {SectionStatus} status */
function statusBadge(status) {
  return el('span', { class: `status status-${status}` }, STATUS_LABELS[status] ?? '');
}

/**
 * A line in brackets that says how a derived section came about; it is set apart from what it is about.
 *
 * @param {Section} section
 * @param {string} line
 */
function isRemark(section, line) {
  return section.status === 'derived' && section.lines.length > 1 && /^\s*（.*）\s*$/.test(line);
}

/**
 * The lines as printed: one is a paragraph, several are a list; lines that bring their own numbers keep them.
 *
 * @param {Section} section
 */
function linesView(section) {
  const lines = section.lines.filter((line) => line.trim() !== '' && !isRemark(section, line));
  if (lines.length === 0 && section.status === 'unknown')
    return el(
      'p',
      { class: 'line' },
      '清单没有写明这一项，可拨打 ',
      phoneLink('12345'),
      ' 政务服务便民热线询问。',
    );
  if (lines.length <= 1) return el('p', { class: 'line' }, withPhoneLinks(lines[0] ?? ''));
  const numbered = lines.every((line) =>
    /^\s*(?:[（(]?[\d一二三四五六七八九十]+[）)．.、]|[·•\-－])/.test(line),
  );
  const steps = ORDERED.has(section.key) && section.status === 'stated' && !numbered;
  return el(
    steps ? 'ol' : 'ul',
    { class: steps ? 'lines lines-steps' : numbered ? 'lines' : 'lines lines-dotted' },
    ...lines.map((line) => el('li', {}, withPhoneLinks(line.trim()))),
  );
}

/**
 * What stands under a section's label.
 *
 * @param {Section} section
 * @param {string | null} itemId
 */
function bodyOf(section, itemId) {
  const body = document.createDocumentFragment();
  body.append(linesView(section));
  if (section.status === 'derived') {
    const remarks = section.lines
      .filter((line) => isRemark(section, line))
      .map((line) => line.trim().slice(1, -1));
    const caution = remarks.join('\n') || '这一条由清单内容推算得出，请以办理部门答复为准。';
    body.append(el('p', { class: 'caution' }, withPhoneLinks(caution)));
  }
  const sources = sourcesView(section.sources ?? [], itemId);
  if (sources) body.append(sources);
  return body;
}

/**
 * The section the resident asked for: open and large.
 *
 * @param {Section} section
 * @param {string | null} itemId
 */
export function askedSection(section, itemId) {
  return el(
    'section',
    { class: `section section-asked section-${section.status}` },
    el(
      'h3',
      { class: 'section-head' },
      el('span', { class: 'section-label' }, section.label),
      statusBadge(section.status),
    ),
    bodyOf(section, itemId),
  );
}

/** @param {Section} section */
function previewOf(section) {
  return section.lines
    .filter((line) => !isRemark(section, line))
    .join(' ')
    .slice(0, 60);
}

/**
 * Any other section: folded, with its label, its status and the beginning of its text.
 *
 * @param {Section} section
 * @param {string | null} itemId
 */
export function foldedSection(section, itemId) {
  return el(
    'details',
    { class: `section section-folded section-${section.status}` },
    el(
      'summary',
      {},
      el('h3', { class: 'section-label' }, section.label),
      el('span', { class: 'section-preview', 'aria-hidden': 'true' }, previewOf(section)),
      statusBadge(section.status),
    ),
    el('div', { class: 'section-body' }, bodyOf(section, itemId)),
  );
}

/**
 * What no source says, in one fold: a long answer must not look emptier than it is.
 *
 * @param {Section[]} sections
 * @param {string | null} itemId
 */
export function unknownSections(sections, itemId) {
  return el(
    'details',
    { class: 'section section-folded section-unknown' },
    el(
      'summary',
      {},
      el('h3', { class: 'section-label' }, '清单没写的'),
      el(
        'span',
        { class: 'section-preview', 'aria-hidden': 'true' },
        sections.map((section) => section.label).join('、'),
      ),
      el('span', { class: 'status status-unknown' }, `${sections.length} 项`),
    ),
    el(
      'div',
      { class: 'section-body' },
      ...sections.map((section) =>
        el('section', { class: 'unknown-part' }, el('h4', {}, section.label), bodyOf(section, itemId)),
      ),
    ),
  );
}
