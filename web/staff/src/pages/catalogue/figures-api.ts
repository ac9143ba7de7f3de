import type { FiguresView } from '../../../../../src/figures/schemas.js';
import { get, queryOf } from '../../api/client.js';

export type { FiguresView };
export type FigureTable = FiguresView['tables'][number];

/** What is looked at; empty: as the server chooses. */
export interface FiguresQuery {
  from: string;
  to: string;
  region: string;
}

const BASE = '/staff/figures';

/** @throws {ApiError} */
export function loadFigures(query: FiguresQuery): Promise<FiguresView> {
  return get<FiguresView>(`${BASE}${queryOf({ ...query })}`);
}

/** Address of a table as a file. */
export function csvPath(table: FigureTable['id'], query: FiguresQuery): string {
  return `/api/v1${BASE}/csv/${table}${queryOf({ ...query })}`;
}
