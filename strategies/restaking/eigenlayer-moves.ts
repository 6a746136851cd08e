/**
 * What moves a position restaked in EigenLayer: into its strategy of stETH, into the queue of withdrawals, home to the vault. The
 * twin of the acting half of `contracts/strategies/restaking/EigenLayerStrategy.sol`.
 */
import { completeWithdrawal, depositShares, queueWithdrawal } from "../kernels/eigenlayer/staker.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { excess, least } from "../kernels/math/extremes.ts";
import { mulDivCeil } from "../kernels/math/mul-div.ts";
import {
  eigenBooks,
  hasMatured,
  MAX_QUEUED,
  OFFSET,
  pendingUnits,
  type RestakedEigen,
  stakedUnits,
  underlying,
} from "./eigenlayer-position.ts";
import { movesOf, unwrapFor } from "./moves.ts";

export const { deposit, withdraw, startExit, finishExit, execute } = movesOf<RestakedEigen>({
  ...eigenBooks,

  stake(restaked, units) {
    const { lido, venue, position } = restaked;
    unwrapFor(restaked, units);
    const amount = etherByShares(lido, least(units, position.steth));
    const moved = sharesByEther(lido, amount);
    position.steth -= moved;
    venue.steth += moved;
    const prior = etherByShares(lido, venue.steth) + OFFSET - amount;
    const shares = (amount * (venue.totalShares + OFFSET)) / prior;
    venue.totalShares += shares;
    depositShares(position.staker, shares);
  },

  requestExit(restaked, units) {
    const { venue, position, block } = restaked;
    if (units === 0n || venue.queuePaused || position.queued.length >= MAX_QUEUED) return 0n;
    const staked = stakedUnits(restaked);
    const deposited = position.staker.depositShares;
    const shares = units < staked ? mulDivCeil(deposited, units, staked) : deposited;
    const before = pendingUnits(restaked);
    position.queued.push(queueWithdrawal(position.staker, shares, block));
    return excess(pendingUnits(restaked), before);
  },

  claimMatured(restaked) {
    const { lido, venue, position, block } = restaked;
    if (venue.leavingPaused) return;
    for (const queued of [...position.queued]) {
      if (!hasMatured(restaked, queued)) continue;
      const shares = completeWithdrawal(position.staker, queued, block, venue.delay);
      const moved = sharesByEther(lido, underlying(restaked, shares));
      venue.totalShares -= shares;
      venue.steth -= moved;
      position.steth += moved;
      const place = position.queued.indexOf(queued);
      const last = position.queued.pop();
      if (last !== undefined && last !== queued) position.queued[place] = last;
    }
  },
});
