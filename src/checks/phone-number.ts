/** Area code and number, with an extension or a range of last digits (63891017-8001, 5336383/84). */
const WITH_AREA = /^0(?:10|2\d|[3-9]\d{2})-?[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?$/;
/** Of a city's short numbers: 12345, 95598, 96096; with the area code when called from elsewhere. */
const SHORT = /^(?:0(?:10|2\d|[3-9]\d{2})-?)?(?:1(?:10|12|19|20|22)|1[12]\d{3}|9[56]\d{3,4}|100\d{2})$/;
const MOBILE = /^1[3-9]\d{9}$/;
const TOLL_FREE = /^(?:400|800)-?\d{3,4}-?\d{3,4}$/;
const WITHOUT_AREA = /^[2-9]\d{6,7}(?:(?:-|转)\d{1,6})?$/;

/** How a phone number is written: right, right but without its area code, or not as any number in China is. */
export type PhoneForm = 'whole' | 'withoutAreaCode' | 'unknown';

/** @param number - as written; blanks, full-width digits and brackets round the area code do not matter. */
export function phoneForm(number: string): PhoneForm {
  const plain = number
    .normalize('NFKC')
    .replace(/[‐‑–—―−]/g, '-')
    .replace(/^\((0\d{2,3})\)/, '$1-')
    .replace(/\s+/g, '');
  if ([WITH_AREA, SHORT, MOBILE, TOLL_FREE].some((pattern) => pattern.test(plain))) return 'whole';
  return WITHOUT_AREA.test(plain) ? 'withoutAreaCode' : 'unknown';
}
