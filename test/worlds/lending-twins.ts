/**
 * A lending position on the contracts and in the model, side by side: before each step the model is given what the step will
 * find, and after it every wei of the position, the lender's reserves, the pools and the venue is what the chain holds.
 */
import { interfaceOf } from "../../contracts/artifacts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { Action } from "../../strategies/decision.ts";
import { entryUnits, exitUnits, type Lending } from "../../strategies/lending/books.ts";
import { execute } from "../../strategies/lending/execute.ts";
import { decide } from "../../strategies/lending/policy.ts";
import { risk } from "../../strategies/lending/risk.ts";
import { depositUnits, withdrawUnitsAtFloor } from "../../strategies/lending/slice.ts";
import { type Compared, refusedBy, revertedBy, text } from "./compared.ts";
import { LendingOnChain } from "./lending-on-chain.ts";
import { readLending } from "./read-lending.ts";

const UNIT = 1_000_000n;
const BONUS = 10_750;
const VENUE = ["function lend(uint256)", "function collect(uint256)", "function writeOff(uint256)"];
const TERMS = ["function configureReserveAsCollateral(address, uint256, uint256, uint256)"];

export class LendingTwins {
  readonly chain: LendingOnChain;
  /** Every action that was taken. */
  readonly taken: Action[] = [];

  private constructor(chain: LendingOnChain) {
    this.chain = chain;
  }

  static async open(deposited: bigint): Promise<LendingTwins> {
    const chain = await LendingOnChain.open();
    await chain.deposit("alice", deposited);
    return new LendingTwins(chain);
  }

  close(): Promise<void> {
    return this.chain.close();
  }

  allocate(units: bigint): Promise<Compared> {
    return this.#step(
      (model) => depositUnits(model, units),
      () => this.chain.allocate(units),
    );
  }

  /** The keeper unwinds a part of it, in percent of exit value. */
  async deallocate(percent: bigint): Promise<Compared> {
    const units = (exitUnits(await this.#ahead()) * percent) / 100n;
    const { address, vault } = this.chain;
    const args = [address, units, 0];
    return this.#step(
      (model) => withdrawUnitsAtFloor(model, units, 0n),
      () => this.chain.send("keeper", vault, interfaceOf("KeelVault"), "deallocate", args),
    );
  }

  /** What the rules ask for; undefined where they ask for nothing. */
  async keep(): Promise<Compared | undefined> {
    const model = await this.#ahead();
    const { action, target } = decide(risk(model), model.settings.params);
    if (action === Action.hold) return undefined;
    this.taken.push(action);
    return this.#step(
      (lending) => execute(lending, { action, target, floor: 0n }),
      () => this.chain.execute(action),
    );
  }

  /** The venue's manager lends on, collects or writes off so many whole assets. */
  venue(name: "lend" | "collect" | "writeOff", amount: bigint) {
    return this.chain.send("lenderWhale", this.chain.market.venue, VENUE, name, [amount * UNIT]);
  }

  /** What the venue holds and is owed, whole assets. */
  async inVenue(): Promise<{ cash: bigint; owed: bigint }> {
    const { venue } = (await readLending(this.chain, "latest")).around;
    return { cash: venue.cash / UNIT, owed: venue.owed / UNIT };
  }

  /** The lender's terms for wstETH, basis points. */
  terms(ltv: number, threshold: number) {
    const configurator = addressBook.aavePoolConfigurator.address;
    const args = [addressBook.wstETH.address, ltv, threshold, BONUS];
    return this.chain.send("builder", configurator, TERMS, "configureReserveAsCollateral", args);
  }

  /** The state in which the next block's transaction will find everything. */
  async #ahead(): Promise<Lending> {
    await this.chain.peek();
    return readLending(this.chain, "pending");
  }

  async #step(onModel: (lending: Lending) => void, onChain: () => Promise<unknown>): Promise<Compared> {
    const model = await this.#ahead();
    const found = { entry: entryUnits(model), exit: exitUnits(model), state: risk(model) };
    const told = await this.#told();
    const refused = refusedBy(() => onModel(model));
    const reverted = await revertedBy(onChain);
    const after = await readLending(this.chain, "latest");
    return {
      model: text({ ...found, ...(refused ? { refused } : { held: held(model) }) }),
      chain: text({ ...told, ...(reverted ? { refused: reverted } : { held: held(after) }) }),
    };
  }

  /** The contract's own values and risk, as of the same block. */
  async #told() {
    const { strategy } = this.chain;
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
}

/** Everything that a step can change. Staked ether moves the redemption rate by a rounding: prices are read, not modelled. */
function held({ around, position }: Lending) {
  return { around: { ...around, prices: undefined, lenderRate: undefined }, position };
}
