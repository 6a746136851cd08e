// Turns what was set aside for the protocol into aTokens of its treasury; anyone may ask for it.
// Ports PoolLogic.executeMintToTreasury of Aave v3.6 (@aave-dao/aave-v3-origin 3.6.0).

import type { ReserveAccount } from "../reserve.ts";
import type { Reserve } from "./reserve.ts";

/** Mints what the last update left; interest since then stays for the next one. */
export const mintToTreasury = (reserve: Reserve, treasury: ReserveAccount): void => {
  treasury.scaledSupply += reserve.accruedToTreasury;
  reserve.scaledSupply += reserve.accruedToTreasury;
  reserve.accruedToTreasury = 0n;
};
