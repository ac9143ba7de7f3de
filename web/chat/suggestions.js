import { fetchSuggestions } from './api.js';
import { byId, el } from './dom.js';

const WAIT_MS = 180;
const SHOWN = 5;

/**
 * Completions under the finger while typing. They never change what was typed until one is chosen.
 *
 * @param {HTMLTextAreaElement} input
 * @param {(text: string) => void} choose
 * @returns {{ update: () => void, close: () => void, handleKey: (event: KeyboardEvent) => boolean }} `handleKey`
 *   says whether the key was used up.
 */
export function setUpSuggestions(input, choose) {
  const box = byId('suggestions', HTMLElement);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {AbortController | undefined} */
  let running;
  let active = -1;

  const options = () => /** @type {HTMLElement[]} */ ([...box.children]);

  function close() {
    clearTimeout(timer);
    running?.abort();
    active = -1;
    box.hidden = true;
    box.replaceChildren();
    input.removeAttribute('aria-activedescendant');
  }

  /** @param {number} index */
  function activate(index) {
    active = index;
    for (const [at, option] of options().entries())
      option.setAttribute('aria-selected', String(at === index));
    const option = options()[index];
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  }

  async function load() {
    const typed = input.value.trim();
    const controller = new AbortController();
    running = controller;
    /** @type {string[]} */
    let texts = [];
    try {
      texts = await fetchSuggestions(typed, controller.signal);
    } catch {
      // Suggestions are a comfort: without them the question is typed to its end.
    }
    if (controller.signal.aborted || input.value.trim() !== typed) return;
    active = -1;
    input.removeAttribute('aria-activedescendant');
    box.replaceChildren(
      ...texts
        .filter((text) => text !== typed)
        .slice(0, SHOWN)
        .map((text, index) =>
          el(
            'div',
            {
              role: 'option',
              id: `suggestion-${index}`,
              class: 'suggestion',
              'aria-selected': 'false',
              // Keeps the focus in the input, so that its own blur does not close the box first.
              onpointerdown: (event) => event.preventDefault(),
              onclick: () => choose(text),
            },
            text,
          ),
        ),
    );
    box.hidden = box.childElementCount === 0 || document.activeElement !== input;
  }

  return {
    close,
    update() {
      close();
      const typed = input.value.trim();
      if (typed.length >= 2 && typed.length <= 30 && !typed.includes('\n')) timer = setTimeout(load, WAIT_MS);
    },
    handleKey(event) {
      if (box.hidden) return false;
      const count = options().length;
      if (event.key === 'ArrowDown') activate(active >= count - 1 ? 0 : active + 1);
      else if (event.key === 'ArrowUp') activate(active <= 0 ? count - 1 : active - 1);
      else if (event.key === 'Escape') close();
      else if (event.key === 'Enter' && !event.shiftKey && active >= 0)
        choose(options()[active]?.textContent ?? '');
      else return false;
      event.preventDefault();
      return true;
    },
  };
}
