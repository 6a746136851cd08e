/** One node as the keeper sees it: how often it failed lately, how slow it is, and whether it is known to serve our chain. */
import type { Eip1193 } from "../../devnet/eip1193.ts";

export interface NamedNode {
  /** Without the key that its URL may carry. */
  readonly name: string;
  readonly rpc: Eip1193;
}

/** What each new observation weighs against all earlier ones. */
const WEIGHT = 0.2;
/** Seconds for which a node that failed is asked last; doubled with each failure in a row. */
const FIRST_REST = 2;
const LONGEST_REST = 60;

/** What a block of lag, an unanswered request and a second of waiting count for against each other. */
const POINTS = { lag: 10, errors: 100, latency: 5 };

export class Provider {
  readonly name: string;
  readonly rpc: Eip1193;
  /** That it serves the chain we started on was checked, and nothing has spoken against it since. */
  trusted = false;
  #errors = 0;
  #latency = 0;
  #lag = 0;
  #failuresInARow = 0;
  #restsUntil = 0;

  constructor({ name, rpc }: NamedNode) {
    this.name = name;
    this.rpc = rpc;
  }

  /** The lower the better. */
  get score(): number {
    return this.#errors * POINTS.errors + this.#lag * POINTS.lag + this.#latency * POINTS.latency;
  }

  rests(now: number): boolean {
    return now < this.#restsUntil;
  }

  answered(seconds: number): void {
    this.#failuresInARow = 0;
    this.#errors *= 1 - WEIGHT;
    this.#latency += WEIGHT * (seconds - this.#latency);
  }

  failed(now: number): void {
    this.trusted = false;
    this.#errors += WEIGHT * (1 - this.#errors);
    this.#restsUntil = now + Math.min(FIRST_REST * 2 ** this.#failuresInARow++, LONGEST_REST);
  }

  /** @param blocks that its head is behind the furthest that any node has shown */
  lags(blocks: number): void {
    this.#lag += WEIGHT * (blocks - this.#lag);
  }
}
