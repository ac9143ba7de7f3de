import { fetchRegions } from './api.js';
import { byId, el } from './dom.js';
import { load, save } from './store.js';

/** @import { RegionEntry } from './api.js' */

/** Villages and towns would drown the list; the counter that answers is the county's. */
const SHOWN_LEVELS = new Set(['province', 'city', 'county']);

/**
 * The regions one can choose: a province without any county here has nothing to answer from.
 *
 * @param {RegionEntry[]} regions
 * @returns {RegionEntry[]}
 */
export function choosableRegions(regions) {
  const shown = regions.filter((region) => SHOWN_LEVELS.has(region.level));
  const parents = new Set(shown.map((region) => region.parent));
  return shown.filter((region) => region.level !== 'province' || parents.has(region.code));
}

/**
 * Orders the list as the administrative tree does: each province or city with its own row first, then its counties.
 *
 * @param {RegionEntry[]} regions - choosable ones.
 * @returns {{ heading: string, entries: RegionEntry[] }[]} by code of the heading.
 */
export function groupRegions(regions) {
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const parents = new Set(regions.map((region) => region.parent));
  /** @type {Map<string, RegionEntry[]>} */
  const groups = new Map();
  for (const region of [...regions].sort((a, b) => a.code.localeCompare(b.code))) {
    const ownsGroup = parents.has(region.code) || !region.parent || !byCode.has(region.parent);
    const head = ownsGroup || !region.parent ? region.code : region.parent;
    groups.set(head, [...(groups.get(head) ?? []), region]);
  }
  return [...groups]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([head, entries]) => ({ heading: byCode.get(head)?.name ?? '', entries }));
}

/** Tells a province or city from the heading that bears its name. @param {{ name: string, level?: string }} region */
function wholeOf(region) {
  if (region.level !== 'province' && region.level !== 'city') return '';
  return region.name.endsWith('省') ? '（全省）' : region.name.endsWith('市') ? '（全市）' : '';
}

/** @param {RegionEntry} region @param {string} typed */
function matches(region, typed) {
  return [region.name, ...(region.shortNames ?? [])].some((name) => name.includes(typed));
}

/**
 * The dialog behind the 地区 button. The choice is remembered on this device.
 *
 * @returns {{ current: () => { code: string, name: string } | null }} null means 不限地区.
 */
export function setUpRegionPicker() {
  const button = byId('region', HTMLButtonElement);
  const label = byId('region-name', HTMLElement);
  const dialog = byId('region-dialog', HTMLDialogElement);
  const search = byId('region-search', HTMLInputElement);
  const list = byId('region-list', HTMLElement);
  /** @type {RegionEntry[] | null} */
  let regions = null;
  let chosen = /** @type {{ code: string, name: string } | null} */ (load('localStorage', 'region'));
  if (typeof chosen?.code !== 'string' || typeof chosen.name !== 'string') chosen = null;

  /** @param {{ code: string, name: string } | null} region */
  function choose(region) {
    chosen = region && { code: region.code, name: region.name };
    save('localStorage', 'region', chosen);
    showChoice();
    dialog.close();
  }

  function showChoice() {
    label.textContent = chosen?.name ?? '不限地区';
  }

  /** @param {RegionEntry | null} region */
  function option(region) {
    const current = (region?.code ?? null) === (chosen?.code ?? null);
    return el(
      'button',
      {
        type: 'button',
        class: 'region-option',
        'aria-pressed': String(current),
        onclick: () => choose(region),
      },
      region ? region.name + wholeOf(region) : '不限地区',
    );
  }

  function draw() {
    const typed = search.value.trim();
    if (!regions) return;
    const found = typed
      ? regions.filter((region) => SHOWN_LEVELS.has(region.level) && matches(region, typed))
      : regions;
    const groups = groupRegions(found).map(({ heading, entries }) =>
      el(
        'section',
        { class: 'region-group' },
        el('h3', {}, heading),
        el('div', { class: 'region-options' }, ...entries.map(option)),
      ),
    );
    list.replaceChildren(
      ...(typed ? [] : [el('div', { class: 'region-options region-any' }, option(null))]),
      ...(found.length > 0 ? groups : []),
      ...(typed && found.length === 0
        ? [
            el('p', { class: 'line' }, `没有找到“${typed}”。可以试试区县的名字，或选“不限地区”。`),
            option(null),
          ]
        : []),
    );
  }

  async function fill() {
    list.replaceChildren(el('p', { class: 'line' }, '正在取地区名单…'));
    try {
      regions = choosableRegions(await fetchRegions());
      draw();
    } catch {
      list.replaceChildren(
        el('p', { class: 'line' }, '地区名单没有取到。可以先不选，直接在问题里写上地名。'),
        el('button', { type: 'button', class: 'solid', onclick: fill }, '再试一次'),
      );
    }
  }

  /** Arrow keys walk the options, as in any list. @param {KeyboardEvent} event */
  function walk(event) {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!step || (event.target === search && event.key !== 'ArrowDown')) return;
    const options = [...list.querySelectorAll('button')];
    const at = options.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
    event.preventDefault();
    if (at + step < 0) search.focus();
    else options[Math.min(at + step, options.length - 1)]?.focus();
  }

  button.addEventListener('click', () => {
    search.value = '';
    dialog.showModal();
    if (regions) draw();
    else fill();
    // On a phone the keyboard would cover the list; there the list comes first.
    if (matchMedia('(pointer: coarse)').matches) list.focus();
    else search.focus();
  });
  dialog.addEventListener('close', () => button.focus());
  dialog.addEventListener('click', (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener('keydown', walk);
  byId('region-close', HTMLButtonElement).addEventListener('click', () => dialog.close());
  search.addEventListener('input', draw);
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.isComposing || event.keyCode === 229) return;
    event.preventDefault();
    const typed = search.value.trim();
    const first = typed && list.querySelector('.region-group button');
    if (first instanceof HTMLButtonElement) first.click();
  });
  showChoice();
  takeFromAddress();

  /** A poster in a service hall can carry `?region=500231`: the page then opens for that place. */
  async function takeFromAddress() {
    const wanted = new URLSearchParams(location.search).get('region');
    if (!wanted) return;
    try {
      regions = choosableRegions(await fetchRegions());
      const found = regions.find((region) => region.code === wanted || region.name === wanted);
      if (found) choose(found);
    } catch {
      // The resident can still choose by hand.
    }
  }

  return { current: () => chosen };
}
