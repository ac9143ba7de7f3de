import { REPLY_LENGTH } from '../answer/render.js';
import { clip } from '../answer/sentences.js';
import type { MergedMaterial } from './materials.js';
import type { LifeEventInRegion, StepView } from './resolve.js';

const AGENCY_LENGTH = 16;
const MATERIALS_LENGTH = 130;
const CLOSING = '想看哪一步怎么办，回复那一步的名称。';

/**
 * A 一件事 as a person reads it in a chat: the steps in order, then the papers to bring, then what to do next.
 *
 * @returns at most 600 characters.
 */
export function renderLifeEvent(view: LifeEventInRegion): string {
  if (view.region && view.steps.every(({ itemId }) => itemId === null))
    return `现有清单没有收录${view.region.name}关于“${view.name}”的事项，不能拿别处的答复您，请拨打12345问本地的办法。`;
  const head = `【${view.name}】${view.region ? `（${view.region.name}）` : ''}按先后办这几件：`;
  const tail = [materialsLine(view), view.region ? '' : '告诉我您在哪个区县，可以查得更准。', CLOSING]
    .filter(Boolean)
    .join('\n');
  return clip(
    `${head}\n${stepLines(view.steps, REPLY_LENGTH - head.length - tail.length - 2)}\n${tail}`,
    REPLY_LENGTH,
  );
}

function stepLines(steps: readonly StepView[], room: number): string {
  for (const detail of [2, 1, 0]) {
    const text = steps.map((step, index) => `${index + 1}. ${stepLine(step, detail)}`).join('\n');
    if (text.length <= room || detail === 0) return clip(text, room);
  }
  return '';
}

/** @param detail - 2: why, who and online; 1: who and online; 0: the title alone. */
function stepLine({ title, agency, note, online, itemId }: StepView, detail: number): string {
  const marks = [
    detail > 0 && agency ? clip(agency, AGENCY_LENGTH) : '',
    detail > 0 && online ? '可网办' : '',
    itemId ? '' : '清单未收录，问12345',
  ].filter(Boolean);
  const bracket = marks.length > 0 ? `（${marks.join('，')}）` : '';
  const why = detail > 1 && itemId && note ? `：${note.replace(/。$/, '')}` : '';
  return `${title}${bracket}${why}`;
}

function materialsLine({ materials }: LifeEventInRegion): string {
  if (materials.length === 0) return '要带的材料清单上没有写全，办之前先拨打12345问一次。';
  const names = [...materials]
    .sort((a, b) => Number(isConditional(a)) - Number(isConditional(b)))
    .map(({ name }) => clip(name, 20));
  let line = names[0] ?? '';
  for (const name of names.slice(1)) {
    if (line.length + name.length > MATERIALS_LENGTH) {
      line += '等';
      break;
    }
    line += `、${name}`;
  }
  const checked = materials.some(({ note }) => note?.includes('核实')) ? '（办理前请电话核实）' : '';
  return `已知要带的材料：${line}${checked}`;
}

/** Papers for a special case come last: 单亲、换发、委托他人办理. */
function isConditional({ name, note }: MergedMaterial): boolean {
  return /时|换发|补发|换领|补领|代办|代理|委托|单亲|声明|鉴定/.test(`${name}${note ?? ''}`);
}
