/**
 * Deploys a vault with its strategy through Ignition, on the chain in this process or on any other: the demo, the command
 * line and tests all come through here.
 */
import { rmSync } from "node:fs";
import { join } from "node:path";
import {
  type ArtifactResolver,
  type DeploymentResult,
  DeploymentResultType,
  deploy,
} from "@nomicfoundation/ignition-core";
import { type BaseWallet, Interface, ZeroAddress } from "ethers";
import { type ContractName, readArtifact } from "../contracts/artifacts.ts";
import { type Address, addressBook, laterPlaces } from "../devnet/addresses.ts";
import { chainIdentity, developmentInstance } from "../devnet/chain-identity.ts";
import { hasCode, requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { KeelError } from "../errors/keel-error.ts";
import { parseLoopSetting, rulesOf } from "../strategies/leveraged-loop/params.ts";
import type { LoopSettings } from "../strategies/leveraged-loop/position.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import { loopTerms } from "./e-mode.ts";
import { MODULE_ID, stethLoop } from "./modules/steth-loop.ts";
import type { Parameters } from "./parameters.ts";
import {
  type Contracts,
  type Deployment,
  deploymentsIn,
  STATE_DIRECTORY,
  writeDeployment,
} from "./records.ts";
import { signingChain } from "./signing-chain.ts";

export interface DeployOptions {
  readonly chain: Eip1193;
  readonly parameters: Parameters;
  /** Deploys, pays, and owns the vault. */
  readonly owner: BaseWallet;
  /** Who may execute what the strategy asks for. */
  readonly keeper: Address;
  /** Where the deployment is recorded; `.keel` in the repository without it. */
  readonly stateDirectory?: string;
}

/** Milliseconds between Ignition's looks at the chain: a development node mines at once, others every 12 seconds. */
export const POLLING = { development: 20, other: 1000 };

/**
 * Deploys, or goes on with a deployment that broke off; the same parameters again change nothing.
 *
 * @throws KEEL_NO_CODE where a protocol that the vault needs is missing, KEEL_UNSOUND_SETTING, KEEL_RULE_…,
 * KEEL_ALREADY_DEPLOYED where this chain has a vault with other parameters, KEEL_DEPLOY_FAILED
 */
export async function deployVault(options: DeployOptions): Promise<Deployment> {
  const { chain, parameters, owner, keeper, stateDirectory = STATE_DIRECTORY } = options;
  await requireCode(chain, PROTOCOLS);
  const identity = await chainIdentity(chain);
  const polling = (await developmentInstance(chain)) === undefined ? POLLING.other : POLLING.development;
  const chainId = BigInt(await chain.request({ method: "eth_chainId" }));

  const terms = await loopTerms(chain);
  const loop = parseLoopSetting(parameters.loop, terms.liquidationLtv);
  // They are the keeper's business alone, but a vault whose keeper would not start is not to be deployed.
  await loadLoopRules(rulesOf(parameters.loop));
  const journal = join(deploymentsIn(stateDirectory), identity);
  const result = await deploy({
    provider: signingChain(chain, owner, chainId),
    accounts: [owner.address],
    artifactResolver: ARTIFACTS,
    ignitionModule: stethLoop,
    deploymentParameters: {
      [MODULE_ID]: {
        ...moduleParameters(parameters, loop, keeper),
        withdrawalQueue: await lidoQueue(chain),
        eMode: terms.eMode,
      },
    },
    deploymentDir: journal,
    config: { blockPollingInterval: polling, retryInterval: polling },
  });
  // What failed stays failed in Ignition's journal; without it the next try begins anew.
  if (FAILED.has(result.type)) rmSync(journal, { recursive: true });
  const contracts = contractsOf(result);
  await requireCode(chain, { ...contracts });
  const block = Number(await chain.request({ method: "eth_blockNumber" }));
  const deployment: Deployment = {
    chain: identity,
    block,
    strategy: parameters.strategy,
    owner: owner.address as Address,
    keeper,
    contracts,
  };
  writeDeployment(stateDirectory, deployment);
  return deployment;
}

/** The contracts as compiled, for Ignition. */
export const ARTIFACTS: ArtifactResolver = {
  loadArtifact: async (name) => readArtifact(name as ContractName),
  // It serves block explorers' verification, which a development chain has not.
  getBuildInfo: async () => undefined,
};

const FAILED = new Set([
  DeploymentResultType.VALIDATION_ERROR,
  DeploymentResultType.EXECUTION_ERROR,
  DeploymentResultType.PREVIOUS_RUN_ERROR,
]);

const PROTOCOLS = {
  stETH: addressBook.stETH.address,
  wstETH: addressBook.wstETH.address,
  WETH: addressBook.weth.address,
  "Curve's stETH pool": addressBook.curvePool.address,
  "the stETH/ETH feed": addressBook.stethEthFeed.address,
  "Aave's PoolAddressesProvider": addressBook.aavePoolAddressesProvider.address,
  "Balancer's vault": addressBook.balancerVault.address,
};

function moduleParameters({ name, symbol, vault, prices }: Parameters, loop: LoopSettings, keeper: Address) {
  return {
    keeper,
    stETH: addressBook.stETH.address,
    wstETH: addressBook.wstETH.address,
    weth: addressBook.weth.address,
    curvePool: addressBook.curvePool.address,
    feed: addressBook.stethEthFeed.address,
    lender: addressBook.aavePoolAddressesProvider.address,
    balancerVault: addressBook.balancerVault.address,
    name,
    symbol,
    maxRate: vault.maxRate,
    depositCap: vault.depositCap,
    longestExit: vault.longestExit,
    maxWait: vault.maxWait,
    maxDiscount: vault.maxDiscount,
    performanceFee: vault.performanceFee,
    managementFee: vault.managementFee,
    prices: { ...prices },
    rules: { ...loop.params },
    limits: {
      maxChunk: loop.maxChunk,
      maxLever: loop.maxLever,
      toleranceBps: loop.toleranceBps,
      queueWait: loop.queueWait,
    },
  };
}

/** Lido's withdrawal queue; the zero address on a chain that is older than it. */
async function lidoQueue(chain: Eip1193): Promise<string> {
  const { lidoWithdrawalQueue } = laterPlaces;
  return (await hasCode(chain, lidoWithdrawalQueue)) ? lidoWithdrawalQueue : ZeroAddress;
}

/** At which debt / collateral the lender liquidates wstETH, scaled 1e9: bits 16–31 of its configuration, basis points. */
export async function liquidationLtv(chain: Eip1193): Promise<number> {
  const pool = new Interface(["function getConfiguration(address asset) view returns (uint256 data)"]);
  const data = pool.encodeFunctionData("getConfiguration", [addressBook.wstETH.address]);
  const call = { to: addressBook.aavePool.address, data };
  const configuration = BigInt(await chain.request({ method: "eth_call", params: [call, "latest"] }));
  return Number((configuration >> 16n) & 0xffffn) * 100_000;
}

function contractsOf(result: DeploymentResult): Contracts {
  if (result.type === DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    const at = (name: string): Address => {
      const contract = result.contracts[`${MODULE_ID}#${name}`];
      if (contract === undefined) throw new Error(`the deployment module has no ${name}`);
      return contract.address as Address;
    };
    return {
      adapter: at("StethAdapter"),
      vault: at("KeelVault"),
      route: at("StethEthRoute"),
      prices: at("LoopPrices"),
      flash: at("BalancerFlash"),
      strategy: at("LeveragedLoopStrategy"),
      exitQueue: at("ExitQueue"),
      rewardClaims: at("RewardClaims"),
      zap: at("StethZap"),
    };
  }
  if (result.type === DeploymentResultType.RECONCILIATION_ERROR) {
    throw new KeelError(
      "KEEL_ALREADY_DEPLOYED",
      "this chain has a vault that was deployed with other parameters or from other code",
      "Go on with that one, or restart the chain with `keel down` and `keel up` and deploy then",
    );
  }
  const [reason = "it was interrupted"] =
    result.type === DeploymentResultType.EXECUTION_ERROR
      ? result.failed.map(({ futureId, error }) => `${futureId}: ${error}`)
      : Object.entries(result.errors).map(([futureId, errors]) => `${futureId}: ${errors.join("; ")}`);
  throw new KeelError(
    "KEEL_DEPLOY_FAILED",
    `the deployment failed at ${reason}`,
    "Mend that and deploy again",
  );
}
