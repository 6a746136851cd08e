/**
 * Liquidity in a Curve pool on the offline mainnet beside its exact model: every move is made on both sides, twelve seconds after
 * the last, and every figure of both can be told.
 */
import { readFileSync } from "node:fs";
import { Contract, ContractFactory, Interface, type InterfaceAbi } from "ethers";
import { interfaceOf, readArtifact } from "../../contracts/artifacts.ts";
import { accounts, type Role } from "../../devnet/accounts.ts";
import { addressBook, parties } from "../../devnet/addresses.ts";
import { readBeacon } from "../../devnet/player/read-beacon.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";
import { readMarket } from "../../devnet/read-market.ts";
import { observe } from "../../strategies/curve-lp/execute.ts";
import { type CurveLpParams, decide } from "../../strategies/curve-lp/policy.ts";
import { type CurveLp, entryUnits, exitUnits, openPosition } from "../../strategies/curve-lp/position.ts";
import { depositLimit, entriesOpen, risk } from "../../strategies/curve-lp/risk.ts";
import type { CurveVenue } from "../../strategies/curve-lp/venue.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import { transmit } from "../../strategies/market/feed.ts";
import type { Market } from "../../strategies/market/market.ts";
import { pricesSetting } from "../../strategies/prices/params.ts";
import { type Prices, poke } from "../../strategies/prices/steth-prices.ts";
import { reasonOf } from "../../strategies/refusal.ts";
import { VaultOnChain } from "./vault-on-chain.ts";

const GAS_LIMIT = "0x989680";
const NOBODY = "0x0000000000000000000000000000000000000000";
const BLOCK_TIME = 12;
const LIDO_ABI = ["function handleOracleReport(uint256 validators, uint256 balance)"];

/** One pool on both sides. */
export interface PoolOnBothSides {
  readonly address: string;
  readonly venue: CurveVenue;
  /** Somebody sells `part` (1e9) of what the pool holds of coin 0 (ETH) or 1 (stETH). */
  trade(coin: 0 | 1, part: number): Promise<boolean>;
  /** Others take out `part` (1e9) of what they have in the pool. */
  leave(part: number): Promise<boolean>;
  /** The pool as the chain has it, and as the model has it. */
  onChain(): Promise<unknown>;
  inModel(): unknown;
  /** @returns what puts the pool's model back to now */
  remember(): () => void;
}

/** How a pool and a position in it are opened. */
export interface PoolKind {
  readonly strategy: "StethCurveLp" | "NgCurveLp";
  /** The strategy's arguments between the pool and its wiring. */
  readonly args: readonly string[];
  open(world: CurveLpOnChain): Promise<PoolOnBothSides>;
}

export class CurveLpOnChain {
  readonly market: Market;
  readonly #vault: VaultOnChain;
  #time: number;
  #opened: { readonly lp: CurveLp; readonly strategy: Contract; readonly pool: PoolOnBothSides } | undefined;

  private constructor(vault: VaultOnChain, market: Market) {
    this.#vault = vault;
    this.market = market;
    this.#time = market.time;
  }

  /** The position serves the vault that is deployed by default; its units come and go without that vault's books. */
  static async open(kind: PoolKind, params: CurveLpParams): Promise<CurveLpOnChain> {
    const vault = await VaultOnChain.open();
    const world = new CurveLpOnChain(vault, await readMarket(vault.chain.provider));
    await world.#setUp(kind, params);
    return world;
  }

  close(): Promise<void> {
    return this.#vault.close();
  }

  get provider(): DevnetProvider {
    return this.#vault.provider;
  }

  get lp(): CurveLp {
    return this.#position.lp;
  }

  get pool(): PoolOnBothSides {
    return this.#position.pool;
  }

  get strategy(): Contract {
    return this.#position.strategy;
  }

  wait(seconds: number): void {
    this.#time += seconds;
  }

