/**
 * Deploys a vault with its strategy through Ignition, on the chain in this process or on any other: the demo, the command
 * line and tests all come through here.
 */
import { join } from "node:path";
import { type BaseWallet, Interface, ZeroAddress } from "ethers";
import { type Address, addressBook, laterPlaces } from "../devnet/addresses.ts";
import { chainIdentity } from "../devnet/chain-identity.ts";
import { hasCode, requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { parseLoopSetting, rulesOf } from "../strategies/leveraged-loop/params.ts";
import type { LoopSettings } from "../strategies/leveraged-loop/position.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import { borrowRateReader } from "./borrow-rate.ts";
import { loopTerms } from "./e-mode.ts";
import { ignite } from "./ignition.ts";
import { stethLoop } from "./modules/steth-loop.ts";
import type { Parameters } from "./parameters.ts";
import {
  type Contracts,
  type Deployment,
  deploymentsIn,
  STATE_DIRECTORY,
  writeDeployment,
} from "./records.ts";

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
  const terms = await loopTerms(chain);
  const loop = parseLoopSetting(parameters.loop, terms.liquidationLtv, parameters.prices.window);
  // They are the keeper's business alone, but a vault whose keeper would not start is not to be deployed.
  await loadLoopRules(rulesOf(parameters.loop));
  const journal = join(deploymentsIn(stateDirectory), identity);
  const contracts: Contracts = await ignite(
    stethLoop[await borrowRateReader(chain)],
    {
      ...moduleParameters(parameters, loop, keeper),
      withdrawalQueue: await lidoQueue(chain),
      eMode: terms.eMode,
    },
    { chain, owner, journal, what: "a vault" },
  );
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

const PROTOCOLS = {
  stETH: addressBook.stETH.address,
  wstETH: addressBook.wstETH.address,
  WETH: addressBook.weth.address,
  "Curve's stETH pool": addressBook.curvePool.address,
  "the stETH/ETH feed": addressBook.stethEthFeed.address,
  "Aave's PoolAddressesProvider": addressBook.aavePoolAddressesProvider.address,
  "Balancer's vault": addressBook.balancerVault.address,
};

function moduleParameters(
  { name, symbol, vault, prices, lender }: Parameters,
  loop: LoopSettings,
  keeper: Address,
) {
  const feed = addressBook.stethEthFeed.address;
  return {
    keeper,
    stETH: addressBook.stETH.address,
    wstETH: addressBook.wstETH.address,
    weth: addressBook.weth.address,
    curvePool: addressBook.curvePool.address,
    feed,
    lenderFeed: lender === "market" ? feed : ZeroAddress,
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
