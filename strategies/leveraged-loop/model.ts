/** A leveraged loop as its vault sees it. */
import { MAX_UINT256 } from "../kernels/math/units.ts";
import type { VaultStrategy } from "../vault/vault.ts";
import { entryUnits, exitUnits, type Loop } from "./position.ts";
import { entriesOpen } from "./risk.ts";
import { depositUnits, withdrawUnits } from "./slice.ts";

export const loopStrategy = (loop: Loop): VaultStrategy => ({
  entryUnits: () => entryUnits(loop),
  exitUnits: () => exitUnits(loop),
  depositLimit: () => MAX_UINT256,
  withdrawLimit: () => exitUnits(loop),
  entriesOpen: () => entriesOpen(loop),
  deposit: (units) => depositUnits(loop, units),
  withdraw: (units, minUnits) => withdrawUnits(loop, units, minUnits),
});
