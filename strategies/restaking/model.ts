/** A position restaked in Symbiotic as its vault sees it. The twin of what `RestakingStrategy.sol` answers its vault. */
import type { VaultStrategy } from "../vault/vault.ts";
import { deposit, withdraw } from "./symbiotic-moves.ts";
import {
  depositLimit,
  entriesOpen,
  entryUnits,
  exitUnits,
  type RestakedSymbiotic,
  withdrawLimit,
} from "./symbiotic-position.ts";

export const restakingStrategy = (restaked: RestakedSymbiotic): VaultStrategy => ({
  entryUnits: () => entryUnits(restaked),
  exitUnits: () => exitUnits(restaked),
  depositLimit: () => depositLimit(restaked),
  withdrawLimit: () => withdrawLimit(restaked),
  entriesOpen: () => entriesOpen(restaked),
  deposit: (units) => {
    restaked.position.steth += units;
    deposit(restaked);
  },
  withdraw: (units, minUnits) => withdraw(restaked, units, minUnits),
});
