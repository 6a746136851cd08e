/**
 * Deploys a lending position for a vault that is deployed already, and announces it to the vault. Once the vault's delay is
 * over, its curator calls `addStrategy` with the same strategy and cap.
 */
import { join } from "node:path";
import { DeploymentResultType, deploy } from "@nomicfoundation/ignition-core";
import type { BaseWallet } from "ethers";
import { type Address, addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import { type LendingSetting, parseLendingSetting } from "../strategies/lending/params.ts";
import { ARTIFACTS, liquidationLtv } from "./deploy.ts";
import { LENDING_MODULE_ID, lending } from "./modules/lending.ts";
import { type Deployment, deploymentsIn, STATE_DIRECTORY } from "./records.ts";
import { signingChain } from "./signing-chain.ts";

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

export interface LendingOptions {
  readonly chain: Eip1193;
  /** The vault's deployment. */
  readonly deployment: Deployment;
  /** Its owner or curator. */
  readonly owner: BaseWallet;
  readonly venues: LendingVenues;
  readonly setting: LendingSetting;
  /** What the venue is taken to yield until three days of it are measured, WAD a year. */
  readonly assumedVenueApr: bigint;
  /** Most units at entry value that the vault may put there. */
  readonly cap: bigint;
  readonly stateDirectory?: string;
}

/**
 * @returns the strategy's address
 * @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, KEEL_DEPLOY_FAILED
 */
export async function deployLending(options: LendingOptions): Promise<Address> {
  const { chain, deployment, owner, venues, cap, assumedVenueApr } = options;
  const { params, maxChunk, toleranceBps } = parseLendingSetting(
    options.setting,
    await liquidationLtv(chain),
  );
  const { vault, prices, route, flash } = deployment.contracts;
  const parameters = {
    vault,
    prices,
    route,
    flash,
    lender: addressBook.aavePoolAddressesProvider.address,
    stETH: addressBook.stETH.address,
    wstETH: addressBook.wstETH.address,
    weth: addressBook.weth.address,
    lenderFeed: addressBook.stethEthFeed.address,
    stable: venues.stable,
    pair: venues.pair,
    stableFeed: venues.feed,
    venue: venues.venue,
    rules: { ...params },
    maxChunk,
    toleranceBps,
    assumedVenueApr,
    cap,
  };
  const result = await deploy({
    provider: signingChain(chain, owner, BigInt(await chain.request({ method: "eth_chainId" }))),
    accounts: [owner.address],
    artifactResolver: ARTIFACTS,
    ignitionModule: lending,
    deploymentParameters: { [LENDING_MODULE_ID]: parameters },
    deploymentDir: join(
      deploymentsIn(options.stateDirectory ?? STATE_DIRECTORY),
      `${deployment.chain}-lending`,
    ),
    config: { blockPollingInterval: 20, retryInterval: 20 },
  });
  if (result.type === DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    const strategy = result.contracts[`${LENDING_MODULE_ID}#LendingStrategy`];
    if (strategy !== undefined) return strategy.address as Address;
  }
  throw new KeelError(
    "KEEL_DEPLOY_FAILED",
    `the lending position was not deployed (${result.type})`,
    "Check that stable asset, pair, feed and venue belong together, and deploy again",
  );
}
