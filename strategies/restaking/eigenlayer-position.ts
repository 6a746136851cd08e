/**
 * stETH restaked in EigenLayer, delegated to one operator. The twin of the reading half of
 * `contracts/strategies/restaking/EigenLayerStrategy.sol` and of the port of EigenLayer's strategy of stETH behind it. Rewards, and
 * an operator that sends its stakers away, are left out. Amounts are wei.
 */
import { RATIO, SATURATED, VenueFlag } from "../decision.ts";
import { maxMagnitude, type Operator } from "../kernels/eigenlayer/operator.ts";
import { mulWad } from "../kernels/eigenlayer/scaling.ts";
import { type QueuedWithdrawal, type Staker, withdrawable } from "../kernels/eigenlayer/staker.ts";
import { etherByShares, sharesByEther } from "../kernels/lido/lido.ts";
import { booksOf, type Restaked, type RestakedPosition, saturated, type VenueBooks } from "./restaked.ts";

const RAY_PER_WAD = 10n ** 9n;
const SECONDS_A_BLOCK = 12;
const UNLIMITED = (1n << 256n) - 1n;
/** Virtual shares and tokens of EigenLayer's strategy, which make a first deposit's price. */
export const OFFSET = 1_000n;
/** Withdrawals that may be under way at once. */
export const MAX_QUEUED = 16;

/** EigenLayer's strategy of stETH. Changed in place. */
export interface EigenStrategy {
  /** Lido shares that it holds. */
  steth: bigint;
  totalShares: bigint;
  /** Blocks that a withdrawal waits. */
  readonly delay: number;
  depositsPaused: boolean;
  queuePaused: boolean;
  leavingPaused: boolean;
}

export interface EigenPosition extends RestakedPosition {
  readonly staker: Staker;
  /** In EigenLayer's order: the last takes the place of one that is completed. */
  queued: QueuedWithdrawal[];
}

export interface RestakedEigen extends Restaked {
  readonly venue: EigenStrategy;
  readonly operator: Operator;
  readonly position: EigenPosition;
  /** The block's number, by which EigenLayer waits. */
  block: number;
}

/** stETH that shares of EigenLayer's strategy are worth. */
export const underlying = ({ venue, lido }: RestakedEigen, shares: bigint): bigint =>
  ((etherByShares(lido, venue.steth) + OFFSET) * shares) / (venue.totalShares + OFFSET);

const unitsOf = (restaked: RestakedEigen, shares: bigint): bigint =>
  sharesByEther(restaked.lido, underlying(restaked, shares));

export const hasMatured = ({ venue, block }: RestakedEigen, { startBlock }: QueuedWithdrawal): boolean =>
  block > startBlock + venue.delay;

function queuedUnits(restaked: RestakedEigen, matured: boolean): bigint {
  const { venue, operator, position } = restaked;
  const shares = position.queued
    .filter((queued) => (!venue.leavingPaused && hasMatured(restaked, queued)) === matured)
    .reduce(
      (sum, { scaledShares, startBlock }) =>
        sum + mulWad(scaledShares, maxMagnitude(operator, startBlock + venue.delay)),
      0n,
    );
  return unitsOf(restaked, shares);
}

export const stakedUnits = (restaked: RestakedEigen): bigint =>
  unitsOf(restaked, withdrawable(restaked.position.staker));

export const pendingUnits = (restaked: RestakedEigen): bigint => queuedUnits(restaked, false);

export const claimableUnits = (restaked: RestakedEigen): bigint => queuedUnits(restaked, true);

const factor = ({ operator }: RestakedEigen): bigint => maxMagnitude(operator) * RAY_PER_WAD;

export const eigenBooks: VenueBooks<RestakedEigen> = {
  staked: stakedUnits,
  pending: pendingUnits,
  claimable: claimableUnits,
  room: (restaked) => (restaked.venue.depositsPaused || factor(restaked) === 0n ? 0n : UNLIMITED),
  factor,
  markedDown: (_, units) => units,
  tell({ venue }) {
    return {
      venueFlags: (venue.depositsPaused ? VenueFlag.frozen : 0) | (venue.queuePaused ? VenueFlag.paused : 0),
      rateFlags: 0,
      priceFlags: 0,
      epochLeft: 0,
      exitWait: saturated(venue.delay * SECONDS_A_BLOCK),
      rateAge: 0,
      peg: RATIO,
      marketAge: 0,
      saleCost: SATURATED,
      rewards: 0,
    };
  },
};

export const { entryUnits, exitUnits, withdrawLimit, depositLimit, risk, entriesOpen } = booksOf(eigenBooks);
