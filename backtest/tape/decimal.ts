/** Reads and writes decimal numbers exactly, without passing through floating point. */

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * `text` times 10^`decimals`, or undefined where it is not a plain decimal number (no exponent, no sign but a
 * minus). Digits past `decimals` are cut off.
 */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  const [, sign, whole, fraction = ""] = DECIMAL.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const digits = BigInt(whole + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return sign === "-" ? -digits : digits;
}

/** `value` / 10^`decimals`: `1.0`, `-0.000001`. */
export function formatDecimal(value: bigint, decimals: number): string {
  const digits = String(value < 0n ? -value : value).padStart(decimals + 1, "0");
  const fraction = digits.slice(-decimals).replace(/0+$/, "") || "0";
  return `${value < 0n ? "-" : ""}${digits.slice(0, -decimals)}.${fraction}`;
}
