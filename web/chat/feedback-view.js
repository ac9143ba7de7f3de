import { RequestError, sendFeedback } from './api.js';
import { announce, el } from './dom.js';

/** 好差评: five levels, 5 down to 1. None is ever chosen beforehand, and silence is not an opinion. */
const LEVELS = /** @type {const} */ ([
  [5, '非常满意'],
  [4, '满意'],
  [3, '基本满意'],
  [2, '不满意'],
  [1, '非常不满意'],
]);

/** What can be wrong with an answer; offered for the two lowest levels. */
const FAULTS = ['答的不是我问的', '内容过时', '内容有误', '看不懂', '不够详细'];

let nextForm = 1;

/** @param {string} name @param {string} type @param {string} value @param {string} label */
function choice(name, type, value, label) {
  const id = `${name}-${value}`;
  return el(
    'span',
    { class: 'choice-chip' },
    el('input', { type, name, value, id }),
    el('label', { for: id }, label),
  );
}

/**
 * The fold under an answer where it can be rated once.
 *
 * @param {{ sessionId: string, itemId?: string }} about
 */
export function feedbackView({ sessionId, itemId }) {
  const name = `rating-${nextForm++}`;
  const faults = el(
    'fieldset',
    { hidden: true, class: 'feedback-faults' },
    el('legend', {}, '哪里不好？（可多选，可不选）'),
    ...FAULTS.map((fault) => choice(`${name}-fault`, 'checkbox', fault, fault)),
  );
  const comment = el('textarea', {
    id: `${name}-comment`,
    rows: '2',
    maxlength: '500',
    class: 'feedback-comment',
  });
  const more = el(
    'div',
    { hidden: true, class: 'feedback-more' },
    faults,
    el('label', { for: comment.id }, '还想说的（可不填，请勿写个人信息）'),
    comment,
    el('button', { type: 'submit', class: 'solid' }, '提交评价'),
  );
  const error = el('p', { class: 'field-error', role: 'alert' });
  const form = el(
    'form',
    { class: 'feedback-form' },
    el(
      'fieldset',
      {},
      el('legend', {}, '您对这次回答满意吗？'),
      ...LEVELS.map(([rating, label]) => choice(name, 'radio', String(rating), label)),
    ),
    more,
    error,
  );
  const fold = el('details', { class: 'feedback' }, el('summary', {}, '评价这次回答'), form);

  form.addEventListener('change', () => {
    const rating = Number(new FormData(form).get(name));
    more.hidden = !rating;
    faults.hidden = rating > 2;
  });
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const entered = new FormData(form);
    const rating = Number(entered.get(name));
    if (!rating) return;
    const tags = rating <= 2 ? entered.getAll(`${name}-fault`).map(String) : [];
    const words = comment.value.trim();
    const submit = /** @type {HTMLButtonElement} */ (form.querySelector('[type=submit]'));
    submit.disabled = true;
    error.textContent = '';
    try {
      await sendFeedback({
        sessionId,
        ...(itemId && { itemId }),
        rating,
        ...(tags.length > 0 && { tags }),
        ...(words && { comment: words }),
      });
      const level = LEVELS.find(([value]) => value === rating)?.[1] ?? '';
      const thanks = el('p', { class: 'feedback-done', tabindex: '-1' }, `已收到您的评价：${level}。谢谢。`);
      fold.replaceWith(thanks);
      thanks.focus({ preventScroll: true });
      announce(thanks.textContent ?? '');
    } catch (failure) {
      submit.disabled = false;
      error.textContent =
        failure instanceof RequestError
          ? failure.message.replace('问题没有送到', '评价没有送到')
          : '评价没有送到，请重试。';
    }
  });
  return fold;
}
