/** A vault on the offline mainnet whose blocks come at fixed times, so that the gas of its transactions repeats. */
import { type ContractTransactionReceipt, Interface } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { VaultOnChain } from "../worlds/vault-on-chain.ts";

const STETH = new Interface(["function approve(address spender, uint256 amount)"]);
const POOL = new Interface(["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"]);
const FEED = new Interface(["function transmit()"]);
const VAULT = interfaceOf("KeelVault");
const STRATEGY = interfaceOf("LeveragedLoopStrategy");
const PRICES = interfaceOf("StethPrices");
const QUEUE = interfaceOf("ExitQueue");
const ZAP = interfaceOf("StethZap");

/** Later than any deployment ends. */
const FIRST_BLOCK_AFTER = 3600;
const BLOCK_TIME = 12;

export class MeteredVault {
  readonly #world: VaultOnChain;
  #time = GENESIS_TIMESTAMP + FIRST_BLOCK_AFTER;

  private constructor(world: VaultOnChain) {
    this.#world = world;
  }

  static async open(): Promise<MeteredVault> {
    return new MeteredVault(await VaultOnChain.open());
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  wait(seconds: number): void {
    this.#time += seconds;
  }

  /** @returns gas of the deposit alone; the approval before it is not counted */
  async deposit(role: Role, assets: bigint): Promise<number> {
    const { vault } = this.#world.deployment.contracts;
    await this.#send(role, addressBook.stETH.address, STETH, "approve", [vault, assets]);
    return this.#send(role, vault, VAULT, "deposit(uint256,address)", [assets, accounts[role]]);
  }

  redeem(role: Role, shares: bigint): Promise<number> {
    return this.#onVault(role, "redeem(uint256,address,address)", [shares, accounts[role], accounts[role]]);
  }

  redeemDeep(role: Role, shares: bigint): Promise<number> {
    const call = "redeem(uint256,address,address,uint256)";
    return this.#onVault(role, call, [shares, accounts[role], accounts[role], 0]);
  }

  withdraw(role: Role, assets: bigint): Promise<number> {
    return this.#onVault(role, "withdraw", [assets, accounts[role], accounts[role]]);
  }

  /** Ether, through the zap. */
  zapEther(role: Role, wei: bigint): Promise<number> {
    const { vault, zap } = this.#world.deployment.contracts;
    return this.#send(role, zap, ZAP, "depositEth", [vault, 0, accounts[role], { value: wei }]);
  }

  request(role: Role, shares: bigint): Promise<number> {
    return this.#onQueue(role, "requestRedeem", [shares, accounts[role], accounts[role]]);
  }

  /** The exit price is seen. */
  observeExit(): Promise<number> {
    return this.#onQueue("keeper", "observe", []);
  }

  settle(shares: bigint): Promise<number> {
    return this.#onQueue("keeper", "settle", [shares]);
  }

  claim(role: Role, shares: bigint): Promise<number> {
    return this.#onQueue(role, "redeem", [shares, accounts[role], accounts[role]]);
  }

  allocate(units: bigint): Promise<number> {
    return this.#onVault("keeper", "allocate", [this.#world.deployment.contracts.strategy, units]);
  }

  /** The keeper does what the rules ask for. @throws where that is not `action` */
  async execute(action: number): Promise<number> {
    const asked = await this.#world.strategy.getFunction("check")();
    if (Number(asked.action) !== action)
      throw new Error(`wanted action ${action}, the rules ask for ${asked.action} (reason ${asked.reason})`);
    const { strategy } = this.#world.deployment.contracts;
    return this.#send("keeper", strategy, STRATEGY, "execute", [action, asked.target, 0]);
  }

  /** The trader sells stETH into the pool. */
  async sell(steth: bigint): Promise<void> {
    const pool = addressBook.curvePool.address;
    await this.#send("trader", addressBook.stETH.address, STETH, "approve", [pool, steth]);
    await this.#send("trader", pool, POOL, "exchange", [1, 0, steth, 0]);
  }

  /** The feed and our own accumulator look at the market. @returns gas of the latter */
  async observe(): Promise<number> {
    await this.#send("transmitter", addressBook.stethEthFeed.address, FEED, "transmit", []);
    return this.#send("transmitter", this.#world.deployment.contracts.prices, PRICES, "poke", []);
  }

  #onQueue(role: Role, name: string, args: readonly unknown[]): Promise<number> {
    return this.#send(role, this.#world.deployment.contracts.exitQueue, QUEUE, name, args);
  }

  #onVault(role: Role, name: string, args: readonly unknown[]): Promise<number> {
    return this.#send(role, this.#world.deployment.contracts.vault, VAULT, name, args);
  }

  async #send(
    role: Role,
    to: string,
    abi: Interface,
    name: string,
    args: readonly unknown[],
  ): Promise<number> {
    this.#time += BLOCK_TIME;
    await this.#world.provider.send("evm_setNextBlockTimestamp", [this.#time]);
    const { gasUsed }: ContractTransactionReceipt = await this.#world.send(role, to, abi, name, args);
    return Number(gasUsed);
  }
}
