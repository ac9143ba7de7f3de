import { describe, expect, it } from 'vitest';
import { RegionTree } from '../../src/catalogue/regions.js';
import { featureNumber } from '../../src/language/features-of-text.js';
import { Understanding } from '../../src/language/frame.js';
import { cuesIn } from '../../src/language/intent-cues.js';
import { intentFeatureNumbers, intentFeatures } from '../../src/language/intent-features.js';
import { Lexicon } from '../../src/language/lexicon.js';
import { Segmenter } from '../../src/language/segment.js';
import { textFeatureNumbers, textFeatures } from '../../src/language/text-model.js';
import { wordingFeatureNumbers, wordingFeatures } from '../../src/matching/wording-model.js';

const TEXTS = [
  '',
  '税',
  '社保卡丢了怎么补',
  '我爸68了 免费体检在哪里做',
  '0-6岁 儿童体检 要钱不',
  'ic卡 掉了',
];

describe('features by number', () => {
  it.each(TEXTS)('are those that a text model is trained on: %s', (text) => {
    expect(new Set(textFeatureNumbers(text))).toEqual(new Set([...textFeatures(text)].map(featureNumber)));
  });

  it.each(TEXTS)('are those that the model of intents is trained on: %s', (text) => {
    const runs = [...textFeatureNumbers(text)];
    const others = [...intentFeatureNumbers(text, cuesIn(text))];
    expect(new Set([...runs, ...others])).toEqual(new Set([...intentFeatures(text)].map(featureNumber)));
    expect(new Set(others).size).toBe(others.length);
  });

  it.each(TEXTS)('are those that the wording model is trained on: %s', (text) => {
    const concept = { id: '社保卡', kind: 'object' as const, forms: ['社保卡'], implies: [] };
    const frame = new Understanding(new Lexicon([concept]), new Segmenter([]), new RegionTree([]), []).read(
      text,
    );
    expect(new Set(wordingFeatureNumbers(frame).list())).toEqual(
      new Set([...wordingFeatures(frame)].map(featureNumber)),
    );
  });

  it('keep different features apart', () => {
    const features = ['补', '补办', '办补', '…补办', '补办$', '补*办', 'c:补办', 'cue:fee'];
    expect(new Set(features.map(featureNumber)).size).toBe(features.length);
  });
});
