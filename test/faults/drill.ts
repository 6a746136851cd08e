/**
 * One vault, one keeper, two nodes in front of one chain, and time that passes in slots of twelve seconds: what a fault is tried
 * on. The keeper is the real one with its real loop; only its clock and the wire to its nodes are the drill's.
 */
import { join } from "node:path";
import { Writable } from "node:stream";
import { accounts, walletOf } from "../../devnet/accounts.ts";
import { chainIdentity } from "../../devnet/chain-identity.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { RpcNode } from "../../devnet/rpc-node.ts";
import type { Passing } from "../../keeper/crash-points.ts";
import { Fleet } from "../../keeper/fleet.ts";
import { Health } from "../../keeper/health.ts";
import { Journal } from "../../keeper/journal/journal.ts";
import { SqliteDatabase } from "../../keeper/journal/sqlite.ts";
import { Lease } from "../../keeper/lease.ts";
import { createLog } from "../../keeper/log.ts";
import { type KeeperParams, keeperSchema } from "../../keeper/params.ts";
import { ProviderPool } from "../../keeper/providers/provider-pool.ts";
import { createVaultKeeper, type TickResult } from "../../keeper/vault-keeper.ts";
import { takeTurn } from "../../keeper/watch.ts";
import { nameOf, type Watched } from "../../keeper/watched.ts";
import type { VaultOnChain } from "../worlds/vault-on-chain.ts";
import { FaultProxy, type RpcRequest } from "./fault-proxy.ts";
import type { Job } from "./jobs.ts";
import { Random } from "./random.ts";
import { VirtualClock } from "./virtual-clock.ts";

const SLOT_SECONDS = 12;
const POLL_SECONDS = 4;
const REQUEST_SECONDS = 10;
/** Of a chain that has a market for gas. */
const USUAL_BASE_FEE = 20n * 10n ** 9n;

export const DRILL_PARAMS: KeeperParams = keeperSchema.parse({ maxHeadAge: "1m", settleBlocks: 6 });

export interface RunningKeeper {
  readonly fleet: Fleet;
  readonly health: Health;
  readonly journal: Journal;
  readonly database: SqliteDatabase;
  /** Outcomes of its looks, the latest last. */
  readonly results: TickResult[];
  close(): Promise<void>;
}

export interface KeeperFlaws {
  readonly passing?: Passing;
  readonly relay?: Eip1193;
  /** Path of the journal, below the world's state directory. */
  readonly journal?: string;
  /** Name under which it competes for the lease; none where it has the key for itself. */
  readonly holder?: string;
}

export interface DrillStart {
  readonly seed: number;
  /** The block before the job was there to do. */
  readonly begun: number;
  /** The chain's snapshot of that block. */
  readonly before: string;
  /** Unix seconds. */
  readonly time: number;
  /** Path of the keeper's journal. */
  readonly journal: string;
}

export class Drill {
  readonly world: VaultOnChain;
  readonly job: Job;
  readonly random: Random;
  readonly clock: VirtualClock;
  readonly proxies: readonly [FaultProxy, FaultProxy];
  readonly log: string[] = [];
  /** Every request of the keeper's, to whichever node. */
  readonly wire: RpcRequest[] = [];
  readonly journalPath: string;
  readonly begun: number;
  keeper: RunningKeeper | undefined;
  /** Most transactions of the keeper's key that waited at once. */
  mostInFlight = 0;
  /** Transactions of the key that the keeper did not sign. */
  foreign = 0;
  readonly #before: string;

  /** A drill that has begun; {@link begin} begins one. */
  constructor(world: VaultOnChain, job: Job, { seed, begun, before, time, journal }: DrillStart) {
    this.world = world;
    this.job = job;
    this.begun = begun;
    this.#before = before;
    this.journalPath = journal;
    this.random = new Random(seed);
    this.clock = new VirtualClock(time);
    this.proxies = [
      new FaultProxy(world.chain.provider, this.wire),
      new FaultProxy(world.chain.provider, this.wire),
    ];
  }

  /** Gives the keeper its job, and the chain to the drill. */
  static async begin(world: VaultOnChain, job: Job, seed: number): Promise<Drill> {
    const begun = await world.provider.getBlockNumber();
    // anvil goes on with the base fee of a chain that was put back.
    await world.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x0"]);
    const before = (await world.provider.send("evm_snapshot", [])) as string;
    await job.arise(world);
    const latest = await world.provider.getBlock("latest");
    await world.provider.send("evm_setAutomine", [false]);
    await world.provider.send("hardhat_setNextBlockBaseFeePerGas", [`0x${USUAL_BASE_FEE.toString(16)}`]);
    const journal = join(world.stateDirectory, `drill-${job.name}-${seed}-${++drills}.sqlite`);
    const drill = new Drill(world, job, { seed, begun, before, time: latest?.timestamp ?? 0, journal });
    await drill.mine();
    drill.keeper = await drill.start();
    return drill;
  }

  get fleetOrThrow(): RunningKeeper {
    if (this.keeper === undefined) throw new Error("the drill's keeper does not run");
    return this.keeper;
  }

