import type { FieldKey } from '../../entities/elements.js';
import { FIELD_LABELS } from '../import/layouts/implementation-rows.js';

const LABELS = new Map<FieldKey, string>(FIELD_LABELS);

/** @returns the name of a field in the form: 办理地点. */
export function labelOf(field: FieldKey): string {
  return LABELS.get(field) ?? field;
}
