import { expect, it } from 'vitest';
import { isGuideOnly } from '../../src/evaluation/judged.js';

it('passes over what no printed row names: collected guides and entries of the desk', () => {
  expect(isGuideOnly(['guide-dz-card', 'desk-7'])).toBe(true);
  expect(isGuideOnly(['guide-dz-card', 'dj-017'])).toBe(false);
  expect(isGuideOnly([])).toBe(false);
});
