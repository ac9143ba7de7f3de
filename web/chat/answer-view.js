import { announce, el } from './dom.js';
import { feedbackView } from './feedback-view.js';
import { noticeList, replyWithoutNotices } from './notice-view.js';
import { findPhones, phoneLink, withPhoneLinks } from './phones.js';
import { copyText, plainText } from './plain-text.js';
import { printOne } from './printing.js';
import { readAloudButton } from './read-aloud.js';
import { askedSection, foldedSection, unknownSections } from './section-view.js';

/** @import { AskResponse, Candidate } from '../../src/answer/response.js' */

/**
 * Asks on behalf of the resident: `question` is sent, `shown` is what the conversation displays.
 * @typedef {(question: string, shown: string) => void} AskFunction
 */

/** A line of a clarifying reply that only repeats a choice: 「2. 补领结婚证」. */
const NUMBERED_LINE = /^\s*[（(]?\d{1,2}[)）.．、:：]/;

/** @param {string} text */
function paragraphs(text) {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map((line) => el('p', { class: 'line' }, withPhoneLinks(line)));
}

/** @param {Candidate} candidate */
function placeOf(candidate) {
  return [candidate.region?.name, candidate.agency, candidate.type].filter(Boolean).join(' · ');
}

/**
 * The choices of a clarifying reply, in the order of its numbers.
 *
 * @param {AskResponse} response
 * @returns {Candidate[]}
 */
export function choicesOf(response) {
  if (response.kind !== 'clarify') return [];
  const numbered = response.reply.split('\n').filter((line) => NUMBERED_LINE.test(line)).length;
  return response.candidates.slice(0, numbered || 4);
}

/**
 * @param {Candidate[]} candidates
 * @param {(candidate: Candidate, index: number) => void} choose
 * @param {boolean} numbered
 */
function choiceList(candidates, choose, numbered) {
  return el(
    numbered ? 'ol' : 'ul',
    { class: 'choices' },
    ...candidates.map((candidate, index) =>
      el(
        'li',
        {},
        el(
          'button',
          { type: 'button', class: 'choice', onclick: () => choose(candidate, index) },
          numbered && el('span', { class: 'choice-number' }, String(index + 1)),
          el(
            'span',
            { class: 'choice-text' },
            el('span', { class: 'choice-name' }, candidate.name),
            el('span', { class: 'choice-place' }, placeOf(candidate)),
          ),
        ),
      ),
    ),
  );
}

/** @param {AskResponse} response */
function tools(response) {
  const copy = el('button', { type: 'button', class: 'quiet' }, '复制');
  copy.addEventListener('click', async () => {
    const copied = await copyText(plainText(response));
    copy.textContent = copied ? '已复制' : '没有复制成功';
    announce(copied ? '回答已复制' : '没有复制成功');
    copy.focus();
    setTimeout(() => {
      copy.textContent = '复制';
    }, 3_000);
  });
  const print = el('button', { type: 'button', class: 'quiet', onclick: () => printOne(print) }, '打印');
  return el(
    'div',
    { class: 'answer-foot' },
    el('div', { class: 'tools' }, copy, print, readAloudButton(response.speech || response.reply)),
    feedbackView({ sessionId: response.sessionId, itemId: response.answer?.item.id }),
  );
}

/** @param {AskResponse} response @param {AskFunction} ask */
function answerCard(response, ask) {
  const { item, sections } = /** @type {NonNullable<AskResponse['answer']>} */ (response.answer);
  const shown = response.candidates.find((candidate) => candidate.id === item.id);
  const [asked, ...others] = sections;
  const unknown = others.filter((section) => section.status === 'unknown');
  const rest = response.candidates.filter((candidate) => candidate.id !== item.id).slice(0, 3);
  const elsewhere = response.region && shown?.region && shown.region.code !== response.region.code;
  return el(
    'article',
    { class: 'card card-answer' },
    el(
      'header',
      { class: 'card-head' },
      el('h2', { class: 'item-name' }, item.name),
      shown && el('p', { class: 'item-place' }, placeOf(shown)),
      elsewhere &&
        el(
          'p',
          { class: 'caution' },
          `以下取自${shown.region.name}的清单；${response.region?.name}如有不同规定，以当地为准。`,
        ),
    ),
    ...(asked ? [askedSection(asked, item.id)] : paragraphs(replyWithoutNotices(response))),
    ...others
      .filter((section) => section.status !== 'unknown')
      .map((section) => foldedSection(section, item.id)),
    unknown.length > 0 && unknownSections(unknown, item.id),
    rest.length > 0 &&
      el(
        'details',
        { class: 'section section-folded others' },
        el('summary', {}, el('h3', { class: 'section-label' }, '不是您要问的？')),
        el(
          'div',
          { class: 'section-body' },
          choiceList(rest, (candidate) => ask(candidate.name, candidate.name), false),
        ),
      ),
    tools(response),
  );
}

