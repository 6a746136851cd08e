/**
 * The offline mainnet with a Symbiotic vault of wstETH on it, and a Keel vault that restakes there through the deployment
 * module: one network, which is the trader's account, and one operator, the liquidity provider's.
 */
import { DeploymentResultType, deploy } from "@nomicfoundation/ignition-core";
import { Contract, ContractFactory, type ContractTransactionReceipt, Interface, ZeroAddress } from "ethers";
import { interfaceOf, readArtifact } from "../../contracts/artifacts.ts";
import { ARTIFACTS } from "../../deploy/ignition.ts";
import { MODULE_ID, restakingSymbiotic } from "../../deploy/modules/restaking-symbiotic.ts";
import { signingChain } from "../../deploy/signing-chain.ts";
import { accounts, type Role, walletOf } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import { type Chain, startChain } from "../../devnet/chain.ts";
import { DevnetProvider } from "../../devnet/provider.ts";
import { parseRestakingSetting } from "../../strategies/restaking/params.ts";
import { letDelegate, openSymbioticVault, type SymbioticVault } from "./symbiotic-vault.ts";

const DAY = 86_400;
const ETHER = 10n ** 18n;
export const SUBNETWORK = `0x${((BigInt(accounts.trader) << 96n) | 0n).toString(16).padStart(64, "0")}`;
/** Tests ask for no rewards here: `test/solidity/restaking/Rewards.t.sol` does. */
export const NO_REWARDS = {
  rewards: ZeroAddress,
  rewardToken: ZeroAddress,
  rewardWorth: 0n,
  rewardReceiver: ZeroAddress,
};

const STETH = new Interface(["function approve(address spender, uint256 amount)"]);
export class RestakingOnChain {
  readonly chain: Chain;
  readonly provider: DevnetProvider;
  readonly contracts: { readonly vault: Address; readonly strategy: Address; readonly exitQueue?: string };

  private constructor(chain: Chain, contracts: RestakingOnChain["contracts"]) {
    this.chain = chain;
    this.provider = new DevnetProvider(chain.provider);
    this.contracts = contracts;
  }

  /** @param maxWait seconds after which its exit queue is overdue; without it the vault has no queue */
  static async open({ maxWait }: { readonly maxWait?: number } = {}): Promise<RestakingOnChain> {
    const chain = await startChain();
    const provider = new DevnetProvider(chain.provider);
    const symbiotic = await openSymbioticVault(provider);
    const deployed = await deployKeel(chain, provider, symbiotic);
    const queued =
      maxWait === undefined ? {} : { exitQueue: await addQueue(provider, deployed.vault, maxWait) };
    const world = new RestakingOnChain(chain, { ...deployed, ...queued });
    const { vault, strategy } = deployed;
    await letDelegate(provider, symbiotic, strategy);
    const delegate = interfaceOf("SymbioticStrategy").encodeFunctionData("delegate", [10n ** 24n, 1n]);
    await world.send("owner", vault, interfaceOf("KeelVault"), "configure", [strategy, delegate]);
    await world.send("owner", vault, interfaceOf("KeelVault"), "open");
    return world;
  }

  close(): Promise<void> {
    return this.chain.close();
  }

  get strategy(): Contract {
    return new Contract(this.contracts.strategy, interfaceOf("SymbioticStrategy"), this.provider);
  }

  get vault(): Contract {
    return new Contract(this.contracts.vault, interfaceOf("KeelVault"), this.provider);
  }

  /** @returns gas of the deposit alone; the approval before it is not counted */
  async deposit(role: Role, assets: bigint): Promise<number> {
    const { vault } = this.contracts;
    await this.send(role, addressBook.stETH.address, STETH, "approve", [vault, assets]);
    return this.onVault(role, "deposit(uint256,address)", [assets, accounts[role]]);
  }

  async onVault(role: Role, name: string, args: readonly unknown[]): Promise<number> {
    return gasOf(await this.send(role, this.contracts.vault, interfaceOf("KeelVault"), name, args));
  }

  /** The keeper does what the rules ask for. @throws where that is not `action` */
  async execute(action: number): Promise<number> {
    const asked = await this.strategy.getFunction("check")();
    if (Number(asked.action) !== action)
      throw new Error(`wanted action ${action}, the rules ask for ${asked.action} (reason ${asked.reason})`);
    const args = [action, asked.target, 0];
    const { strategy } = this.contracts;
    return gasOf(await this.send("keeper", strategy, interfaceOf("SymbioticStrategy"), "execute", args));
  }

  async wait(seconds: number): Promise<void> {
    await this.provider.send("evm_increaseTime", [seconds]);
    await this.provider.send("evm_mine", []);
  }

  send(role: Role, to: string, abi: Interface, name: string, args: readonly unknown[] = []) {
    return send(this.provider, role, to, abi, name, args);
  }
}

async function addQueue(provider: DevnetProvider, vault: string, maxWait: number): Promise<string> {
  const { abi, bytecode } = readArtifact("ExitQueue");
  const owner = provider.signerOf(accounts.owner);
  const queue = await new ContractFactory(abi, bytecode, owner).deploy(vault, maxWait, ETHER / 100n);
  const address = await queue.getAddress();
  await send(provider, "owner", vault, interfaceOf("KeelVault"), "setExitQueue", [address, ZeroAddress]);
  return address;
}

async function deployKeel(chain: Chain, provider: DevnetProvider, symbiotic: SymbioticVault) {
  const { params, cap, haircut } = parseRestakingSetting({ cap: 1_000 });
  const { chainId } = await provider.getNetwork();
  const result = await deploy({
    provider: signingChain(chain.provider, walletOf("owner"), chainId),
    accounts: [accounts.owner],
    artifactResolver: ARTIFACTS,
    ignitionModule: restakingSymbiotic,
    deploymentParameters: {
      [MODULE_ID]: {
        keeper: accounts.keeper,
        stETH: addressBook.stETH.address,
        wstETH: addressBook.wstETH.address,
        name: "Keel restaked stETH",
        symbol: "krstETH",
        maxRate: ETHER / 2n,
        depositCap: 100_000n * ETHER,
        longestExit: BigInt(15 * DAY),
        cap,
        haircut: BigInt(haircut),
        rules: { ...params },
        symbioticVault: symbiotic.vault,
        subnetwork: SUBNETWORK,
        operator: accounts.liquidityProvider,
        ...NO_REWARDS,
      },
    },
    config: { blockPollingInterval: 20, retryInterval: 20 },
  });
  if (result.type !== DeploymentResultType.SUCCESSFUL_DEPLOYMENT) {
    throw new Error(`the deployment failed: ${JSON.stringify(result)}`);
  }
  const at = (name: string) => result.contracts[`${MODULE_ID}#${name}`]?.address as Address;
  return { vault: at("KeelVault"), strategy: at("SymbioticStrategy") };
}

async function send(
  provider: DevnetProvider,
  role: Role,
  to: string,
  abi: Interface,
  name: string,
  args: readonly unknown[] = [],
): Promise<ContractTransactionReceipt> {
  const contract = new Contract(to, abi, provider.signerOf(accounts[role]));
  const sent = await contract.getFunction(name).send(...args);
  const receipt = await provider.getTransactionReceipt(sent.hash);
  if (receipt?.status !== 1) throw new Error(`${name} by ${role} reverted`);
  return receipt as ContractTransactionReceipt;
}

const gasOf = ({ gasUsed }: ContractTransactionReceipt): number => Number(gasUsed);
