/** The printer of each kind of strategy. */
import type { KindName, StrategyKind } from "../../keeper/watched.ts";
import { curveLpPrinter } from "./curve-lp.ts";
import { lendingPrinter } from "./lending.ts";
import { loopPrinter } from "./loop.ts";
import type { Printer } from "./printer.ts";
import {
  eigenLayerPrinter,
  liquidRestakingPrinter,
  restakingPrinter,
  symbioticPrinter,
} from "./restaking.ts";

// biome-ignore lint/suspicious/noExplicitAny: each printer knows its own state, and is given no other
type AnyPrinter = Printer<any, any>;

export const PRINTERS: Readonly<Record<StrategyKind, AnyPrinter>> = {
  "leveraged-loop": loopPrinter,
  lending: lendingPrinter,
  "curve-lp": curveLpPrinter,
  restaking: restakingPrinter,
};

/** All of them, a venue's own before the one that serves any venue. */
export const KNOWN: readonly AnyPrinter[] = [
  loopPrinter,
  lendingPrinter,
  curveLpPrinter,
  symbioticPrinter,
  eigenLayerPrinter,
  liquidRestakingPrinter,
  restakingPrinter,
];

/** A kind's own words for reasons; none for queues and strangers' positions, which have reasons of their own. */
export const wordsOf = (kind: KindName): Printer["words"] =>
  kind === "exit-queue" || kind === "ripcord" ? {} : PRINTERS[kind].words;
