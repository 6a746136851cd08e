/** "How much worse before I am liquidated": break severities as multiples, and as the price each means. */
import { fixed, percent } from "./figures.ts";
import type { Summary } from "./summary.ts";

const WAD = 1e18;

export type Setting = keyof Summary["breakSeverity"];
export const SETTINGS: readonly Setting[] = ["careful", "aggressive"];

export interface Break {
  /** "2.31×", or "more than 12.00×" where no depeg tried was enough. */
  readonly multiple: string;
  /** ETH that one stETH would have fetched at its lowest: "0.848", or "less than 0.209". */
  readonly price: string;
}

/** Where a setting breaks, with its keeper and left alone. */
export function breakOf(
  summary: Summary,
  setting: Setting,
): { target: string; managed: Break; unmanaged: Break } {
  const { managed, unmanaged } = summary.breakSeverity[setting];
  const { targetLtv } = summary[setting];
  const depth = 1 - Number(summary.lowestPrice) / WAD;
  const at = (severity: number): Break => {
    const unbroken = severity >= summary.breakSearchedTo;
    // A depeg m times as deep takes the price m times as far below redemption; a price cannot be negative.
    const price = Math.max(0, 1 - severity * depth);
    return {
      multiple: `${unbroken ? "more than " : ""}${fixed(severity, 2)}×`,
      price: `${unbroken ? "less than " : ""}${fixed(price, 3)}`,
    };
  };
  return { target: `target ${percent(targetLtv ?? 0, 0)}`, managed: at(managed), unmanaged: at(unmanaged) };
}