  /** A keeper as `keel keeper` starts it, over the drill's nodes. */
  async start({ passing, relay, journal: file, holder }: KeeperFlaws = {}): Promise<RunningKeeper> {
    const { clock, world, proxies } = this;
    const { contracts } = world.deployment;
    const log = this.#newLog();
    const nodes = proxies.map((proxy, index) => ({
      name: `node-${index}`,
      rpc: new RpcNode(`http://node-${index}.invalid`, {
        fetch: proxy.fetchIn(clock),
        deadline: () => clock.timeout(REQUEST_SECONDS),
      }),
    }));
    const identity = await chainIdentity(world.chain.provider);
    const source = new ProviderPool(nodes, { clock, log, identity, maxHeadAge: DRILL_PARAMS.maxHeadAge });
    const database = new SqliteDatabase(file ?? this.journalPath);
    const lease = holder && new Lease({ database, name: "keeper", holder, seconds: 60, clock });
    const journal = await Journal.open(database, lease ? lease.fence : undefined);
    const keeper = await createVaultKeeper({
      ...{ rpc: source, witness: source.witness, contracts, signer: walletOf("keeper"), journal },
      ...{ params: DRILL_PARAMS, clock, log },
      ...(passing && { passing }),
      ...(relay && { relay, relaySeconds: 5 * SLOT_SECONDS }),
    });
    const health = new Health([nameOf(contracts)], DRILL_PARAMS.maxDecisionAge, clock.now());
    const results: TickResult[] = [];
    const onResult = (_: Watched, result: TickResult) => results.push(result);
    const fleet = new Fleet({
      ...{ source, keepers: [keeper], health, clock, log, onResult },
      lease: lease || undefined,
    });
    return { fleet, health, journal, database, results, close: () => journal.close() };
  }

  /** Mines a block at the clock's time, after `within` was sent for it. */
  async mine(): Promise<void> {
    const latest = await this.world.provider.getBlock("latest");
    const time = Math.max(Math.floor(this.clock.time), (latest?.timestamp ?? 0) + 1);
    await this.world.provider.send("evm_setNextBlockTimestamp", [time]);
    await this.world.provider.send("evm_mine", []);
  }

  /** A block, and the keeper's polls until the next. */
  async slot(signal?: AbortSignal): Promise<void> {
    await this.mine();
    await this.polls(signal);
  }

  async polls(signal?: AbortSignal): Promise<void> {
    const end = this.clock.time + SLOT_SECONDS;
    while (this.clock.time + POLL_SECONDS <= end) {
      this.clock.advance(POLL_SECONDS);
      await this.turn(this.fleetOrThrow, signal);
    }
    if (this.clock.time < end) this.clock.advance(end - this.clock.time);
  }

  async turn({ fleet, health }: RunningKeeper, signal?: AbortSignal): Promise<void> {
    const onFailure = (error: unknown) =>
      health.failed(nameOf(this.world.deployment.contracts), String(error));
    await takeTurn(fleet, { log: this.#newLog(), onFailure }, signal);
    await this.#countInFlight();
  }

  async slots(count: number): Promise<void> {
    for (let slot = 0; slot < count; slot++) await this.slot();
  }

  /** @throws where the job is not done, and nothing left under way, after so many slots */
  async untilDone(slots: number): Promise<void> {
    for (let slot = 0; slot < slots; slot++) {
      if (await this.isDone()) return;
      await this.slot();
    }
    if (await this.isDone()) return;
    const outcomes = this.fleetOrThrow.results.slice(-3).map(({ outcome }) => outcome);
    throw new Error(
      `the job "${this.job.name}" is not done after ${slots} slots; last ${outcomes.join(", ")}`,
    );
  }

  async isDone(): Promise<boolean> {
    const { journal, results } = this.fleetOrThrow;
    const { vault } = this.world.deployment.contracts;
    if ((await journal.openAction(vault)) !== undefined) return false;
    return results.at(-1)?.outcome === "nothing" && (await this.job.isDone(this.world));
  }

  /** Waits until the keeper has a transaction under way. */
  async untilSent(slots = 6): Promise<string> {
    const { vault } = this.world.deployment.contracts;
    for (let poll = 0; poll < slots * 3; poll++) {
      const open = await this.fleetOrThrow.journal.openAction(vault);
      const hash = open?.attempts.at(-1)?.hash;
      if (hash !== undefined) return hash;
      this.clock.advance(POLL_SECONDS);
      await this.turn(this.fleetOrThrow);
    }
    throw new Error("the keeper sent nothing");
  }

  snapshot(): Promise<string> {
    return this.world.provider.send("evm_snapshot", []) as Promise<string>;
  }

  /** The blocks since the snapshot never were. */
  async revertTo(snapshot: string): Promise<void> {
    await this.world.provider.send("evm_revert", [snapshot]);
    await this.world.provider.send("evm_setAutomine", [false]);
  }

  /** The job never arose. */
  revertToBeginning(): Promise<void> {
    return this.revertTo(this.#before);
  }

  drop(hash: string): Promise<unknown> {
    return this.world.provider.send("hardhat_dropTransaction", [hash]);
  }

  async end(): Promise<void> {
    await this.keeper?.close();
    this.keeper = undefined;
  }

  #newLog() {
    const sink = new Writable({
      write: (chunk, _, done) => {
        this.log.push(String(chunk));
        done();
      },
    });
    return createLog("debug", sink);
  }

  async #countInFlight(): Promise<void> {
    const { provider } = this.world;
    const pending = await provider.getTransactionCount(accounts.keeper, "pending");
    const latest = await provider.getTransactionCount(accounts.keeper, "latest");
    this.mostInFlight = Math.max(this.mostInFlight, pending - latest);
  }
}

let drills = 0;
