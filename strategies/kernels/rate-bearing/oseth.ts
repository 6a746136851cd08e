// osETH: StakeWise's token over its vaults, whose worth grows by the second at a rate that its keeper sets.
// Ports OsTokenVaultController (stakewise/v3-core v3, 0x2A261e60FB14586B474C208b1B7AC6D0f5000306).
// Quirk: growth is linear between updates and compounds with each, so who calls it when changes the wei. The
// protocol's fee is minted as shares at the worth after it. A slash of a vault falls on the vault: the rate does not
// know of it.

import { type Bps, ONE_IN_BPS, type Seconds, WAD, type Wad } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import type { RateBearing } from "./rate.ts";

/** Transitions change it in place. */
export type OsToken = {
  totalShares: bigint;
  /** Wei, as of `lastUpdate`. */
  totalAssets: bigint;
  lastUpdate: Seconds;
  /** Of the assets, a second. */
  rewardPerSecond: Wad;
  /** The protocol's part of the rewards. */
  fee: Bps;
  /** The most assets that minting may lead to. */
  capacity: bigint;
};

const profit = (token: OsToken, now: Seconds): bigint =>
  (token.rewardPerSecond * token.totalAssets * BigInt(now - token.lastUpdate)) / WAD;

const feeOf = (token: OsToken, profit: bigint): bigint => (profit * token.fee) / ONE_IN_BPS;

/** Wei that holders own at `now`: with the profit since the last update, less its fee. `totalAssets`. */
export const assetsAt = (token: OsToken, now: Seconds): bigint => {
  const earned = profit(token, now);
  return token.totalAssets + earned - feeOf(token, earned);
};

const toShares = (assets: bigint, totalShares: bigint, totalAssets: bigint): bigint =>
  assets === 0n || totalShares === 0n ? assets : (assets * totalShares) / totalAssets;

/** Wei that `shares` are worth at `now`, floored; one to one while there are none. `convertToAssets`. */
export const osTokenAssets = (token: OsToken, shares: bigint, now: Seconds): bigint =>
  token.totalShares === 0n ? shares : (shares * assetsAt(token, now)) / token.totalShares;

/**
 * Shares that `assets` wei are worth at `now`, floored. `convertToShares`. Throws RangeError where shares are worth
 * nothing, as the contract reverts.
 */
export const osTokenShares = (token: OsToken, assets: bigint, now: Seconds): bigint =>
  toShares(assets, token.totalShares, assetsAt(token, now));

/** Books the profit so far and returns the shares minted for the protocol. `updateState`. */
export const updateOsToken = (token: OsToken, now: Seconds): bigint => {
  const earned = profit(token, now);
  const fee = feeOf(token, earned);
  const assets = token.totalAssets + earned;
  const minted = toShares(fee, token.totalShares, assets - fee);
  token.lastUpdate = now;
  token.totalAssets = assets;
  token.totalShares += minted;
  return minted;
};

/** Mints `shares` and returns the wei that the minting vault owes for them, floored. */
export const mintOsToken = (token: OsToken, shares: bigint, now: Seconds): bigint => {
  if (shares === 0n) throw new ProtocolRevert("InvalidShares");
  const after = { ...token };
  updateOsToken(after, now);
  const assets = osTokenAssets(after, shares, now);
  if (after.totalAssets + assets > token.capacity) throw new ProtocolRevert("CapacityExceeded");
  after.totalShares += shares;
  after.totalAssets += assets;
  Object.assign(token, after);
  return assets;
};

/** Burns `shares` and returns the wei that the vault owes no more, floored. */
export const burnOsToken = (token: OsToken, shares: bigint, now: Seconds): bigint => {
  if (shares === 0n) throw new ProtocolRevert("InvalidShares");
  const after = { ...token };
  updateOsToken(after, now);
  if (shares > after.totalShares) throw new ProtocolRevert("more shares than there are");
  const assets = osTokenAssets(after, shares, now);
  after.totalShares -= shares;
  after.totalAssets -= assets;
  Object.assign(token, after);
  return assets;
};

/** Changes the rate at which rewards come in, from `now` on. */
export const setRewardPerSecond = (token: OsToken, rate: Wad, now: Seconds): void => {
  updateOsToken(token, now);
  token.rewardPerSecond = rate;
};

/** osETH as of a moment. */
export const osEth = (token: OsToken, now: Seconds): RateBearing => ({
  assetsOf: (units) => osTokenAssets(token, units, now),
  unitsOf: (assets) => osTokenShares(token, assets, now),
});