  /** A transaction, and the same in the model. @throws where one side refuses and the other does not */
  async both(
    from: Role | "vault" | "lidoOracle",
    [to, abi, name, args = [], value = 0n]: readonly [
      string,
      Interface | InterfaceAbi,
      string,
      (readonly unknown[])?,
      bigint?,
    ],
    model: () => void,
  ): Promise<boolean> {
    const { vault } = this.#vault.deployment.contracts;
    const sender = { ...accounts, vault, lidoOracle: parties.lidoOracle }[from];
    const data = Interface.from(abi).encodeFunctionData(name, args);
    const { done } = await this.#mine({ from: sender, to, data, value: `0x${value.toString(16)}` });
    const back = this.#remember();
    let refusal: string | undefined;
    try {
      model();
    } catch (error) {
      refusal = error instanceof RangeError ? error.message : reasonOf(error);
      back();
    }
    if (done !== (refusal === undefined)) {
      throw new Error(
        `${name}: the chain ${done ? "does it" : "refuses"}, the model says ${refusal ?? "yes"}`,
      );
    }
    return done;
  }

  async deploy(abi: InterfaceAbi, bytecode: string, args: readonly unknown[]): Promise<string> {
    const { data } = await new ContractFactory(abi, bytecode).getDeployTransaction(...args);
    const { done, address } = await this.#mine({ from: accounts.owner, data });
    if (!done) throw new Error("a deployment reverted");
    return address;
  }

