/** Folds that were opened for the printer and must close again. @type {HTMLDetailsElement[]} */
let opened = [];

/** On paper nothing can be unfolded, so everything but the forms is opened first. */
function unfold() {
  opened = [...document.querySelectorAll('details')].filter(
    (fold) => !fold.open && !fold.matches('.feedback, .others'),
  );
  for (const fold of opened) fold.open = true;
}

function foldAgain() {
  for (const fold of opened) fold.open = false;
  opened = [];
  delete document.body.dataset.printing;
  document.querySelector('.turn-printed')?.classList.remove('turn-printed');
}

/** Makes the browser's own print command and {@link printOne} show whole answers. Call once. */
export function preparePrinting() {
  window.addEventListener('beforeprint', unfold);
  window.addEventListener('afterprint', foldAgain);
}

/**
 * Prints the answer a button belongs to, and nothing else.
 *
 * @param {HTMLElement} button
 */
export function printOne(button) {
  button.closest('.turn')?.classList.add('turn-printed');
  document.body.dataset.printing = 'one';
  window.print();
}
