/** A lending position beside a vault that is deployed. */
import * as z from "zod";
import { interfaceOf } from "../contracts/artifacts.ts";
import { type Address, addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readAll } from "../devnet/multicall.ts";
import { type LendingSetting, lendingSetting, parseLendingSetting } from "../strategies/lending/params.ts";
import { scaled } from "../strategies/quantity.ts";
import { liquidationLtv } from "./deploy.ts";
import { address, written } from "./file-values.ts";
import { lending } from "./modules/lending.ts";
import { type Beside, place } from "./placement.ts";

/** Where the loan is taken, traded and placed. */
export interface LendingVenues {
  /** What is borrowed: a reserve of the lender's. */
  readonly stable: Address;
  /** A Uniswap v2 pair of it with WETH. */
  readonly pair: Address;
  /** The feed that the lender prices it by. */
  readonly feed: Address;
  /** The ERC-4626 vault that it is placed in. */
  readonly venue: Address;
}

export const lendingFile = z.strictObject({
  strategy: z.literal("lending"),
  setting: written(lendingSetting),
  venues: z.strictObject({ stable: address, pair: address, feed: address, venue: address }),
  /** What the venue is taken to yield until three days of it are measured, a year. */
  assumedVenueApr: scaled(18),
  /** The most units that the vault may put there. */
  cap: scaled(18, 1n),
});

export interface LendingOptions {
  readonly venues: LendingVenues;
  readonly setting: LendingSetting;
  /** What the venue is taken to yield until three days of it are measured, WAD a year. */
  readonly assumedVenueApr: bigint;
}

/** The feed that the lender prices wstETH by, as the vault's loop was told. */
async function lenderFeedOf(chain: Eip1193, loop: Address): Promise<Address> {
  const abi = interfaceOf("LeveragedLoopStrategy");
  const [feed] = await readAll(chain, [{ to: loop, abi, name: "lenderFeed" }], "latest");
  return feed;
}

/** @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, and what {@link place} throws */
export async function deployLending(
  { venues, setting, assumedVenueApr }: LendingOptions,
  beside: Beside,
): Promise<{ readonly strategy: Address }> {
  const threshold = await liquidationLtv(beside.chain);
  const { params, maxChunk, toleranceBps } = parseLendingSetting(setting, threshold);
  const { prices, route, flash, strategy } = beside.vault.contracts;
  const { stable, pair, feed, venue } = venues;
  const parameters = {
    prices,
    route,
    flash,
    lender: addressBook.aavePoolAddressesProvider.address,
    stETH: addressBook.stETH.address,
    wstETH: addressBook.wstETH.address,
    weth: addressBook.weth.address,
    lenderFeed: await lenderFeedOf(beside.chain, strategy),
    stable,
    pair,
    stableFeed: feed,
    venue,
    rules: { ...params },
    maxChunk,
    toleranceBps,
    assumedVenueApr,
  };
  const needs = { "the borrowed asset": stable, "its pair": pair, "its feed": feed, "its venue": venue };
  return place({ kind: "lending", module: lending, parameters, needs, slowestExit: 0 }, beside);
}
