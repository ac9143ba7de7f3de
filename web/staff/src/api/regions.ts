import type { Region } from '../../../../src/catalogue/regions.js';
import { get } from './client.js';

let loading: Promise<Region[]> | null = null;

/** @returns all regions of the deployment; asked once. @throws {ApiError} */
export function loadRegions(): Promise<Region[]> {
  loading ??= get<{ regions: Region[] }>('/regions').then(
    ({ regions }) => regions,
    (error) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
