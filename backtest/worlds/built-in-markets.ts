/** The markets that come with Keel, by their tapes' names: a tape, and the world that it begins in. */
import type { Wad } from "../../strategies/kernels/math/units.ts";
import type { Market } from "../../strategies/market/market.ts";
import { BUILT_IN_TAPE, builtInTapeFile } from "../tape/built-in.ts";
import { TAPE_2025, tapeFile2025 } from "../tape/built-in-2025.ts";
import type { TapeFile } from "../tape/read-tape.ts";
import { mainnetOfMay2022 } from "./mainnet-2022-05-01.ts";
import { mainnetOfJuly2025 } from "./mainnet-2025-07-28.ts";
import { marketAt } from "./market-at.ts";

export interface BuiltInMarket {
  readonly tape: TapeFile;
  /** The market that the tape begins in. */
  readonly world: Market;
  /** What neither is on record to say, a sentence each. */
  readonly assumed: readonly string[];
  /** What staking pays a year (WAD) until a run has measured it; what the vault's parameters say without it. */
  readonly assumedStakingApr?: Wad;
}

/** Of the tape's first week. */
const STAKING_APR_2025: Wad = 26_550_000_000_000_000n;
const ASSUMED_2025 = [
  "gas costs 1 gwei throughout",
  "the pool holds 60,000 coins on the terms of 2022",
  "WETH's rate curve is one all year: 2.7% at 92% lent out, 18% at all of it",
  "Lido pays what the network pays less a tenth, and a withdrawal waits as long as a validator that leaves",
];

const MARKETS: Readonly<Record<string, () => BuiltInMarket>> = {
  [BUILT_IN_TAPE]: () => ({ tape: builtInTapeFile(), world: mainnetOfMay2022(), assumed: [] }),
  [TAPE_2025]: () => {
    const tape = tapeFile2025();
    const [first] = tape.rows;
    if (first === undefined) throw new RangeError(`the tape ${TAPE_2025} has no rows`);
    const world = marketAt(first, mainnetOfJuly2025());
    return { tape, world, assumed: ASSUMED_2025, assumedStakingApr: STAKING_APR_2025 };
  },
};

export const BUILT_IN_TAPES: readonly string[] = Object.keys(MARKETS);

/** Undefined where no tape that comes with Keel has that name. */
export const builtInMarket = (name: string): BuiltInMarket | undefined => MARKETS[name]?.();
