/**
 * Several nodes as one. All reads of a turn go to the node that gave the head, so that no two answers are of different chains;
 * the next head is asked of whoever answers best. A transaction goes to all of them.
 */
import { chainIdentity } from "../../devnet/chain-identity.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { type Block, readBlock } from "../block.ts";
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import { type NamedNode, Provider } from "./provider.ts";

export interface PoolOptions {
  readonly clock: Clock;
  readonly log: Log;
  /** The chain that the keeper was started on; its journal must not meet another. See {@link chainIdentity}. */
  readonly identity: string;
  /** Seconds from which a head is too old to be the chain's; see {@link KeeperParams.maxHeadAge}. */
  readonly maxHeadAge?: number | undefined;
}

type Call = Parameters<Eip1193["request"]>[0];

/** A head this old is compared with another node's: one slot and a half. */
const DOUBTFUL_SECONDS = 18;

/** JSON-RPC codes of a node that could not do its work, rather than of a call that failed. */
const NO_ANSWERS = new Set([-32005, -32603, -32601, 429]);

export class ProviderPool implements Eip1193 {
  readonly #providers: readonly Provider[];
  readonly #options: PoolOptions;
  #current: Provider;
  #furthest = -1;

  /** @param nodes at least one; the first is preferred while nothing speaks for another */
  constructor(nodes: readonly NamedNode[], options: PoolOptions) {
    this.#providers = nodes.map((node) => new Provider(node));
    this.#options = options;
    const [first] = this.#providers;
    if (first === undefined) throw new Error("a pool without nodes");
    this.#current = first;
  }

  get providers(): readonly Provider[] {
    return this.#providers;
  }

  /** Whoever else may be asked; undefined where there is one node only. */
  get witness(): Eip1193 | undefined {
    if (this.#providers.length < 2) return undefined;
    return {
      request: (call) =>
        this.#ask(
          this.#best().find((one) => one !== this.#current),
          call,
        ),
    };
  }

  // biome-ignore lint/suspicious/noExplicitAny: what a JSON-RPC method answers is known by its caller alone
  request(call: Call): Promise<any> {
    if (call.method === "eth_sendRawTransaction") return this.#broadcast(call);
    return this.#ask(this.#current, call);
  }

  /**
   * The head of the chain, by the best node that shows one which can be it; that node answers until the next head is asked for.
   * @throws KEEL_RPC_UNREACHABLE where no node answers, KEEL_WRONG_CHAIN or KEEL_CHAIN_CHANGED where all that do serve another
   * chain, KEEL_HEAD_FROZEN where all heads are too old
   */
  async head(): Promise<Block> {
    let chosen: { provider: Provider; block: Block } | undefined;
    let refused: unknown;
    for (const provider of this.#best()) {
      try {
        const block = await this.#headOf(provider);
        if (chosen === undefined || block.number > chosen.block.number) chosen = { provider, block };
        if (!this.#isDoubtful(block)) break;
      } catch (error) {
        if (refused === undefined || !isKeelError(error, "KEEL_RPC_UNREACHABLE")) refused = error;
        this.#options.log.warn(
          { provider: provider.name, reason: (error as Error).message },
          "a node failed",
        );
      }
    }
    if (chosen === undefined) throw refused;
    this.#requireYoung(chosen.block);
    this.#furthest = Math.max(this.#furthest, chosen.block.number);
    this.#current = chosen.provider;
    return chosen.block;
  }

  /** The chain does not go on from where it was: every node must show again which chain it serves. */
  doubt(): void {
    this.#furthest = -1;
    for (const provider of this.#providers) provider.trusted = false;
  }

  /** What the current node sent was not fit to be read. */
  blame(): void {
    this.#current.failed(this.#options.clock.now());
  }

  /** Those at rest last, for when all are. */
  #best(): Provider[] {
    const now = this.#options.clock.now();
    return this.#providers.toSorted(
      (a, b) => Number(a.rests(now)) - Number(b.rests(now)) || a.score - b.score,
    );
  }

  async #headOf(provider: Provider): Promise<Block> {
    const block = await this.#guarded(provider, () => readBlock(provider.rpc, "latest"));
    if (!provider.trusted) await this.#guarded(provider, () => this.#requireOurs(provider));
    provider.lags(Math.max(this.#furthest - block.number, 0));
    return block;
  }

  async #requireOurs(provider: Provider): Promise<void> {
    const chainId = Number(await provider.rpc.request({ method: "eth_chainId" }));
    if (chainId !== 1) {
      throw new KeelError(
        "KEEL_WRONG_CHAIN",
        `the node at ${provider.name} is on chain ${chainId}, and Keel's contracts are on chain 1`,
        "Name another node",
      );
    }
    if ((await chainIdentity(provider.rpc)) !== this.#options.identity) {
      throw new KeelError(
        "KEEL_CHAIN_CHANGED",
        `the node at ${provider.name} serves another chain than when this keeper was started; a restart makes one`,
        "Start the keeper again",
      );
    }
    provider.trusted = true;
  }

  #isDoubtful(block: Block): boolean {
    if (block.number < this.#furthest) return true;
    return this.#options.clock.now() - block.timestamp > DOUBTFUL_SECONDS;
  }

  #requireYoung({ number, timestamp }: Block): void {
    const { clock, maxHeadAge } = this.#options;
    const age = clock.now() - timestamp;
    if (maxHeadAge === undefined || age <= maxHeadAge) return;
    for (const provider of this.#providers) provider.lags(age / 12);
    throw new KeelError(
      "KEEL_HEAD_FROZEN",
      `the newest block that any node shows is ${number}, ${age} seconds old`,
      "Check the nodes, and this machine's clock",
    );
  }

  /** Accepted if one node accepts it; what the others say is heard only if none does. */
  async #broadcast(call: Call): Promise<unknown> {
    const answers = await Promise.allSettled(this.#best().map((provider) => this.#ask(provider, call)));
    const accepted = answers.find(({ status }) => status === "fulfilled");
    if (accepted?.status === "fulfilled") return accepted.value;
    const reasons = answers.flatMap((answer) => (answer.status === "rejected" ? [answer.reason] : []));
    throw reasons.find((reason) => !isKeelError(reason, "KEEL_RPC_UNREACHABLE")) ?? reasons[0];
  }

  #ask(provider: Provider | undefined, call: Call): Promise<unknown> {
    if (provider === undefined) throw new Error("there is no other node to ask");
    return this.#guarded(provider, () => provider.rpc.request(call));
  }

  async #guarded<T>(provider: Provider, work: () => Promise<T>): Promise<T> {
    const { clock } = this.#options;
    const begun = clock.now();
    try {
      const answer = await work();
      provider.answered(clock.now() - begun);
      return answer;
    } catch (error) {
      const { code } = error as { code?: unknown };
      // A call that reverts is an answer as good as any.
      if (typeof code === "number" && !NO_ANSWERS.has(code)) provider.answered(clock.now() - begun);
      else provider.failed(clock.now());
      throw error;
    }
  }
}

const isKeelError = (error: unknown, code: KeelError["code"]): boolean =>
  error instanceof KeelError && error.code === code;
