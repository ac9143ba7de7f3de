import { byId } from './dom.js';
import { setUpSuggestions } from './suggestions.js';

/** Longest question the service takes, in UTF-16 units as the server counts them. */
export const MAX_QUESTION = 500;

/** From so many characters before the limit on, the counter shows on small screens too. */
const NEAR_LIMIT = 100;

/**
 * The input bar: Enter sends, Shift+Enter makes a line, an input method's own Enter does neither.
 *
 * @param {(question: string) => void} send
 * @returns {{ clear: () => void, fill: (text: string) => void, focus: () => void, setBusy: (busy: boolean) => void }}
 */
export function setUpComposer(send) {
  const form = byId('composer', HTMLFormElement);
  const input = byId('question', HTMLTextAreaElement);
  const button = byId('send', HTMLButtonElement);
  const counter = byId('counter', HTMLElement);
  let busy = false;
  const suggestions = setUpSuggestions(input, (text) => {
    input.value = text;
    submit();
  });

  function draw() {
    const length = input.value.trim().length;
    const over = length - MAX_QUESTION;
    counter.textContent = over > 0 ? `超出 ${over} 字，请缩短` : `${length}/${MAX_QUESTION} 字`;
    counter.classList.toggle('counter-near', over > -NEAR_LIMIT);
    counter.classList.toggle('counter-over', over > 0);
    input.setAttribute('aria-invalid', String(over > 0));
    // Not `disabled`: the button keeps its place in the tab order and its contrast.
    button.setAttribute('aria-disabled', String(busy || over > 0 || length === 0));
    // Height follows the text up to the limit the style sheet sets.
    input.style.height = 'auto';
    input.style.height = `${input.scrollHeight + 2}px`;
  }

  function submit() {
    const question = input.value.trim();
    suggestions.close();
    if (busy || question.length === 0 || question.length > MAX_QUESTION) {
      input.focus();
      return;
    }
    send(question);
  }

  input.addEventListener('input', (event) => {
    draw();
    if (!(/** @type {InputEvent} */ (event).isComposing)) suggestions.update();
  });
  input.addEventListener('compositionend', () => suggestions.update());
  input.addEventListener('blur', () => suggestions.close());
  input.addEventListener('keydown', (event) => {
    // 229: some browsers report the Enter that ends a composition after the composition is over.
    if (event.isComposing || event.keyCode === 229) return;
    if (suggestions.handleKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    submit();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  draw();

  return {
    clear() {
      input.value = '';
      draw();
      // On a phone the keyboard would cover the answer.
      if (matchMedia('(pointer: coarse)').matches) input.blur();
    },
    fill(text) {
      input.value = text;
      draw();
      input.focus();
    },
    focus: () => input.focus(),
    setBusy(now) {
      busy = now;
      draw();
    },
  };
}
