import type { OpenWayIn } from '../way-in.js';
import { startStage } from './stage.js';

/** Asking in the mini-program. */
export const miniProgramWayIn: OpenWayIn = async (wenban) => {
  const stage = await startStage({ wenban });
  return {
    ask: async (question) => (await stage.citizen()).asks(question),
    close: () => stage.close(),
  };
};