/** @param {AskResponse} response @param {AskFunction} ask @param {() => boolean} isLatest */
function clarifyCard(response, ask, isLatest) {
  const lines = replyWithoutNotices(response).split('\n');
  const firstChoice = lines.findIndex((line) => NUMBERED_LINE.test(line));
  const before = firstChoice < 0 ? lines : lines.slice(0, firstChoice);
  const after = lines.slice(before.length).filter((line) => !NUMBERED_LINE.test(line));
  return el(
    'article',
    { class: 'card card-clarify' },
    el('h2', { class: 'card-title' }, '请选一项'),
    ...paragraphs(before.join('\n')),
    choiceList(
      choicesOf(response),
      // A number means something only while the server waits for the choice; later the name is asked instead.
      (candidate, index) => ask(isLatest() ? String(index + 1) : candidate.name, candidate.name),
      true,
    ),
    ...paragraphs(after.join('\n')),
  );
}

/**
 * A reply that sends the resident to a person: what is said, then the number to call.
 *
 * @param {AskResponse} response @param {string} title @param {AskFunction} ask
 */
function personCard(response, title, ask) {
  const number = findPhones(response.reply)[0]?.number ?? '12345';
  return el(
    'article',
    { class: `card card-person card-${response.kind}` },
    el('h2', { class: 'card-title' }, title),
    ...paragraphs(replyWithoutNotices(response)),
    phoneLink(number, 'call', `拨打 ${number}`),
    response.candidates.length > 0 && el('h3', { class: 'near-title' }, '也看看这些是不是'),
    response.candidates.length > 0 &&
      choiceList(response.candidates.slice(0, 3), (candidate) => ask(candidate.name, candidate.name), false),
    tools(response),
  );
}

/** @param {AskResponse} response */
function emergencyCard(response) {
  const number = findPhones(response.reply)[0]?.number ?? '110';
  return el(
    'article',
    { class: 'card card-emergency' },
    el('h2', { class: 'card-title' }, '紧急情况，请先打电话'),
    phoneLink(number, 'call call-emergency', `拨打 ${number}`),
    ...paragraphs(replyWithoutNotices(response)),
  );
}

/** @param {AskResponse} response @param {AskFunction} ask */
function talkCard(response, ask) {
  const related = response.kind === 'chat' ? [] : response.candidates.slice(0, 5);
  return el(
    'article',
    { class: `card card-${response.kind}` },
    ...paragraphs(replyWithoutNotices(response)),
    related.length > 0 && el('h3', { class: 'near-title' }, '相关事项'),
    related.length > 0 && choiceList(related, (candidate) => ask(candidate.name, candidate.name), false),
    response.kind !== 'chat' && tools(response),
  );
}

/**
 * @param {AskResponse} response
 * @param {AskFunction} ask
 * @param {() => boolean} isLatest - whether nothing was asked since.
 * @returns {HTMLElement}
 */
export function responseView(response, ask, isLatest) {
  const card = cardOf(response, ask, isLatest);
  const notices = noticeList(response);
  if (notices) card.prepend(notices);
  return card;
}

/** @param {AskResponse} response @param {AskFunction} ask @param {() => boolean} isLatest */
function cardOf(response, ask, isLatest) {
  switch (response.kind) {
    case 'answer':
      return response.answer ? answerCard(response, ask) : talkCard(response, ask);
    case 'clarify':
      return clarifyCard(response, ask, isLatest);
    case 'none':
      return personCard(response, '没有找到对应的事项', ask);
    case 'handoff':
      return personCard(response, '请人工帮您', ask);
    case 'emergency':
      return emergencyCard(response);
    default:
      return talkCard(response, ask);
  }
}
