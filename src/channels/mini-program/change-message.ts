import { fieldLabel } from '../../../entities/elements.js';
import type { ItemChange } from '../../catalogue/item-change.js';
import type { ChangeTemplate } from '../../config.js';

/** WeChat refuses longer values of `thing`. */
const MOST_CHARACTERS = 20;

/**
 * @param today - ISO date.
 * @returns the values of the template: the matter, what changed, and the day.
 */
export function changeMessage(
  template: ChangeTemplate,
  name: string,
  change: ItemChange,
  today: string,
): Record<string, string> {
  const [year, month, day] = today.split('-').map(Number);
  return {
    [template.matter]: clip(name),
    [template.change]: change.removed ? '事项已取消' : listed(change.fields.map(fieldLabel)),
    [template.date]: `${year}年${month}月${day}日`,
  };
}

/** As many names as fit, and how many there are when some do not: 申请材料、收费标准等5项. */
function listed(names: readonly string[]): string {
  for (let count = names.length; count > 0; count--) {
    const rest = count < names.length ? `等${names.length}项` : '';
    const text = `${names.slice(0, count).join('、')}${rest}`;
    if ([...text].length <= MOST_CHARACTERS) return text;
  }
  return `${names.length}项内容`;
}

function clip(text: string): string {
  const characters = [...text];
  return characters.length <= MOST_CHARACTERS
    ? text
    : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
