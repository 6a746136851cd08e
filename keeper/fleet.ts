/**
 * All keepers, moved by one head: one request for the block, one for the state of everything at its hash, and more only where
 * there is something to do. What is most urgent goes first; what fails for one contract is left to that one.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";
import { GarbledAnswer } from "../devnet/garbled-answer.ts";
import { KeelError } from "../errors/keel-error.ts";
import { Action } from "../strategies/decision.ts";
import type { Block } from "./block.ts";
import type { Clock } from "./clock.ts";
import type { Health } from "./health.ts";
import type { Lease } from "./lease.ts";
import type { Log } from "./log.ts";
import { type Opinion, secondOpinion } from "./second-opinion.ts";
import { readSnapshots, type Snapshot, type Snapshots } from "./snapshot.ts";
import type { TickResult, VaultKeeper } from "./vault-keeper.ts";
import { nameOf, type Watched } from "./watched.ts";

/** Where heads come from; a {@link ProviderPool}. */
export interface HeadSource extends Eip1193 {
  readonly witness: Eip1193 | undefined;
  head(): Promise<Block>;
  doubt(): void;
  blame(): void;
}

export interface FleetOptions {
  readonly source: HeadSource;
  readonly keepers: readonly VaultKeeper[];
  readonly health: Health;
  readonly clock: Clock;
  readonly log: Log;
  /** Of several keepers on one journal only the one that holds it acts; none where there is only one. */
  readonly lease?: Lease | undefined;
  readonly onResult?: (of: Watched, result: TickResult) => void;
}

/** Turns for which a head below one already seen counts as a node that lags, and after which as a reorganisation. */
const PATIENCE = 3;

export class Fleet {
  readonly #options: FleetOptions;
  #last: Block | undefined;
  #behindFor = 0;
  /** The last head was not looked at to the end. */
  #unfinished = false;
  #opinion: { readonly of: Snapshots; readonly said: Promise<Opinion> } | undefined;

  constructor(options: FleetOptions) {
    this.#options = options;
  }

  /**
   * Looks at the head if it is new, and sees to what is under way in any case.
   * @param signal once aborted, no further vault is begun with
   * @throws what the nodes answered, KEEL_CHAIN_CHANGED
   */
  async turn(signal?: AbortSignal): Promise<void> {
    try {
      await this.#turn(signal);
    } catch (error) {
      if (error instanceof GarbledAnswer) this.#options.source.blame();
      throw error;
    }
  }

  async #turn(signal?: AbortSignal): Promise<void> {
    const { source, keepers, health, clock, lease } = this.#options;
    if (lease !== undefined) {
      health.leads(await lease.hold());
      if (!lease.held) return;
    }
    const last = this.#last;
    let head = await source.head();
    if (head.hash === last?.hash && !this.#unfinished) {
      for (const keeper of keepers) await keeper.confirm({ head });
      health.unchanged(clock.now());
      return;
    }
    if (last !== undefined && head.number < last.number && ++this.#behindFor < PATIENCE) return;
    this.#behindFor = 0;
    const reorganised = last !== undefined && head.hash !== last.hash && head.parentHash !== last.hash;
    if (reorganised && head.number <= last.number + 1) {
      source.doubt();
      head = await source.head();
    }
    this.#last = head;
    this.#unfinished = true;
    const snapshots = await this.#read(head);
    const looks = keepers.map((keeper, index) => ({
      keeper,
      seen: snapshots.seen[index] ?? "nothing was read",
    }));
    for (const { keeper, seen } of looks.sort((a, b) => urgencyOf(b.seen) - urgencyOf(a.seen))) {
      if (signal?.aborted) return;
      await this.#look(keeper, snapshots, seen, reorganised);
    }
    this.#unfinished = false;
  }

  #read(head: Block): Promise<Snapshots> {
    const { source, keepers } = this.#options;
    const watched = keepers.map(({ contracts }) => contracts);
    return readSnapshots(source, watched, head, "latest");
  }

  async #look(
    keeper: VaultKeeper,
    snapshots: Snapshots,
    seen: Snapshot | string,
    reorganised: boolean,
  ): Promise<void> {
    const { health, clock, log, onResult } = this.#options;
    const name = nameOf(keeper.contracts);
    const { block } = snapshots;
    if (typeof seen === "string") {
      health.failed(name, `it cannot be read: ${seen}`);
      log.error(
        { contract: name, block: block.number, reason: seen },
        "it cannot be read, and is left alone",
      );
      await keeper.confirm({ head: block, reorganised });
      return;
    }
    try {
      const opinion = () => this.#opinionOn(snapshots);
      const result = await keeper.look({ snapshot: seen, tag: "latest", opinion, reorganised });
      health.looked(name, result.outcome, clock.now());
      onResult?.(keeper.contracts, result);
    } catch (error) {
      if (!(error instanceof KeelError) || error.code !== "KEEL_BRAINS_DISAGREE") throw error;
      health.failed(name, error.message);
      log.error({ contract: name, code: error.code, reason: error.message }, "it is left alone");
    }
  }

  /** Asked once a head at most, for everything. */
  #opinionOn(snapshots: Snapshots): Promise<Opinion> {
    if (this.#opinion?.of !== snapshots) this.#opinion = { of: snapshots, said: this.#ask(snapshots) };
    return this.#opinion.said;
  }

  async #ask({ block, raw }: Snapshots): Promise<Opinion> {
    const { source, keepers } = this.#options;
    const { witness } = source;
    if (witness === undefined) return "same";
    return secondOpinion(
      witness,
      keepers.map(({ contracts }) => contracts),
      block,
      raw,
    );
  }
}

/** What its own contract says that it asks for: a look at prices must not take the nonce that a rescue of the same vault needs. */
function urgencyOf(seen: Snapshot | string): number {
  if (typeof seen === "string" || !("check" in seen) || seen.check.action === Action.hold) return 0;
  return seen.check.urgency;
}
