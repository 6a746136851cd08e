/**
 * Numbers as people write them in a setting, turned into the integers of the contracts without a detour
 * through binary fractions: `0.66`, `"66%"`, `"-2%"`, `"26h"`. What a scale cannot hold exactly is refused,
 * not rounded.
 */
import * as z from "zod";

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?(%?)$/;
const DURATION = /^(\d+)(s|m|h|d)$/;
const SECONDS = { s: 1, m: 60, h: 3_600, d: 86_400 } as const;

/** `text` times 10^`decimals`, or undefined where it is no decimal or has more digits than that. */
export function parseDecimal(text: string, decimals: number): bigint | undefined {
  const match = DECIMAL.exec(text.trim());
  if (match === null) return undefined;
  const [, sign, whole = "", rawFraction = "", percent] = match;
  const scale = percent === "%" ? decimals - 2 : decimals;
  const fraction = rawFraction.replace(/0+$/, "");
  if (fraction.length > scale) return undefined;
  const value = BigInt(whole + fraction.padEnd(scale, "0"));
  return sign === "-" ? -value : value;
}

const written = z.union([z.string(), z.number()]);

/** A decimal or a percentage as a bigint scaled by 10^`decimals`, at least `min`. */
export const scaled = (decimals: number, min = 0n) =>
  written.transform((value, context) => {
    const parsed = parseDecimal(String(value), decimals);
    if (parsed === undefined) {
      context.addIssue(
        `expected a decimal such as 0.66 or "66%" of at most ${decimals} digits, got ${value}`,
      );
      return z.NEVER;
    }
    if (parsed < min) {
      context.addIssue(
        `expected at least ${min === 0n ? "0" : `${min} at ${decimals} digits`}, got ${value}`,
      );
      return z.NEVER;
    }
    return parsed;
  });

/** A ratio scaled 1e9, not negative. */
export const ratio = scaled(9).pipe(z.bigint().max(1_000_000_000_000n)).transform(Number);

/** A ratio scaled 1e9 that may be negative. */
export const signedRatio = scaled(9, -1_000_000_000_000n)
  .pipe(z.bigint().max(1_000_000_000_000n))
  .transform(Number);

/** Basis points: `0.01`, `"1%"`. */
export const basisPoints = scaled(4).pipe(z.bigint().max(10_000n));

/** Whole seconds of a text such as `12h`, or undefined where it is none or longer than ages are counted. */
export function parseDuration(text: string): number | undefined {
  const [, amount, unit] = DURATION.exec(text.trim()) ?? [];
  const seconds = Number(amount) * SECONDS[(unit ?? "s") as keyof typeof SECONDS];
  return Number.isSafeInteger(seconds) && seconds <= 1_000_000_000_000 ? seconds : undefined;
}

/** Seconds: `43200` or `"12h"`. */
export const duration = written.transform((value, context): number => {
  const seconds = parseDuration(typeof value === "number" ? `${value}s` : value);
  if (seconds !== undefined) return seconds;
  context.addIssue(`expected seconds or a time such as "12h", got ${value}`);
  return z.NEVER;
});
