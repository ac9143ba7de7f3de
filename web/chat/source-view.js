import { fetchPrintedRows } from './api.js';
import { el } from './dom.js';

/** @import { SourceRef } from '../../src/catalogue/snapshot.js' */

/**
 * @param {SourceRef} source
 * @returns {string} where exactly it stands, e.g. 「序号 74 · 第 1203 行」; empty when unknown.
 */
function placeOf(source) {
  return [
    source.seq === null || source.seq === undefined ? '' : `序号 ${source.seq}`,
    source.line ? `第 ${source.line} 行` : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** @param {SourceRef} source */
const titleOf = (source) => source.title || source.document;

/**
 * @param {SourceRef} source
 * @returns {string} one line of plain text, for copying.
 */
export function sourceText(source) {
  return [
    `《${titleOf(source)}》`,
    source.docNumber,
    source.table,
    placeOf(source),
    source.date,
    webAddress(source),
  ]
    .filter(Boolean)
    .join('，');
}

/**
 * @param {SourceRef} source
 * @returns {string | null} only http and https: an address comes from a collected document.
 */
function webAddress(source) {
  const address = source.url ?? source.document;
  return /^https?:\/\//i.test(address) ? address : null;
}

/** @param {Record<string, string>} row */
function rowView(row) {
  return el(
    'dl',
    { class: 'printed-row', 'aria-label': '原文这一行' },
    ...Object.entries(row)
      .filter(([, cell]) => cell.trim() !== '')
      .map(([header, cell]) => el('div', {}, el('dt', {}, header), el('dd', {}, cell.trim()))),
  );
}

/**
 * The row as printed: shown at once, behind a button, or fetched when the answer does not carry it.
 *
 * @param {SourceRef} source
 * @param {string | null} itemId - where to look the row up.
 * @param {boolean} atOnce
 */
function printedRow(source, itemId, atOnce) {
  if (source.row && atOnce) return rowView(source.row);
  if (!source.row && (!itemId || !source.key || webAddress(source))) return null;
  const button = el('button', { type: 'button', class: 'quiet' }, '看原文这一行');
  button.addEventListener('click', async () => {
    button.disabled = true;
    button.textContent = '正在取原文…';
    try {
      const row = source.row ?? (await fetchPrintedRows(itemId ?? '')).get(source.key);
      const shown = row ? rowView(row) : el('p', { class: 'source-place' }, '原文这一行没有收录。');
      shown.tabIndex = -1;
      button.replaceWith(shown);
      shown.focus({ preventScroll: true });
    } catch {
      button.disabled = false;
      button.textContent = '没有取到，再试一次';
    }
  });
  return button;
}

/**
 * One document with every place in it that was used.
 *
 * @param {SourceRef[]} places - of the same document.
 * @param {string | null} itemId
 * @param {boolean} atOnce - whether printed rows are shown without being asked for.
 */
function documentView(places, itemId, atOnce) {
  const first = /** @type {SourceRef} */ (places[0]);
  const address = webAddress(first);
  const issued = [first.docNumber, first.date].filter(Boolean).join(' · ');
  return el(
    'li',
    { class: 'source' },
    el('p', { class: 'source-title' }, `《${titleOf(first)}》`),
    issued && el('p', { class: 'source-place' }, issued),
    ...places.map((source) => {
      const place = [source.table === source.title ? null : source.table, placeOf(source)]
        .filter(Boolean)
        .join(' · ');
      const row = printedRow(source, itemId, atOnce);
      return (
        (place || row) &&
        el('div', { class: 'source-entry' }, place && el('p', { class: 'source-place' }, place), row)
      );
    }),
    address &&
      el(
        'a',
        { class: 'source-link', href: address, target: '_blank', rel: 'noopener noreferrer' },
        el('span', {}, '打开原网页（新窗口）'),
      ),
  );
}

/**
 * The sources of one section, folded: the first is named in the fold's own line.
 *
 * @param {SourceRef[]} sources
 * @param {string | null} itemId
 * @returns {HTMLElement | null} null when there is none.
 */
export function sourcesView(sources, itemId) {
  const distinct = [
    ...new Map(sources.map((source) => [`${source.document} ${source.key} ${source.line}`, source])).values(),
  ];
  const [first] = distinct;
  if (!first) return null;
  /** @type {Map<string, SourceRef[]>} */
  const documents = new Map();
  for (const source of distinct)
    documents.set(source.document, [...(documents.get(source.document) ?? []), source]);
  return el(
    'details',
    { class: 'sources' },
    el(
      'summary',
      {},
      el(
        'span',
        { class: 'sources-line' },
        el('span', { class: 'sources-label' }, '出处'),
        ` 《${titleOf(first)}》`,
        el(
          'span',
          { class: 'sources-count' },
          distinct.length > 1 ? `共 ${distinct.length} 处` : placeOf(first),
        ),
      ),
    ),
    el(
      'ol',
      { class: 'source-list' },
      ...[...documents.values()].map((places) => documentView(places, itemId, distinct.length <= 2)),
    ),
  );
}
