// Turns what was set aside for the protocol into aTokens of its treasury; anyone may ask for it.
// Ports PoolLogic.executeMintToTreasury of Aave v3.0 (@aave/core-v3 1.19.3) and v3.6 (@aave-dao/aave-v3-origin
// 3.6.0): the first goes from scaled balance to tokens and back, and arrives where it started.

import type { ReserveAccount, ReserveState } from "./reserve.ts";

/** Mints what the last update left; interest since then stays for the next one. */
export const mintToTreasury = (reserve: ReserveState, treasury: ReserveAccount): void => {
  treasury.scaledSupply += reserve.accruedToTreasury;
  reserve.scaledSupply += reserve.accruedToTreasury;
  reserve.accruedToTreasury = 0n;
};
