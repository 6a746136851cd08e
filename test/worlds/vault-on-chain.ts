/** The offline mainnet with a deployed vault on it, and the ways in which tests move both. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import {
  Contract,
  type ContractTransactionReceipt,
  type Interface,
  type InterfaceAbi,
  type TransactionReceipt,
} from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { deployVault } from "../../deploy/deploy.ts";
import { DEFAULT_PARAMETERS, type Parameters, readParameters } from "../../deploy/parameters.ts";
import type { Deployment } from "../../deploy/records.ts";
import { accounts, type Role, walletOf } from "../../devnet/accounts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { type Chain, type ChainOptions, startChain } from "../../devnet/chain.ts";
import { DevnetProvider } from "../../devnet/provider.ts";

const STETH = ["function approve(address spender, uint256 amount)"];
const POOL = ["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"];
const FEED = ["function transmit()"];

/** anvil mines a moment after it has answered. */
const MINING_MILLISECONDS = 60_000;
const POLL_MILLISECONDS = 20;

export class VaultOnChain {
  readonly chain: Pick<Chain, "provider" | "close"> & Partial<Chain>;
  readonly provider: DevnetProvider;
  readonly deployment: Deployment;
  readonly stateDirectory: string;

  /** A vault that is there already, on a chain of this process's or another's. */
  constructor(chain: VaultOnChain["chain"], deployment: Deployment, stateDirectory: string) {
    this.chain = chain;
    this.provider = new DevnetProvider(chain.provider);
    this.deployment = deployment;
    this.stateDirectory = stateDirectory;
  }

  static async open(options: ChainOptions = {}): Promise<VaultOnChain> {
    return VaultOnChain.deployedOn(await startChain(options));
  }

  /**
   * @param chain with the genesis world, whose accounts are the development ones
   * @param vault what the vault's setting has otherwise than the file of parameters
   * @param lender by what it is said to price its collateral
   */
  static async deployedOn(
    chain: VaultOnChain["chain"],
    vault: Partial<Parameters["vault"]> = {},
    lender: Parameters["lender"] = "market",
  ): Promise<VaultOnChain> {
    const stateDirectory = mkdtempSync(join(tmpdir(), "keel-test-"));
    const parameters = readParameters(DEFAULT_PARAMETERS);
    const deployment = await deployVault({
      chain: chain.provider,
      parameters: { ...parameters, lender, vault: { ...parameters.vault, ...vault } },
      owner: walletOf("owner"),
      keeper: accounts.keeper,
      stateDirectory,
    });
    return new VaultOnChain(chain, deployment, stateDirectory);
  }

  async close(): Promise<void> {
    await this.chain.close();
    rmSync(this.stateDirectory, { recursive: true });
  }

  get vault(): Contract {
    return new Contract(this.deployment.contracts.vault, interfaceOf("KeelVault"), this.provider);
  }

  get strategy(): Contract {
    const { strategy } = this.deployment.contracts;
    return new Contract(strategy, interfaceOf("LeveragedLoopStrategy"), this.provider);
  }

  async deposit(role: Role, assets: bigint): Promise<void> {
    const { vault } = this.deployment.contracts;
    await this.send(role, addressBook.stETH.address, STETH, "approve", [vault, assets]);
    await this.send(role, vault, interfaceOf("KeelVault"), "deposit(uint256,address)", [
      assets,
      accounts[role],
    ]);
  }

  /** The trader sells stETH into Curve's pool. */
  async sellIntoPool(steth: bigint): Promise<void> {
    const pool = addressBook.curvePool.address;
    await this.send("trader", addressBook.stETH.address, STETH, "approve", [pool, steth]);
    await this.send("trader", pool, POOL, "exchange", [1, 0, steth, 0]);
  }

  /** Time passes, and then the feed and our own accumulator look at the market. */
  async observe(seconds: number): Promise<void> {
    await this.provider.send("evm_increaseTime", [seconds]);
    await this.send("transmitter", addressBook.stethEthFeed.address, FEED, "transmit");
    const { prices } = this.deployment.contracts;
    await this.send("transmitter", prices, interfaceOf("StethPrices"), "poke");
  }

  async send(
    role: Role,
    to: string,
    abi: Interface | InterfaceAbi,
    name: string,
    args: readonly unknown[] = [],
  ): Promise<ContractTransactionReceipt> {
    const contract = new Contract(to, abi, this.provider.signerOf(accounts[role]));
    const sent = await contract.getFunction(name).send(...args);
    const receipt = await this.#minedAs(sent.hash);
    if (receipt?.status !== 1) throw new Error(`${name} by ${role} reverted`);
    return receipt as ContractTransactionReceipt;
  }

  /** Asks for the receipt until it is there: a wait for the next block would miss the one that was mined meanwhile. */
  async #minedAs(hash: string): Promise<TransactionReceipt | null> {
    const deadline = performance.now() + MINING_MILLISECONDS;
    for (;;) {
      const receipt = await this.provider.getTransactionReceipt(hash);
      if (receipt !== null || performance.now() > deadline) return receipt;
      await setTimeout(POLL_MILLISECONDS);
    }
  }

  /** Runs a test and puts the chain back to what it was. */
  async isolated(test: () => Promise<void>): Promise<void> {
    const snapshot = await this.provider.send("evm_snapshot", []);
    try {
      await test();
    } finally {
      await this.provider.send("evm_setAutomine", [true]);
      await this.provider.send("evm_revert", [snapshot]);
    }
  }
}
