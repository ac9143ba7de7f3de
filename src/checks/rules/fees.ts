import type { Rule } from '../finding.js';
import { inForce, originOf } from '../subject.js';

/** What a courier takes is no fee of the office. */
const COURIER = /邮寄|快递|到付/;

const freeWithFee: Rule = {
  id: 'free-with-fee',
  title: '“是否收费”为“否”的，不得另写金额',
  severity: 'error',
  *check({ elements }, { today }) {
    for (const free of elements.feeCharged ?? []) {
      if (free.value || !inForce(free, today)) continue;
      for (const fee of elements.feeStandard ?? []) {
        // Two sources may disagree: both are kept, the newer one answers. One source may not contradict itself.
        if (fee.source !== free.source || fee.situation !== free.situation || !inForce(fee, today)) continue;
        const charged = fee.value.find(({ amount = 0, text }) => amount > 0 && !COURIER.test(text));
        if (charged)
          yield {
            element: 'feeStandard',
            source: fee.source,
            message: `“是否收费”为“否”，“收费标准”却写着“${charged.text}”，请改成一致。`,
          };
      }
    }
  },
};

const chargedWithoutStandard: Rule = {
  id: 'charged-without-standard',
  title: '“是否收费”为“是”的，写明收费标准和依据',
  severity: 'error',
  lenientInPrint: true,
  *check({ elements, sources }) {
    for (const { value, source, situation } of elements.feeCharged ?? []) {
      if (!value || originOf(sources[source]) === 'guide') continue;
      for (const [element, label] of [
        ['feeStandard', '收费标准'],
        ['feeBasis', '收费依据'],
      ] as const) {
        const given = elements[element]?.some((own) => own.source === source && own.situation === situation);
        if (!given)
          yield { element, source, message: `“是否收费”为“是”，却没有填“${label}”，请写明标准和批文。` };
      }
    }
  },
};

const sourcesDisagree: Rule = {
  id: 'sources-disagree',
  title: '两处来源对是否收费说法不一时，由管理员核对',
  severity: 'warning',
  *check({ elements, sources }, { today }) {
    const current = (elements.feeCharged ?? []).filter((own) => inForce(own, today));
    for (const [index, one] of current.entries()) {
      const other = current
        .slice(index + 1)
        .find((next) => next.value !== one.value && next.situation === one.situation);
      if (!other) continue;
      const titles = [one, other].map(({ source }) => `《${sources[source]?.title ?? ''}》`).join('与');
      yield {
        element: 'feeCharged',
        source: other.source,
        message: `${titles}对是否收费说法不一，较新的一处会回答群众，请核实后给旧的注明“有效至”。`,
      };
    }
  },
};

export const FEE_RULES: readonly Rule[] = [freeWithFee, chargedWithoutStandard, sourcesDisagree];
