import type { Change, EditSource, Field } from './catalogue-api.js';

/** One element in the form of a draft. */
export interface FieldForm {
  field: string;
  label: string;
  hint: string;
  published: string;
  kind: 'keep' | 'set' | 'unknown' | 'withdraw';
  cell: string;
  validFrom: string;
  validTo: string;
  source: SourceForm;
  overtaken: boolean;
  /** Edits lie over the lists, so that they can be withdrawn. */
  edited: boolean;
}

export interface SourceForm {
  kind: 'document' | 'office';
  title: string;
  agency: string;
  docNumber: string;
  date: string;
  url: string;
  place: string;
  note: string;
}

/** @returns the form of an element: as the draft has it, else untouched. */
export function fieldForm(field: Field, change: Change | undefined, agency: string | null): FieldForm {
  const { field: key, label, hint, cell, edited } = field;
  return {
    field: key,
    label,
    hint,
    published: cell,
    kind: change?.kind ?? 'keep',
    cell: change?.cell ?? cell,
    validFrom: change?.validFrom ?? '',
    validTo: change?.validTo ?? '',
    source: sourceForm(change?.source ?? null, agency),
    overtaken: change?.overtaken ?? false,
    edited,
  };
}

/** @returns what the server takes: only what changes, nothing that was left empty. */
export function changesOf(forms: readonly FieldForm[]): Record<string, object> {
  return Object.fromEntries(
    forms.flatMap((form): [string, object][] => {
      if (form.kind === 'keep') return [];
      if (form.kind === 'withdraw') return [[form.field, { kind: 'withdraw' }]];
      const source = sourceOf(form.source);
      if (form.kind === 'unknown') return [[form.field, { kind: 'unknown', source }]];
      const { cell, validFrom, validTo } = form;
      const dates = { validFrom: validFrom || null, validTo: validTo || null };
      return [[form.field, { kind: 'set', cell, source, ...dates }]];
    }),
  );
}

function sourceForm(source: EditSource | null, agency: string | null): SourceForm {
  const empty = { title: '', docNumber: '', date: '', url: '', place: '', note: '' };
  if (!source) return { kind: 'office', agency: agency ?? '', ...empty };
  const given = Object.fromEntries(Object.entries(source).map(([key, value]) => [key, value ?? '']));
  return { agency: agency ?? '', ...empty, ...given } as SourceForm;
}

function sourceOf({ kind, title, agency, docNumber, date, url, place, note }: SourceForm): object {
  return kind === 'office'
    ? { kind, agency, date, docNumber: docNumber || null, note: note || null }
    : {
        kind,
        title,
        docNumber: docNumber || null,
        date: date || null,
        url: url || null,
        place: place || null,
      };
}

const PART_WORDS: Readonly<Record<string, string>> = {
  cell: '改为',
  validFrom: '生效日期',
  validTo: '截止日期',
  'source.title': '依据的标题',
  'source.agency': '依据的部门',
  'source.docNumber': '依据的文号',
  'source.date': '依据的日期',
  'source.url': '依据的网址',
  'source.place': '依据的位置',
  'source.note': '怎样得知',
};

/** @returns a fault with the names that the form shows; `field` is e.g. `changes.serviceHours.source.date`. */
export function faultWords(
  { field, message }: { field: string; message: string },
  forms: readonly FieldForm[],
): string {
  const [root, key, ...part] = field.split('.');
  const label = root === 'changes' ? forms.find((form) => form.field === key)?.label : undefined;
  if (!label) return message;
  return `${label}·${PART_WORDS[part.join('.')] ?? '内容'}：${message}`;
}