  /** Time passes, and everybody looks at the market and the pool. */
  async lookAround(seconds: number): Promise<void> {
    this.wait(seconds);
    const feed = addressBook.stethEthFeed.address;
    await this.both("transmitter", [feed, ["function transmit()"], "transmit"], () => transmit(this.market));
    const { lp, strategy } = this.#position;
    await this.both(
      "transmitter",
      [this.#vault.deployment.contracts.prices, ["function poke()"], "poke"],
      () => poke(lp.prices, this.market),
    );
    await this.both("transmitter", [String(strategy.target), strategy.interface, "observe"], () =>
      observe(lp),
    );
  }

  /** Lido reports a gain, or a loss, of `part` (1e9) of what it holds. */
  async report(part: number): Promise<void> {
    const { validators, balance } = await readBeacon(this.#vault.chain.provider);
    const rewards = (this.market.lido.totalPooledEther * BigInt(part)) / 1_000_000_000n;
    const args = [validators, balance + rewards];
    await this.both("lidoOracle", [addressBook.stETH.address, LIDO_ABI, "handleOracleReport", args], () =>
      oracleReport(this.market.lido, rewards),
    );
  }

  /** Everything of the position and its market as the contracts tell it. */
  async onChain(): Promise<unknown> {
    const { strategy, pool } = this.#position;
    const read = async (name: string) => strategy.getFunction(name)();
    const past = await read("past");
    const advisor = new Contract(
      await read("advisor"),
      ["function lpBalance() view returns (uint256)"],
      this.provider,
    );
    const steth = new Contract(
      addressBook.stETH.address,
      ["function sharesOf(address) view returns (uint256)"],
      this.provider,
    );
    const { time, lido, pool: stethPool, feed } = await readMarket(this.#vault.chain.provider);
    return {
      market: { time, lido, stethPool, feed },
      pool: await pool.onChain(),
      values: [await read("entryUnits"), await read("exitUnits")],
      limits: [await read("depositLimit"), await read("entriesOpen")],
      position: [
        await advisor.getFunction("lpBalance")(),
        await steth.getFunction("sharesOf")(strategy.target),
      ],
      past: [past.level, past.lastAction, past.lastObservation, past.highest],
      risk: (await read("risk")).toObject(),
      check: [...(await read("check"))],
    };
  }

  /** The same as the model tells it. */
  inModel(): unknown {
    const { lp, pool } = this.#position;
    const { time, lido, pool: stethPool, feed } = this.market;
    const { level, lastAction, lastObservation, highest } = lp.position;
    const state = risk(lp);
    const { action, reason, urgency, level: next, target, form } = decide(state, lp.params);
    const asBigints = (numbers: readonly (number | bigint)[]) => numbers.map(BigInt);
    return {
      market: { time, lido, stethPool, feed },
      pool: pool.inModel(),
      values: [entryUnits(lp), exitUnits(lp)],
      limits: [depositLimit(lp), entriesOpen(lp)],
      position: [lp.position.lp, lp.position.looseShares],
      past: asBigints([level, lastAction, lastObservation, highest]),
      risk: Object.fromEntries(Object.entries(state).map(([name, value]) => [name, BigInt(value)])),
      check: asBigints([action, reason, urgency, next, target, form]),
    };
  }

  get #position() {
    if (this.#opened === undefined) throw new Error("the position is not open yet");
    return this.#opened;
  }

  #remember(): () => void {
    const { market } = this;
    const kept = { lido: { ...market.lido }, pool: { ...market.pool }, feed: { ...market.feed } };
    const poolBack = this.#opened?.pool.remember();
    const { position, prices } = this.#opened?.lp ?? {};
    const [positionKept, pricesKept] = [{ ...position }, { ...prices }];
    return () => {
      for (const part of ["lido", "pool", "feed"] as const) Object.assign(market[part], kept[part]);
      if (position !== undefined) Object.assign(position, positionKept);
      if (prices !== undefined) Object.assign(prices, pricesKept);
      poolBack?.();
    };
  }

  async #mine(transaction: Record<string, string>): Promise<{ done: boolean; address: string }> {
    this.#time += BLOCK_TIME;
    await this.provider.send("evm_setNextBlockTimestamp", [this.#time]);
    try {
      await this.provider.send("eth_sendTransaction", [{ gas: GAS_LIMIT, gasPrice: "0x0", ...transaction }]);
    } catch {
      // A transaction that reverts is mined all the same, and told by its receipt.
    }
    this.market.time = this.#time;
    const block = (await this.provider.send("eth_getBlockByNumber", ["latest", false])) as {
      transactions: string[];
    };
    const receipt = (await this.provider.send("eth_getTransactionReceipt", [block.transactions[0]])) as {
      status: string;
      contractAddress: string;
    };
    return { done: receipt.status === "0x1", address: receipt.contractAddress };
  }

  async #setUp(kind: PoolKind, params: CurveLpParams): Promise<void> {
    const { vault, prices, route } = this.#vault.deployment.contracts;
    await this.both(
      "transmitter",
      [addressBook.stethEthFeed.address, ["function transmit()"], "transmit"],
      () => transmit(this.market),
    );
    const pool = await kind.open(this);
    const gauge = { gauge: NOBODY, minter: NOBODY, auction: NOBODY, harvestCost: 1n };
    const wiring = { steth: addressBook.stETH.address, prices, route, ...gauge };
    const { abi, bytecode } = readArtifact(kind.strategy);
    const address = await this.deploy(abi, bytecode, [vault, pool.address, ...kind.args, wiring, params]);
    this.#opened = {
      lp: {
        params,
        market: this.market,
        prices: await this.#readPrices(),
        venue: pool.venue,
        position: openPosition(this.market, pool.venue),
      },
      strategy: new Contract(address, abi, this.provider),
      pool,
    };
    for (const who of [vault, parties.lidoOracle]) {
      await this.provider.send("hardhat_impersonateAccount", [who]);
    }
  }

  /** The price contract's memory, under the setting that it was deployed with. */
  async #readPrices(): Promise<Prices> {
    const { prices } = this.#vault.deployment.contracts;
    const contract = new Contract(prices, interfaceOf("LoopPrices"), this.provider);
    const read = (name: string) => contract.getFunction(name)();
    const anchor = async (name: string) => {
      const { rate, time } = await read(name);
      return { rate, time: Number(time) };
    };
    const debtAnchor = async (name: string) => {
      const { index, time } = await read(name);
      return { index, time: Number(time) };
    };
    const { average, spot, time } = await read("market");
    return {
      config: pricesSetting.parse({}),
      average,
      spot,
      time: Number(time),
      lastRate: await anchor("lastRate"),
      olderAnchor: await anchor("olderAnchor"),
      newerAnchor: await anchor("newerAnchor"),
      olderDebt: await debtAnchor("olderDebt"),
      newerDebt: await debtAnchor("newerDebt"),
    };
  }
}

/** A contract of the devnet as compiled. */
export function devnetArtifact(name: string): { readonly abi: InterfaceAbi; readonly bytecode: string } {
  const path = new URL(`../../artifacts/contracts/devnet/${name}.sol/${name}.json`, import.meta.url);
  return JSON.parse(readFileSync(path, "utf8"));
}
