/**
 * What moves a position restaked in Symbiotic: into stake, into the epochs, home to the vault. The twin of the acting half of
 * `contracts/strategies/restaking/SymbioticStrategy.sol`.
 */
import { least } from "../kernels/math/extremes.ts";
import { claim } from "../kernels/symbiotic/claim.ts";
import { deposit as stakeInVault } from "../kernels/symbiotic/deposit.ts";
import { epochAt, withdrawalBalance } from "../kernels/symbiotic/vault.ts";
import { redeem, withdraw as withdrawFromVault } from "../kernels/symbiotic/withdraw.ts";
import { movesOf, wrapLoose } from "./moves.ts";
import { type RestakedSymbiotic, stakedUnits, symbioticBooks } from "./symbiotic-position.ts";

export const { deposit, withdraw, startExit, finishExit, execute } = movesOf<RestakedSymbiotic>({
  ...symbioticBooks,

  stake(restaked, units) {
    const { venue, position, time } = restaked;
    wrapLoose(restaked);
    // A share or two of stETH may be too few to wrap.
    const amount = least(units, position.wsteth);
    if (amount > 0n) stakeInVault(venue, position.account, amount, time);
    position.wsteth -= amount;
  },

  /** All of it by shares, so that no rounding leaves a wei at stake. */
  requestExit(restaked, units) {
    if (units === 0n) return 0n;
    const { venue, position, time } = restaked;
    const { account } = position;
    const epoch = epochAt(venue, time) + 1;
    const before = withdrawalBalance(venue, account, epoch);
    if (units < stakedUnits(restaked)) withdrawFromVault(venue, account, units, time);
    else redeem(venue, account, account.activeShares, time);
    if (position.epochs.at(-1) !== epoch) position.epochs.push(epoch);
    return withdrawalBalance(venue, account, epoch) - before;
  },

  claimMatured({ venue, position, time }) {
    const current = epochAt(venue, time);
    for (const epoch of position.epochs) {
      // What was slashed to nothing has nothing to claim.
      if (epoch < current && withdrawalBalance(venue, position.account, epoch) > 0n) {
        position.wsteth += claim(venue, position.account, epoch, time);
      }
    }
    position.epochs = position.epochs.filter((epoch) => epoch >= current);
  },
});
