import { ELEMENT_LABELS, type FieldKey } from '../../entities/elements.js';

/** Name of each field that lists print beside the 36 elements. */
const LIST_FIELD_LABELS: ReadonlyArray<readonly [FieldKey, string]> = [
  ['standard', '服务指导标准'],
  ['fundingDuty', '支出责任'],
  ['convenience', '便民程度'],
  ['filingType', '填报类型'],
  ['themes', '服务主题'],
  ['disclosed', '是否公开'],
  ['section', '所在栏目'],
];

/** Every field of an implementation with the name a person reads: the 36 elements in the order of the form first. */
export const FIELD_LABELS: ReadonlyArray<readonly [FieldKey, string]> = [
  ...ELEMENT_LABELS,
  ...LIST_FIELD_LABELS,
];
