/** How figures are written for a reader: one form a quantity, on the page and in the console alike. */

const MINUS = "\u2212";
const MONTHS = "January February March April May June July August September October November December".split(
  " ",
);

/**
 * An amount of a token with 18 decimals, rounded half away from zero: 1234567890123456789012 wei with 2
 * decimals is "1,234.57".
 * @param wei a bigint, or the decimal string that `summary.json` carries
 * @param decimals 0 to 18
 */
export function amount(wei: bigint | string, decimals: number): string {
  const value = BigInt(wei);
  const unit = 10n ** BigInt(18 - decimals);
  const rounded = ((value < 0n ? -value : value) + unit / 2n) / unit;
  const scale = 10n ** BigInt(decimals);
  const whole = thousands((rounded / scale).toString());
  const fraction = decimals === 0 ? "" : `.${(rounded % scale).toString().padStart(decimals, "0")}`;
  return `${value < 0n && rounded > 0n ? MINUS : ""}${whole}${fraction}`;
}

/** 0.0389 is "3.89%". */
export function percent(ratio: number, decimals = 2): string {
  return `${fixed(ratio * 100, decimals)}%`;
}

/** A plain number with a fixed number of decimals and a true minus sign; never "−0.00". */
export function fixed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  return value < 0 && Number(text) !== 0 ? `${MINUS}${text}` : text;
}

export function integer(value: number | bigint): string {
  return thousands(value.toString());
}

/** A count with its noun: "1 action", "2 actions", "no actions". */
export function counted(count: number, noun: string): string {
  return `${count === 0 ? "no" : integer(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** Unix seconds as a UTC date: "14 June 2022". */
export function date(time: number): string {
  const day = new Date(time * 1000);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** Unix seconds as a UTC date without its year: "14 Jun". */
export function shortDate(time: number): string {
  const day = new Date(time * 1000);
  return `${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]?.slice(0, 3)}`;
}

/** Unix seconds as UTC hours and minutes: "06:00". */
export function clock(time: number): string {
  return new Date(time * 1000).toISOString().slice(11, 16);
}

function thousands(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}
