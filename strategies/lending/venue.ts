/**
 * The ERC-4626 venue of borrowed funds, with OpenZeppelin's rounding and one virtual share: what its shares are worth, what it
 * takes and pays now. Amounts in the asset's own units.
 */
import { least } from "../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../kernels/math/mul-div.ts";

export interface Venue {
  /** What it can pay at once. */
  cash: bigint;
  /** What it has lent on, with interest up to now. */
  owed: bigint;
  totalShares: bigint;
  /** Our shares. */
  shares: bigint;
  paused: boolean;
}

const total = ({ cash, owed }: Venue): bigint => cash + owed;

/** What `shares` are worth, rounded down. */
export const toAssets = (venue: Venue, shares: bigint): bigint =>
  mulDivFloor(shares, total(venue) + 1n, venue.totalShares + 1n);

/** What our shares are worth. */
export const placed = (venue: Venue): bigint => toAssets(venue, venue.shares);

/** What it pays us now: for our shares, as far as its cash covers whole ones. */
export const liquid = (venue: Venue): bigint => toAssets(venue, redeemable(venue));

/** Our shares that its cash covers. */
function redeemable(venue: Venue): bigint {
  if (venue.paused) return 0n;
  return least(venue.shares, mulDivFloor(venue.cash, venue.totalShares + 1n, total(venue) + 1n));
}

/** Places `amount`; returns what the new shares are worth. */
export function deposit(venue: Venue, amount: bigint): bigint {
  const shares = mulDivFloor(amount, venue.totalShares + 1n, total(venue) + 1n);
  venue.cash += amount;
  venue.shares += shares;
  venue.totalShares += shares;
  return toAssets(venue, shares);
}

/** Takes `amount`, at most what is liquid, for shares rounded up. */
export function withdraw(venue: Venue, amount: bigint): void {
  const shares = mulDivCeil(amount, venue.totalShares + 1n, total(venue) + 1n);
  venue.cash -= amount;
  venue.shares -= shares;
  venue.totalShares -= shares;
}

/** Redeems all of our shares that its cash covers; returns what they paid. */
export function redeemAll(venue: Venue): bigint {
  const shares = redeemable(venue);
  const amount = toAssets(venue, shares);
  venue.cash -= amount;
  venue.shares -= shares;
  venue.totalShares -= shares;
  return amount;
}
