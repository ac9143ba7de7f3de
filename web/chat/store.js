/** @import { AskResponse } from '../../src/answer/response.js' */

/**
 * One finished question of the conversation.
 * @typedef {{ shown: string, response: AskResponse }} Turn
 */

/** What outlives the tab (localStorage) and what ends with it (sessionStorage). Both may be forbidden. */
const KEPT_TURNS = 30;

/**
 * @param {'localStorage' | 'sessionStorage'} area
 * @param {string} key
 * @returns {unknown} the parsed value, or null when absent, damaged or forbidden.
 */
export function load(area, key) {
  try {
    return JSON.parse(window[area].getItem(`wenban.${key}`) ?? 'null');
  } catch {
    return null;
  }
}

/**
 * @param {'localStorage' | 'sessionStorage'} area
 * @param {string} key
 * @param {unknown} value - null removes the key.
 */
export function save(area, key, value) {
  try {
    if (value === null) window[area].removeItem(`wenban.${key}`);
    else window[area].setItem(`wenban.${key}`, JSON.stringify(value));
  } catch {
    // Full or forbidden storage costs the resident only the memory of this setting.
  }
}

/** @returns {Turn[]} the conversation of this tab, so that a reload loses nothing. */
export function loadTurns() {
  const turns = load('sessionStorage', 'turns');
  return Array.isArray(turns) ? turns.filter((turn) => turn?.response?.kind && turn.shown) : [];
}

/** @param {Turn[]} turns */
export function saveTurns(turns) {
  save('sessionStorage', 'turns', turns.length > 0 ? turns.slice(-KEPT_TURNS) : null);
}
