import type { LocationQuery } from 'vue-router';

/** A list's filter stands in its address: who comes back, or loads the page again, sees the same list. */
export function given<T extends Record<string, string>>(usual: T, query: LocationQuery): T {
  const named = Object.keys(usual).flatMap((key) =>
    typeof query[key] === 'string' ? [[key, query[key]]] : [],
  );
  return { ...usual, ...Object.fromEntries(named) };
}

/** @returns what of a filter is not as usual, for the address. */
export function unusual(
  usual: Record<string, string>,
  filter: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(filter).filter(([key, value]) => value !== usual[key]));
}
