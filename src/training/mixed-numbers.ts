/** @returns what gives numbers from 0 to below 1, the same ones every time (the generator of Park and Miller). */
export function mixedNumbers(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}
