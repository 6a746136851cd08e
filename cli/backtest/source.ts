/** Which market a study plays: one that comes with Keel, or a file of one's own. */
import { existsSync } from "node:fs";
import { isOtherKind } from "../../backtest/engine/kinds/kinds.ts";
import { KIND_ASSUMES } from "../../backtest/engine/kinds/standard.ts";
import type { FillRule } from "../../backtest/tape/fill.ts";
import { readTape } from "../../backtest/tape/read-tape.ts";
import { BUILT_IN_TAPES, type BuiltInMarket, builtInMarket } from "../../backtest/worlds/built-in-markets.ts";
import { worldBefore } from "../../backtest/worlds/world-before.ts";
import { WORLDS, type WorldName } from "../../backtest/worlds/worlds.ts";
import { KeelError } from "../../errors/keel-error.ts";

/** What people choose of it. */
export interface Choice {
  /** A built-in tape's name, or the path of a CSV or Parquet file. */
  readonly tape: string;
  /** What to do about rows that such a file lacks. */
  readonly fill: FillRule;
  /** What holds in the steps between two of its rows. */
  readonly between: Exclude<FillRule, "refuse">;
  /** The world that such a file begins in; that of 2022 without it. */
  readonly world?: WorldName;
}

/** The tape, the market that the run begins in, and what was left to be assumed. */
export type Source = BuiltInMarket;

/** The market with what no tape tells of `kinds` among what is assumed. @throws as {@link sourceOf} does */
export async function sourceFor(choice: Choice, kinds: readonly (string | undefined)[]): Promise<Source> {
  const source = await sourceOf(choice);
  const assumed = kinds.flatMap((kind) =>
    kind !== undefined && isOtherKind(kind) ? KIND_ASSUMES[kind] : [],
  );
  return { ...source, assumed: [...source.assumed, ...assumed] };
}

/** @throws KEEL_UNKNOWN_TAPE, KEEL_NO_FILE, KEEL_TAPE_FORMAT, KEEL_TAPE_BAD_ROW */
export async function sourceOf({ tape, fill, between, world = "2022" }: Choice): Promise<Source> {
  const builtIn = builtInMarket(tape);
  if (builtIn !== undefined) return builtIn;
  if (!/\.\w+$/.test(tape) && !existsSync(tape)) {
    const remedy = `Use ${BUILT_IN_TAPES.join(" or ")}, or name a .csv or .parquet file`;
    throw new KeelError("KEEL_UNKNOWN_TAPE", `there is no tape "${tape}"`, remedy);
  }
  const { curve: rateCurve } = WORLDS[world].market().lender.weth;
  const file = await readTape(tape, { fill, between, rateCurve });
  const { market, assumed } = worldBefore(file, WORLDS[world]);
  return { tape: file, world: market, assumed };
}
