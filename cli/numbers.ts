/** Numbers among the flags. */
import { parseDecimal } from "../backtest/tape/decimal.ts";
import { KeelError } from "../errors/keel-error.ts";

/** @throws KEEL_BAD_ARGUMENT unless `text` is a whole number from 0 on */
export function parseWhole(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new KeelError("KEEL_BAD_ARGUMENT", `"${text}" is not a whole number`, "Give a number such as 8545");
}

/** @throws KEEL_BAD_ARGUMENT unless `text` is a port */
export function parsePort(text: string): number {
  const port = parseWhole(text);
  if (port <= 65_535) return port;
  throw new KeelError("KEEL_BAD_ARGUMENT", `${text} is not a port`, "Give a number from 0 to 65535");
}

/** @returns the multiple as a WAD @throws KEEL_BAD_ARGUMENT unless `text` is a decimal above 0 */
export function parseMultiple(text: string): bigint {
  if (/^\d*\.?\d+$/.test(text) && (text.split(".")[1] ?? "").length <= 18) {
    const multiple = parseDecimal(`0${text}`, 18) ?? 0n;
    if (multiple > 0n) return multiple;
  }
  throw new KeelError("KEEL_BAD_ARGUMENT", `"${text}" is no multiple`, "Give a number above 0, such as 1.5");
}
