/** Amounts of stETH as people write and read them. */
import { formatDecimal, parseDecimal } from "../backtest/tape/decimal.ts";
import { KeelError } from "../errors/keel-error.ts";

const DECIMALS = 18;

/**
 * @param text a decimal number of stETH
 * @returns stETH wei, above 0
 * @throws KEEL_BAD_AMOUNT
 */
export function parseAmount(text: string): bigint {
  const refuse = (reason: string): never => {
    throw new KeelError(
      "KEEL_BAD_AMOUNT",
      `"${text}" ${reason}`,
      "Give an amount of stETH such as 10 or 0.5",
    );
  };
  if (/^-\d*\.?\d+$/.test(text)) return refuse("is negative");
  if (!/^\d*\.?\d+$/.test(text)) return refuse("is not a number");
  if ((text.split(".")[1] ?? "").length > DECIMALS) return refuse("has more than 18 decimal places");
  const amount = parseDecimal(`0${text}`, DECIMALS) ?? 0n;
  return amount === 0n ? refuse("is zero") : amount;
}

/** `1,234.567800`: thousands apart, six decimal places, rounded down. */
export function showAmount(wei: bigint): string {
  const [whole = "0", decimals = ""] = formatDecimal(wei, DECIMALS).split(".");
  return `${whole.replace(/\B(?=(\d{3})+$)/g, ",")}.${decimals.padEnd(6, "0").slice(0, 6)}`;
}
