/** A vault on the offline mainnet whose blocks come at fixed times, so that the gas of its transactions repeats. */
import { Contract, type ContractTransactionReceipt, Interface } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { addressBook, laterPlaces } from "../../devnet/addresses.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { VaultOnChain } from "../worlds/vault-on-chain.ts";

const STETH = new Interface(["function approve(address spender, uint256 amount)"]);
const POOL = new Interface(["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"]);
const WETH = new Interface(["function deposit() payable", "function approve(address, uint256)"]);
const LIDO_QUEUE = new Interface([
  "function getLastRequestId() view returns (uint256)",
  "function unfinalizedStETH() view returns (uint256)",
  "function finalize(uint256 lastRequestId, uint256 maxShareRate) payable",
]);
const CONFIGURATOR = new Interface([
  "function configureReserveAsCollateral(address, uint256, uint256, uint256)",
]);
const LENDER = new Interface(["function withdraw(address asset, uint256 amount, address to)"]);
const FEED = new Interface(["function transmit()"]);
const VAULT = interfaceOf("KeelVault");
const STRATEGY = interfaceOf("LeveragedLoopStrategy");
const PRICES = interfaceOf("StethPrices");
const QUEUE = interfaceOf("ExitQueue");
const ZAP = interfaceOf("StethZap");

/** Later than any deployment ends. */
const FIRST_BLOCK_AFTER = 3600;
const BLOCK_TIME = 12;
/** Ether a share, 1e27: nobody is paid less than was asked. */
const SHARE_RATE_ABOVE_ALL = 2n * 10n ** 27n;

export class MeteredVault {
  readonly #world: VaultOnChain;
  #time = GENESIS_TIMESTAMP + FIRST_BLOCK_AFTER;

  private constructor(world: VaultOnChain) {
    this.#world = world;
  }

  /** @param world with a vault that nobody has used; one of its own without it */
  static async open(world?: VaultOnChain): Promise<MeteredVault> {
    return new MeteredVault(world ?? (await VaultOnChain.open()));
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

  /** The trader repays `wei` of the loop's debt and takes collateral for it. */
  async ripcord(wei: bigint): Promise<number> {
    const { strategy } = this.#world.deployment.contracts;
    await this.#send("trader", addressBook.weth.address, WETH, "deposit", [{ value: wei }]);
    await this.#send("trader", addressBook.weth.address, WETH, "approve", [strategy, wei]);
    return this.#send("trader", strategy, STRATEGY, "ripcord", [wei, 0]);
  }

  /** The slow way out, begun for `units` at exit value. */
  startExit(units: bigint): Promise<number> {
    return this.#onVault("keeper", "startExit", [this.#world.deployment.contracts.strategy, units]);
  }

  finishExit(): Promise<number> {
    return this.#onVault("keeper", "finishExit", [this.#world.deployment.contracts.strategy]);
  }

  /** Lido pays all that waits in its queue. */
  async finalize(): Promise<void> {
    const to = laterPlaces.lidoWithdrawalQueue;
    const queue = new Contract(to, LIDO_QUEUE, this.#world.provider);
    const [last, value] = [
      await queue.getFunction("getLastRequestId")(),
      await queue.getFunction("unfinalizedStETH")(),
    ];
    await this.#send("trader", to, LIDO_QUEUE, "finalize", [last, SHARE_RATE_ABOVE_ALL, { value }]);
  }

  /** The lender's terms for wstETH, basis points. */
  async terms(ltv: number, threshold: number): Promise<void> {
    const args = [addressBook.wstETH.address, ltv, threshold, 10_750];
    const configurator = addressBook.aavePoolConfigurator.address;
    await this.#send("builder", configurator, CONFIGURATOR, "configureReserveAsCollateral", args);
  }

  /** The lender's largest supplier takes out `wei`, so that what is left costs more. */
  async borrowDearly(wei: bigint): Promise<void> {
    const { aavePool, weth } = addressBook;
    const args = [weth.address, wei, accounts.lenderWhale];
    await this.#send("lenderWhale", aavePool.address, LENDER, "withdraw", args);
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
