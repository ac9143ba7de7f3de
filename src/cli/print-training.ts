import type { ContextReport } from '../training/train-context.js';
import type { TrainingReport } from '../training/train-models.js';
import type { TextModelReport } from '../training/train-text-model.js';

/** Prints how a model of labels does on texts it was not trained on. */
export function printLabels(name: string, { samples, crossValidated, confusions }: TextModelReport): void {
  console.log(`${name}：${samples} 条，交叉验证正确 ${percent(crossValidated)}；最常混淆：`);
  console.table(Object.fromEntries(confusions));
}

/** Prints weights, held-out figures and the reliability table of the ranking models. */
export function printRanking(report: TrainingReport): void {
  const { heldOut, firstBefore, firstAfter, judged, ranker, decision, reliability } = report;
  console.log(
    `${heldOut} 条说法，交叉验证首位正确：训练前 ${percent(firstBefore)}，训练后 ${percent(firstAfter)}`,
  );
  console.log(`判定题首位正确：原模型 ${percent(judged.before)}，新模型 ${percent(judged.after)}`);
  console.table(ranker.weights);
  console.table(decision.weights);
  console.table(
    reliability.map(({ from, count, confidence, right }) => ({
      把握: `${from.toFixed(1)}–${(from + 0.1).toFixed(1)}`,
      条数: count,
      平均把握: percent(confidence),
      实际正确: percent(right),
    })),
  );
}

/** Prints the weights and cross-validated figures of the ranking of later messages. */
export function printContext({ weights, turns, first, intentTurns, intentRight }: ContextReport): void {
  console.log(
    `后续轮次 ${turns} 轮，交叉验证首位正确 ${percent(first)}；意图 ${intentTurns} 轮，正确 ${percent(intentRight)}`,
  );
  console.table(Object.fromEntries(Object.entries(weights.weights).map(([name, [own]]) => [name, own])));
  console.table(weights.intents);
}

function percent(value: number): string {
  return `${(100 * value).toFixed(1)} %`;
}
