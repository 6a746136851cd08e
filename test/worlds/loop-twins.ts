/**
 * A loop on the contracts, with Lido's withdrawal queue, and in the model, side by side: before each step the model is given what the
 * step will find, and after it every wei of the position, the lender's reserves and the pool, and what the queue owes and the
 * vault was promised, is what the chain holds.
 */
import { Contract, type Interface, type InterfaceAbi } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { type Address, addressBook, laterPlaces } from "../../devnet/addresses.ts";
import { GENESIS_TIMESTAMP } from "../../devnet/genesis/genesis-time.ts";
import { Action } from "../../strategies/decision.ts";
import { prefinalize } from "../../strategies/kernels/lido/withdrawal-queue/batches.ts";
import { finalize } from "../../strategies/kernels/lido/withdrawal-queue/finalize.ts";
import { copyQueue, emptyQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { RAY } from "../../strategies/kernels/math/units.ts";
import { execute } from "../../strategies/leveraged-loop/execute.ts";
import { copyExits, noExits, promised, queuedEther } from "../../strategies/leveraged-loop/exits.ts";
import { decide } from "../../strategies/leveraged-loop/policy.ts";
import { entryUnits, exitUnits, type Loop } from "../../strategies/leveraged-loop/position.ts";
import { finishExit, startExit } from "../../strategies/leveraged-loop/queue-leg.ts";
import { risk } from "../../strategies/leveraged-loop/risk.ts";
import { depositUnits, withdrawLimit, withdrawUnitsAtFloor } from "../../strategies/leveraged-loop/slice.ts";
import { type Compared, refusedBy, revertedBy, text } from "./compared.ts";
import { withLidoQueue } from "./lido-queue-on-chain.ts";
import { type Queued, readLoop } from "./read-loop.ts";
import type { VaultOnChain } from "./vault-on-chain.ts";

const BLOCK_TIME = 12;
/** After the genesis: later than the deployment ends. */
const OPENED_AFTER = 86_400;
const BONUS = 10_750;
const APPROVE = ["function approve(address spender, uint256 amount)"];
const POOL = ["function exchange(int128 i, int128 j, uint256 dx, uint256 minDy) payable"];
const FEED = ["function transmit()"];
const QUEUE = ["function finalize(uint256 lastRequestId, uint256 maxShareRate) payable"];
const LENDER = [
  "function withdraw(address asset, uint256 amount, address to)",
  "function supply(address asset, uint256 amount, address for_, uint16 code)",
];
const TERMS = ["function configureReserveAsCollateral(address, uint256, uint256, uint256)"];
const EXITS = [
  "function promised() view returns (uint256)",
  "function due() view returns (uint256)",
  "function worth() view returns (uint256)",
];

export class LoopTwins {
  /** Every action that was taken. */
  readonly taken: Action[] = [];
  readonly #world: VaultOnChain;
  #time = GENESIS_TIMESTAMP + OPENED_AFTER;
  #queued: Queued = { queue: emptyQueue(), exits: noExits() };

  private constructor(world: VaultOnChain) {
    this.#world = world;
  }

  /** @param deposited stETH wei of the trader's that lie idle in the vault */
  static async open(deposited: bigint): Promise<LoopTwins> {
    const twins = new LoopTwins(await withLidoQueue());
    await twins.#send("trader", addressBook.stETH.address, APPROVE, "approve", [
      twins.#at("vault"),
      deposited,
    ]);
    const deposit = [deposited, accounts.trader];
    await twins.#send(
      "trader",
      twins.#at("vault"),
      interfaceOf("KeelVault"),
      "deposit(uint256,address)",
      deposit,
    );
    await twins.observe(BLOCK_TIME);
    return twins;
  }

  close(): Promise<void> {
    return this.#world.close();
  }

  allocate(units: bigint): Promise<Compared> {
    return this.#onVault("allocate", [units], (model) => depositUnits(model, units));
  }

  /** The keeper unwinds a part of what is at hand, in percent. */
  async deallocate(percent: bigint): Promise<Compared> {
    const units = (withdrawLimit(await this.#ahead()) * percent) / 100n;
    return this.#onVault("deallocate", [units, 0], (model) => withdrawUnitsAtFloor(model, units, 0n));
  }

  startExit(units: bigint): Promise<Compared> {
    return this.#onVault("startExit", [units], (model) => startExit(model, units));
  }

  finishExit(): Promise<Compared> {
    return this.#onVault("finishExit", [], finishExit);
  }

  /** What the rules ask for; undefined where they ask for nothing. */
  async keep(): Promise<Compared | undefined> {
    const model = await this.#ahead();
    const { action, target } = decide(risk(model), model.settings.params);
    if (action === Action.hold) return undefined;
    this.taken.push(action);
    const args = [action, target, 0];
    return this.#step(
      (loop) => execute(loop, { action, target, floor: 0n }),
      () => this.#send("keeper", this.#at("strategy"), interfaceOf("LeveragedLoopStrategy"), "execute", args),
    );
  }

  /** Lido pays the oldest `count` requests, each share at `percent` of today's rate at most. @returns how many it paid */
  async finalize(count: number, percent = 100n): Promise<number> {
    const { queue } = this.#queued;
    const last = Math.min(queue.lastFinalizedId + count, queue.requests.length - 1);
    const paid = last - queue.lastFinalizedId;
    if (paid === 0) return 0;
    const { totalPooledEther, totalShares } = (await this.#ahead()).market.lido;
    const rate = (totalPooledEther * RAY * percent) / (totalShares * 100n);
    const { ether } = prefinalize(queue, [last], rate);
    const to = laterPlaces.lidoWithdrawalQueue;
    await this.#send("trader", to, QUEUE, "finalize", [last, rate, { value: ether }]);
    finalize(queue, last, ether, rate);
    return paid;
  }

  /** Time passes, and then the feed and the vault's own accumulator look at the market. */
  async observe(seconds: number): Promise<void> {
    this.#time += seconds;
    await this.#send("transmitter", addressBook.stethEthFeed.address, FEED, "transmit");
    await this.#send("transmitter", this.#at("prices"), interfaceOf("StethPrices"), "poke");
  }

  /** The trader sells stETH into Curve's pool. */
  async sell(steth: bigint): Promise<void> {
    const pool = addressBook.curvePool.address;
    await this.#send("trader", addressBook.stETH.address, APPROVE, "approve", [pool, steth]);
    await this.#send("trader", pool, POOL, "exchange", [1, 0, steth, 0]);
  }

  /** The lender's largest supplier takes WETH out: what is left costs more. */
  async drain(wei: bigint): Promise<void> {
    const args = [addressBook.weth.address, wei, accounts.lenderWhale];
    await this.#send("lenderWhale", addressBook.aavePool.address, LENDER, "withdraw", args);
  }

  /** The lender's terms for wstETH, basis points. */
  async terms(ltv: number, threshold: number): Promise<void> {
    const configurator = addressBook.aavePoolConfigurator.address;
    await this.#send("builder", configurator, TERMS, "configureReserveAsCollateral", [
      addressBook.wstETH.address,
      ltv,
      threshold,
      BONUS,
    ]);
  }

  #at(name: "vault" | "strategy" | "prices"): Address {
    return this.#world.deployment.contracts[name];
  }

  #onVault(name: string, args: readonly unknown[], onModel: (loop: Loop) => unknown): Promise<Compared> {
    const all = [this.#at("strategy"), ...args];
    return this.#step(onModel, () =>
      this.#send("keeper", this.#at("vault"), interfaceOf("KeelVault"), name, all),
    );
  }

  /** The state in which the next block's transaction will find everything. */
  async #ahead(): Promise<Loop> {
    await this.#world.provider.send("evm_setNextBlockTimestamp", [this.#time + BLOCK_TIME]);
    const { queue, exits } = this.#queued;
    return readLoop(this.#world, { queue: copyQueue(queue), exits: copyExits(exits) }, "pending");
  }

  async #step(onModel: (loop: Loop) => unknown, onChain: () => Promise<unknown>): Promise<Compared> {
    const model = await this.#ahead();
    const found = { entry: entryUnits(model), exit: exitUnits(model), state: risk(model) };
    const told = await this.#told();
    const refused = refusedBy(() => onModel(model));
    const reverted = await revertedBy(onChain);
    const { withdrawalQueue: queue } = model.market;
    if (!refused && queue !== undefined) this.#queued = { queue, exits: model.position.exits };
    const after = await readLoop(this.#world, this.#queued, "latest");
    return {
      model: text({ ...found, ...(refused ? { refused } : { ...held(model), ...owed(model) }) }),
      chain: text({
        ...told,
        ...(reverted ? { refused: reverted } : { ...held(after), ...(await this.#owed()) }),
      }),
    };
  }

  /** The contract's own values and risk, as of the next block. */
  async #told() {
    const { strategy } = this.#world;
    const at = { blockTag: "pending" };
    const state = await strategy.getFunction("risk")(at);
    return {
      entry: await strategy.getFunction("entryUnits")(at),
      exit: await strategy.getFunction("exitUnits")(at),
      state: Object.fromEntries(
        Object.entries(state.toObject()).map(([name, value]) => [name, Number(value)]),
      ),
    };
  }

  /** What the queue owes the loop, and the loop the vault. */
  async #owed() {
    const { strategy, provider } = this.#world;
    const exits = new Contract(await strategy.getFunction("exits")(), EXITS, provider);
    const ask = (name: string) => exits.getFunction(name)();
    return { promised: await ask("promised"), due: await ask("due"), queued: await ask("worth") };
  }

  async #send(
    role: Role,
    to: string,
    abi: Interface | InterfaceAbi,
    name: string,
    args: readonly unknown[] = [],
  ) {
    this.#time += BLOCK_TIME;
    await this.#world.provider.send("evm_setNextBlockTimestamp", [this.#time]);
    return this.#world.send(role, to, abi, name, args);
  }
}

/** Everything that a step can change, but for what lies in the queue. */
function held({ market, position }: Loop) {
  const { withdrawalQueue: _, time: __, ...around } = market;
  const { exits: ___, ...own } = position;
  return { around, own };
}

const owed = ({ market, position: { exits } }: Loop) => ({
  promised: promised(exits),
  due: exits.due,
  queued: queuedEther(market, exits),
});
