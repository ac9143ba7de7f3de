import { onBeforeUnmount, onMounted } from 'vue';

/** @returns whether a key belongs to a field somebody is typing in. */
export function isTyping({ target }: Event): boolean {
  return target instanceof HTMLElement && target.matches('input, textarea, select, [contenteditable]');
}

/** @returns whether a dialog is open: keys are its own then. */
function dialogIsOpen(): boolean {
  return [...document.querySelectorAll('[role="dialog"]')].some((dialog) => dialog.checkVisibility());
}

export interface DeskKeys {
  /** By key, outside of fields and dialogs. */
  plain: Readonly<Record<string, () => void>>;
  /** 1–9. @param index - from 0. */
  digit(index: number): void;
  /** Alt+1 … Alt+4, in fields, too. @param index - from 0. */
  altDigit(index: number): void;
  /** Esc outside of dialogs, in fields, too. */
  escape(): void;
  /** Ctrl+C while nothing is selected: what to copy instead. */
  copied(): string | null;
}

/** Listens to the keyboard while the page is open. */
export function useDeskKeys(keys: DeskKeys): void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.isComposing || event.ctrlKey || event.metaKey || dialogIsOpen()) return;
    const digit = /^Digit([1-9])$/.exec(event.code)?.[1] ?? /^[1-9]$/.exec(event.key)?.[0];
    if (event.altKey) {
      if (digit) act(event, () => keys.altDigit(Number(digit) - 1));
    } else if (event.key === 'Escape') act(event, keys.escape);
    else if (isTyping(event)) return;
    else if (digit && !event.shiftKey) act(event, () => keys.digit(Number(digit) - 1));
    else {
      // The layout of an input method may give capitals.
      const action = keys.plain[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      // Enter on a button or link is that button's.
      const onControl = event.target instanceof HTMLElement && event.target.matches('button, a');
      if (action && !(onControl && event.key === 'Enter')) act(event, action);
    }
  }

  function onCopy(event: ClipboardEvent): void {
    if (String(document.getSelection() ?? '') !== '' || fieldSelection(event.target)) return;
    const text = dialogIsOpen() ? null : keys.copied();
    if (text === null) return;
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
  }

  onMounted(() => {
    document.addEventListener('keydown', onKeyDown);
    document.addEventListener('copy', onCopy);
  });
  onBeforeUnmount(() => {
    document.removeEventListener('keydown', onKeyDown);
    document.removeEventListener('copy', onCopy);
  });
}

function act(event: KeyboardEvent, action: () => void): void {
  event.preventDefault();
  action();
}

function fieldSelection(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false;
  return target.selectionStart !== target.selectionEnd;
}
