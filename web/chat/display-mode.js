import { announce, byId } from './dom.js';
import { save } from './store.js';

const SIZES = /** @type {const} */ (['1', '2', '3']);

/** The 长辈版 switch and, within it, three type sizes. `early.js` has already applied what was remembered. */
export function setUpDisplayMode() {
  const root = document.documentElement;
  const elder = byId('elder', HTMLButtonElement);
  const smaller = byId('smaller', HTMLButtonElement);
  const larger = byId('larger', HTMLButtonElement);

  function draw() {
    const size = root.dataset.elder;
    elder.textContent = size ? '标准版' : '长辈版';
    byId('type-size', HTMLElement).hidden = !size;
    smaller.setAttribute('aria-disabled', String(size === SIZES[0]));
    larger.setAttribute('aria-disabled', String(size === SIZES[2]));
  }

  /** @param {number} step */
  function resize(step) {
    const size = SIZES[SIZES.indexOf(/** @type {any} */ (root.dataset.elder)) + step];
    if (!size) return;
    root.dataset.elder = size;
    save('localStorage', 'size', Number(size));
    draw();
    announce(`字号 ${size} 级，共 3 级`);
  }

  elder.addEventListener('click', () => {
    if (root.dataset.elder) delete root.dataset.elder;
    else root.dataset.elder = SIZES[0];
    save('localStorage', 'elder', root.dataset.elder ? 1 : null);
    draw();
    announce(root.dataset.elder ? '已换成长辈版，字更大' : '已返回标准版');
  });
  smaller.addEventListener('click', () => resize(-1));
  larger.addEventListener('click', () => resize(1));
  draw();
}
