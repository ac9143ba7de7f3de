import type { OpenWayIn } from '../way-in.js';
import { startStage } from './stage.js';

/** Asking by a message to the official account. */
export const officialAccountWayIn: OpenWayIn = async (wenban) => {
  const stage = await startStage({ wenban });
  return {
    async ask(question) {
      const { seen } = await stage.user().says(question);
      return seen.kind === 'text' ? seen.text : seen.kind;
    },
    close: () => stage.close(),
  };
};
