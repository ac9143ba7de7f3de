import { choicesOf, responseView } from './answer-view.js';
import { ask as askServer, RequestError } from './api.js';
import { announce, byId, el, scrollBehavior } from './dom.js';
import { withPhoneLinks } from './phones.js';
import { load, loadTurns, save, saveTurns } from './store.js';

/** @import { AskResponse } from '../../src/answer/response.js' */

/**
 * The conversation of this tab: asks, shows, remembers.
 *
 * @param {{
 *   region: () => { code: string, name: string } | null,
 *   onBusy: (busy: boolean) => void,
 *   onEdit: (question: string) => void,
 * }} hooks - `onEdit`: the resident wants a failed question back in the input.
 */
export function createConversation({ region, onBusy, onEdit }) {
  const log = byId('log', HTMLElement);
  const welcome = byId('welcome', HTMLElement);
  let turns = loadTurns();
  let sessionId = /** @type {string | null} */ (load('sessionStorage', 'session'));
  /** @type {AbortController | null} */
  let running = null;

  /** @param {string} shown */
  function turnView(shown) {
    const turn = el(
      'section',
      { class: 'turn' },
      el('p', { class: 'asked' }, el('span', { class: 'visually-hidden' }, '您问：'), shown),
    );
    log.append(turn);
    showWelcome();
    return turn;
  }

  function showWelcome() {
    const talking = log.childElementCount > 0;
    welcome.hidden = talking;
    document.body.toggleAttribute('data-talking', talking);
  }

  /** @param {HTMLElement} turn @param {AskResponse} response */
  function show(turn, response) {
    const view = responseView(response, ask, () => turns.at(-1)?.response === response);
    view.tabIndex = -1;
    turn.append(view);
    return view;
  }

  function showTopic() {
    const topic = byId('topic', HTMLElement);
    const answered = turns.filter((turn) => turn.response.answer).at(-1)?.response;
    const latest = turns.at(-1)?.response;
    const item = answered?.answer?.item;
    const place = answered?.candidates.find((candidate) => candidate.id === item?.id)?.region?.name;
    topic.hidden = !item || latest?.kind === 'emergency';
    byId('topic-name', HTMLElement).textContent = item ? item.name + (place ? `（${place}）` : '') : '';
  }

  /** @param {string} question @param {string} [shown] */
  async function ask(question, shown = question) {
    if (running) return;
    const named = choiceNamed(question);
    const turn = turnView(named && shown === question ? `${question}（${named}）` : shown);
    await run(turn, question);
  }

  /** What a typed number stands for while the last reply offers choices. @param {string} question */
  function choiceNamed(question) {
    const latest = turns.at(-1)?.response;
    return latest && /^\d{1,2}$/.test(question) ? choicesOf(latest)[Number(question) - 1]?.name : undefined;
  }

  /** @param {HTMLElement} turn @param {string} question */
  async function run(turn, question) {
    const controller = new AbortController();
    running = controller;
    onBusy(true);
    const cameFromLog = log.contains(document.activeElement);
    const waiting = el('p', { class: 'waiting' }, '正在查清单…');
    turn.append(waiting);
    turn.scrollIntoView({ block: 'start', behavior: scrollBehavior() });
    if (cameFromLog) log.focus({ preventScroll: true });
    try {
      const place = region();
      const response = await askServer(
        { question, ...(place && { region: place.code }), ...(sessionId && { sessionId }) },
        controller.signal,
      );
      if (controller.signal.aborted) return;
      sessionId = response.sessionId;
      save('sessionStorage', 'session', sessionId);
      turns.push({ shown: turn.querySelector('.asked')?.lastChild?.textContent ?? question, response });
      saveTurns(turns);
      waiting.remove();
      const view = show(turn, response);
      showTopic();
      if (cameFromLog) view.focus({ preventScroll: true });
      turn.scrollIntoView({ block: 'start', behavior: scrollBehavior() });
    } catch (failure) {
      if (controller.signal.aborted) return;
      waiting.remove();
      const card = failureView(turn, question, failure);
      turn.append(card);
      card.scrollIntoView({ block: 'nearest', behavior: scrollBehavior() });
      if (cameFromLog) card.querySelector('button')?.focus({ preventScroll: true });
    } finally {
      if (running === controller) {
        running = null;
        onBusy(false);
      }
    }
  }

  /** @param {HTMLElement} turn @param {string} question @param {unknown} failure */
  function failureView(turn, question, failure) {
    const error = failure instanceof RequestError ? failure : null;
    if (!error) console.error(failure);
    const retry = el('button', { type: 'button', class: 'solid' }, '重试');
    const edit = el('button', { type: 'button', class: 'quiet' }, '改一改再问');
    const card = el(
      'div',
      { class: 'card card-failure' },
      el('h2', { class: 'card-title' }, '这次没有问成'),
      el('p', { class: 'line' }, withPhoneLinks(error?.message ?? '页面出了点问题，请重试。')),
      el('div', { class: 'tools' }, (!error || error.retryable) && retry, edit),
    );
    const seconds = Math.min(error?.retryAfterSeconds ?? 0, 120);
    if (seconds > 0) {
      retry.disabled = true;
      retry.textContent = `${seconds} 秒后可重试`;
      setTimeout(() => {
        retry.disabled = false;
        retry.textContent = '重试';
      }, seconds * 1_000);
    }
    retry.addEventListener('click', () => {
      if (running) return;
      run(turn, question);
      card.remove();
    });
    edit.addEventListener('click', () => {
      turn.remove();
      showWelcome();
      onEdit(question);
    });
    return card;
  }

  for (const { shown, response } of turns) show(turnView(shown), response);
  showTopic();
  log.lastElementChild?.scrollIntoView({ block: 'start' });

  return {
    ask,
    /** Forgets the conversation on this device and starts a new one with the server. */
    startAfresh() {
      running?.abort();
      running = null;
      onBusy(false);
      turns = [];
      sessionId = null;
      save('sessionStorage', 'session', null);
      saveTurns([]);
      log.replaceChildren();
      showWelcome();
      showTopic();
      window.scrollTo({ top: 0, behavior: scrollBehavior() });
      announce('已开始新对话');
    },
  };
}
