/** Deploys liquidity in Curve's classic pool for a vault that is deployed, with the auction of its rewards, through Ignition. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { DeploymentResultType, deploy } from "@nomicfoundation/ignition-core";
import type { BaseWallet } from "ethers";
import { type Address, addressBook } from "../devnet/addresses.ts";
import { developmentInstance } from "../devnet/chain-identity.ts";
import { requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import { auctionTerms, type CurveLpSetting, parseCurveLpSetting } from "../strategies/curve-lp/params.ts";
import { ARTIFACTS, POLLING } from "./deploy.ts";
import { CURVE_LP_MODULE_ID, stethCurveLp } from "./modules/steth-curve-lp.ts";
import { type Deployment, deploymentsIn, STATE_DIRECTORY } from "./records.ts";
import { signingChain } from "./signing-chain.ts";

const NOBODY: Address = "0x0000000000000000000000000000000000000000";

export interface CurveLpDeployOptions {
  readonly chain: Eip1193;
  /** The vault that it serves, and whose prices and route it shares. */
  readonly vault: Deployment;
  readonly setting: CurveLpSetting;
  /** Where LP tokens earn CRV; left out, they stay with the position. */
  readonly gauge?: { readonly address: Address; readonly minter: Address };
  /** Rewards and the feeds of their price in ETH. */
  readonly rewards?: readonly { readonly token: Address; readonly feed: Address; readonly maxAge: number }[];
  readonly owner: BaseWallet;
  /** Where Ignition keeps its journal; `.keel` in the repository without it. */
  readonly stateDirectory?: string;
}

/**
 * Deploys, or goes on with a deployment that broke off. The vault does not know of it yet: its curator submits
 * `addStrategy` and makes that call once the delay has passed.
 *
 * @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, KEEL_NO_CODE where the vault or the pool is missing, KEEL_DEPLOY_FAILED
 */
export async function deployCurveLp(
  options: CurveLpDeployOptions,
): Promise<{ readonly auction: Address; readonly strategy: Address }> {
  const { chain, vault, setting, gauge, rewards = [], owner, stateDirectory = STATE_DIRECTORY } = options;
  const params = parseCurveLpSetting(setting);
  const { harvestCost, ...terms } = auctionTerms(setting);
  const { prices, route, vault: address } = vault.contracts;
  const { stETH, curvePool } = addressBook;
  await requireCode(chain, { vault: address, prices, route, "Curve's stETH pool": curvePool.address });
  const chainId = BigInt(await chain.request({ method: "eth_chainId" }));
  const polling = (await developmentInstance(chain)) === undefined ? POLLING.other : POLLING.development;
  const journal = join(deploymentsIn(stateDirectory), `${vault.chain}-curve-lp`);
  const result = await deploy({
    provider: signingChain(chain, owner, chainId),
    accounts: [owner.address],
    artifactResolver: ARTIFACTS,
    ignitionModule: stethCurveLp,
    deploymentParameters: {
      [CURVE_LP_MODULE_ID]: {
        vault: address,
        prices,
        route,
        stETH: stETH.address,
        curvePool: curvePool.address,
        gauge: gauge?.address ?? NOBODY,
        minter: gauge?.minter ?? NOBODY,
        rewards: rewards.map((reward) => ({ ...reward })),
        terms: { ...terms },
        harvestCost,
        rules: { ...params, depeg: { ...params.depeg } },
      },
    },
    deploymentDir: journal,
    config: { blockPollingInterval: polling, retryInterval: polling },
  });
  if (result.type === DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    const at = (name: string): Address =>
      result.contracts[`${CURVE_LP_MODULE_ID}#${name}`]?.address as Address;
    return { auction: at("RewardAuction"), strategy: at("StethCurveLp") };
  }
  // What failed stays failed in Ignition's journal; without it the next try begins anew.
  rmSync(journal, { recursive: true });
  const reason = "errors" in result ? JSON.stringify(result.errors) : "it was interrupted";
  throw new KeelError("KEEL_DEPLOY_FAILED", `the position was not deployed: ${reason}`, "Deploy again");
}
