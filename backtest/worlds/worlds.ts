/** The worlds that a tape can begin in, by the names that people choose them by. */
import type { Market } from "../../strategies/market/market.ts";
import { mainnetOfMay2022 } from "./mainnet-2022-05-01.ts";
import { mainnetOfJuly2025 } from "./mainnet-2025-07-28.ts";

export interface StartingWorld {
  /** A market of one's own to change. */
  readonly market: () => Market;
  /** How deep its pool is, and how much of the lender's WETH is lent out, where a tape does not tell. */
  readonly depth: string;
  readonly utilisation: string;
}

export const WORLDS = {
  "2022": {
    market: mainnetOfMay2022,
    depth: "as deep as on 1 May 2022, 1.65 million coins",
    utilisation: "41.39%",
  },
  "2025": { market: mainnetOfJuly2025, depth: "60,000 coins deep", utilisation: "92.1%" },
} as const satisfies Record<string, StartingWorld>;

export type WorldName = keyof typeof WORLDS;
export const WORLD_NAMES = Object.keys(WORLDS) as readonly WorldName[];
