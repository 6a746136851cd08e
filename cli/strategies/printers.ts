/** The printer of each kind of strategy. */
import type { StrategyKind } from "../../keeper/watched.ts";
import { curveLpPrinter } from "./curve-lp.ts";
import { lendingPrinter } from "./lending.ts";
import { loopPrinter } from "./loop.ts";
import type { Printer } from "./printer.ts";
import { restakingPrinter } from "./restaking.ts";

// biome-ignore lint/suspicious/noExplicitAny: each printer knows its own state, and is given no other
export const PRINTERS: Readonly<Record<StrategyKind, Printer<any, any>>> = {
  "leveraged-loop": loopPrinter,
  lending: lendingPrinter,
  "curve-lp": curveLpPrinter,
  restaking: restakingPrinter,
};
