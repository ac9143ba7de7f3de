import { setUpComposer } from './composer.js';
import { createConversation } from './conversation.js';
import { setUpDisplayMode } from './display-mode.js';
import { byId, el } from './dom.js';
import { preparePrinting } from './printing.js';
import { setUpRegionPicker } from './region-picker.js';

/** Questions a first visitor can press: one from each field residents ask about most. */
const EXAMPLES = /** @type {const} */ ([
  ['社保', '社保卡丢了怎么补？'],
  ['户籍', '娃儿上户口要带哪些材料？'],
  ['养老', '满了八十岁有高龄补贴吗？'],
  ['救助', '残疾人补贴一个月有多少？'],
  ['开店', '想开个小面馆要办哪些证？'],
  ['房产', '不动产登记在哪里办？'],
]);

setUpDisplayMode();
preparePrinting();
const regionPicker = setUpRegionPicker();
const composer = setUpComposer((question) => {
  composer.clear();
  conversation.ask(question);
});
const conversation = createConversation({
  region: regionPicker.current,
  onBusy: composer.setBusy,
  onEdit: composer.fill,
});

byId('examples', HTMLElement).append(
  ...EXAMPLES.map(([field, question]) =>
    el(
      'li',
      {},
      el(
        'button',
        { type: 'button', class: 'example', onclick: () => conversation.ask(question) },
        el('span', { class: 'example-field' }, field),
        el('span', { class: 'example-question' }, question),
      ),
    ),
  ),
);
byId('fresh', HTMLButtonElement).addEventListener('click', () => {
  conversation.startAfresh();
  composer.focus();
});
