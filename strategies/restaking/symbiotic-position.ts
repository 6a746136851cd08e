/**
 * wstETH restaked in a Symbiotic vault. The twin of the reading half of `contracts/strategies/restaking/SymbioticStrategy.sol`.
 * Rewards, and a vault that admits only some depositors, are left out. Amounts are wei.
 */
import { RATIO, SATURATED, VenueFlag } from "../decision.ts";
import { excess } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import {
  activeBalance,
  activePot,
  epochAt,
  type SymbioticVault,
  type VaultAccount,
  withdrawalBalance,
} from "../kernels/symbiotic/vault.ts";
import {
  booksOf,
  CONVERSION_DUST,
  type Restaked,
  type RestakedPosition,
  saturated,
  type VenueBooks,
} from "./restaked.ts";

const RAY = 10n ** 27n;
const UNLIMITED = (1n << 256n) - 1n;

/** What the strategy's account holds and remembers. Changed in place. */
export interface SymbioticPosition extends RestakedPosition {
  readonly account: VaultAccount;
  /** Epochs whose withdrawals are not claimed yet, ascending. */
  epochs: number[];
}

/** A restaked position amid its venue. */
export interface RestakedSymbiotic extends Restaked {
  readonly venue: SymbioticVault;
  /** The operator has opted in, and stake stands for the network by it. */
  operatorWorks: boolean;
  readonly position: SymbioticPosition;
}

/** What slashes have left of a unit at stake, RAY. */
export function stakeFactor(venue: SymbioticVault): bigint {
  const { assets, shares } = activePot(venue);
  return mulDivFloor(assets + 1n, RAY, shares + 1n);
}

export const stakedUnits = ({ venue, position }: RestakedSymbiotic): bigint =>
  activeBalance(venue, position.account);

export const pendingUnits = (restaked: RestakedSymbiotic): bigint =>
  withdrawalsIn(restaked, (epoch, current) => epoch >= current);

export const claimableUnits = (restaked: RestakedSymbiotic): bigint =>
  withdrawalsIn(restaked, (epoch, current) => epoch < current);

const stakeRoom = ({ venue }: RestakedSymbiotic): bigint =>
  venue.depositLimit === undefined ? UNLIMITED : excess(venue.depositLimit, activePot(venue).assets);

export const symbioticBooks: VenueBooks<RestakedSymbiotic> = {
  staked: stakedUnits,
  pending: pendingUnits,
  claimable: claimableUnits,
  room: stakeRoom,
  factor: ({ venue }) => stakeFactor(venue),
  markedDown: (_, units) => units,
  tell(restaked) {
    const { venue, operatorWorks, time } = restaked;
    const epochEnd = venue.epochZero + (epochAt(venue, time) + 1) * venue.epochDuration;
    const capped = stakeRoom(restaked) <= CONVERSION_DUST ? VenueFlag.capped : 0;
    return {
      venueFlags: capped | (operatorWorks ? 0 : VenueFlag.operatorOut),
      rateFlags: 0,
      priceFlags: 0,
      epochLeft: saturated(epochEnd - time),
      exitWait: saturated(epochEnd - time + venue.epochDuration),
      rateAge: 0,
      peg: RATIO,
      marketAge: 0,
      saleCost: SATURATED,
      rewards: 0,
    };
  },
};

export const { entryUnits, exitUnits, withdrawLimit, depositLimit, risk, entriesOpen } =
  booksOf(symbioticBooks);

function withdrawalsIn(
  { venue, position, time }: RestakedSymbiotic,
  chosen: (epoch: number, current: number) => boolean,
): bigint {
  const current = epochAt(venue, time);
  return position.epochs
    .filter((epoch) => chosen(epoch, current))
    .reduce((sum, epoch) => sum + withdrawalBalance(venue, position.account, epoch), 0n);
}
