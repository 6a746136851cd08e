// A genuine Aave market on a throwaway chain, whatever its version. The test itself stands where the
// configurator stands, so it sets the pool's configuration without that contract's checks.

import { encodeBytes32String, type Interface, toBeHex, ZeroAddress } from "ethers";
import { LISTINGS, type Listing } from "../../proofs/aave-market/terms.ts";
import type { LocalEvm } from "../local-evm.ts";
import type { Deployer } from "./deployer.ts";

/** Where a reserve's contracts are. */
export type MarketReserve = {
  readonly asset: string;
  readonly aToken: string;
  readonly debtToken: string;
  /** The mock of a price feed whose answer is its first slot. */
  readonly source: string;
};

export type Market = {
  readonly pool: string;
  readonly poolAbi: Interface;
  readonly tokenAbi: Interface;
  /** What the pool and its libraries revert with. */
  readonly errors: Interface;
  readonly provider: string;
  readonly providerAbi: Interface;
  readonly reserves: readonly MarketReserve[];
  /** Takes flash loans from the pool and pays their premium with tokens that it mints itself. */
  readonly flashBorrower: string;
};

export const TREASURY = "0x000000000000000000000000000000000000c0de";

/** The bits of DataTypes.ReserveConfigurationMap that both versions share. */
export const configurationBits = (listing: Listing): bigint => {
  const { terms, decimals, borrowable } = listing;
  const fields: readonly [value: bigint, bit: bigint][] = [
    [terms.ltv, 0n],
    [terms.liquidationThreshold, 16n],
    [terms.liquidationBonus, 32n],
    [BigInt(decimals), 48n],
    [1n, 56n],
    [borrowable ? 1n : 0n, 58n],
    [1n, 63n],
    [listing.reserveFactor, 64n],
    [listing.borrowCap, 80n],
    [listing.supplyCap, 116n],
    [listing.liquidationProtocolFee, 152n],
  ];
  return fields.reduce((map, [value, bit]) => map | (value << bit), 0n);
};

/** Names an address in the market's registry. */
export const register = (deployer: Deployer, provider: string, id: string, address: string) =>
  deployer.send(provider, "PoolAddressesProvider", "setAddress", [encodeBytes32String(id), address]);

/** Sets up the oracle with a price feed for each reserve. */
export async function placeOracle(
  deployer: Deployer,
  provider: string,
  reserves: readonly MarketReserve[],
): Promise<void> {
  const assets = reserves.map(({ asset }) => asset);
  const sources = reserves.map(({ source }) => source);
  const dollar = 10n ** 8n;
  const args = [provider, assets, sources, ZeroAddress, ZeroAddress, dollar];
  const oracle = await deployer.deploy("AaveOracle", args);
  await deployer.send(provider, "PoolAddressesProvider", "setPriceOracle", [oracle]);
}

/** Sets every token's price. */
export async function setPrices(evm: LocalEvm, market: Market, prices: readonly bigint[]): Promise<void> {
  for (const id of LISTINGS.keys()) {
    const source = market.reserves[id]?.source ?? ZeroAddress;
    await evm.request("hardhat_setStorageAt", source, "0x0", toBeHex(prices[id] ?? 0n, 32));
  }
}
