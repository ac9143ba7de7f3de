import type { MiniProgramSettings } from '../../config.js';
import { RegionUnknownError } from '../../errors.js';
import type { JsonRoute, Method } from '../../http/route.js';
import type { Logger } from '../../log.js';
import type { Metrics } from '../../metrics.js';
import type { TextSealer } from '../../privacy/sealed-text.js';
import type { Wenban } from '../../wenban.js';
import type { DailySessions } from '../daily-session.js';
import type { WeixinClient } from '../weixin/weixin-client.js';
import type { SessionTokens } from './session-tokens.js';
import type { Visitor, Visitors } from './visitors.js';

export const MINI_PROGRAM_PATH = '/api/v1/mini-program';

/** What the routes of the mini-program are made of. */
export interface MiniProgramParts {
  settings: MiniProgramSettings;
  wenban: Wenban;
  client: WeixinClient;
  tokens: SessionTokens;
  visitors: Visitors;
  sessions: DailySessions;
  sealer: TextSealer;
  metrics: Metrics;
  log: Logger;
}

type Basics = Pick<JsonRoute, 'method' | 'path' | 'tag' | 'bearer' | 'compressed' | 'conditional'>;

/**
 * What every route for a signed-in resident has: compressed, and with an ETag where it only reads.
 * @param path - below `/api/v1/mini-program`.
 */
export function ownRoute(method: Method, path: string): Basics {
  return {
    method,
    path: MINI_PROGRAM_PATH + path,
    tag: '小程序',
    bearer: true,
    compressed: true,
    conditional: method === 'GET',
  };
}

/** @returns the code of the region named, else of the one the resident chose. @throws {RegionUnknownError} */
export async function regionFor(
  { wenban }: MiniProgramParts,
  visitor: Visitor,
  named: string | undefined,
): Promise<string | undefined> {
  const { regions } = wenban.catalogue.current();
  if (named !== undefined) {
    const region = regions.resolve(named);
    if (!region) throw new RegionUnknownError(named);
    return region.code;
  }
  const chosen = await wenban.residents.regionOf(visitor.hash);
  // A region may be gone from a newer list of regions.
  return (chosen !== null && regions.findByCode(chosen)?.code) || undefined;
}
