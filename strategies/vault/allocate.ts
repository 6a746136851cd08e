/** Idle units put to work. The twin of `allocate` in `contracts/vault/Allocation.sol`. */
import { Refusal } from "../refusal.ts";
import { ROUNDING_PART } from "./enter.ts";
import { realUnits, type Vault, type VaultStrategy } from "./vault.ts";

/**
 * Moves `units` of idle into `strategy`. Refuses more than it takes now, and where more is lost than the
 * rounding of a few transfers.
 */
export function allocate(vault: Vault, strategy: VaultStrategy, units: bigint): void {
  const limit = strategy.depositLimit();
  if (units > limit) throw new Refusal("AboveDepositLimit", { units, limit });
  const before = realUnits(vault);
  vault.books.idle -= units;
  strategy.deposit(units);
  const afterwards = realUnits(vault);
  if (afterwards + units / ROUNDING_PART + 4n < before) {
    throw new Refusal("AllocationLoss", { before, afterwards });
  }
}
