/** A leveraged loop as its vault sees it. */
import { Level } from "../decision.ts";
import { MAX_UINT256 } from "../kernels/math/units.ts";
import type { VaultStrategy } from "../vault/vault.ts";
import { entryUnits, exitUnits, type Loop } from "./position.ts";
import { entriesOpen, levelNow } from "./risk.ts";
import { depositUnits, withdrawLimit, withdrawUnits } from "./slice.ts";

export const loopStrategy = (loop: Loop): VaultStrategy => ({
  entryUnits: () => entryUnits(loop),
  exitUnits: () => exitUnits(loop),
  depositLimit: () => (levelNow(loop) < Level.defend ? MAX_UINT256 : 0n),
  withdrawLimit: () => withdrawLimit(loop),
  entriesOpen: () => entriesOpen(loop),
  deposit: (units) => depositUnits(loop, units),
  withdraw: (units, minUnits) => withdrawUnits(loop, units, minUnits),
});
