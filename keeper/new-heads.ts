/**
 * Wakes the keeper when a node announces a block (`newHeads` over WebSocket), so that it need not look for one so often. It is
 * only a bell: what the block holds is asked of the nodes, and while the bell is broken the keeper looks by the clock.
 */
import type { Clock } from "./clock.ts";
import type { Log } from "./log.ts";

const SUBSCRIBE = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "eth_subscribe", params: ["newHeads"] });
/** Seconds until a broken connection is tried again. */
const RETRY_SECONDS = 10;

export class NewHeads {
  readonly #url: string;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #closed = new AbortController();
  #socket: WebSocket | undefined;
  #rung = new AbortController();

  constructor(url: string, clock: Clock, log: Log) {
    this.#url = url;
    this.#clock = clock;
    this.#log = log;
    this.#connect();
  }

  /** Until the next block is announced, the seconds are over, or `signal` is aborted. */
  async wait(seconds: number, signal: AbortSignal): Promise<void> {
    await this.#clock.sleep(seconds, AbortSignal.any([signal, this.#rung.signal]));
    if (this.#rung.signal.aborted) this.#rung = new AbortController();
  }

  close(): void {
    this.#closed.abort();
    this.#socket?.close();
  }

  #connect(): void {
    const socket = new WebSocket(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => socket.send(SUBSCRIBE));
    socket.addEventListener("message", ({ data }) => {
      if (String(data).includes("eth_subscription")) this.#rung.abort();
    });
    // An error is followed by a close.
    socket.addEventListener("error", () =>
      this.#log.warn({}, "the node that announces blocks does not answer"),
    );
    socket.addEventListener("close", () => this.#again());
  }

  async #again(): Promise<void> {
    await this.#clock.sleep(RETRY_SECONDS, this.#closed.signal);
    if (!this.#closed.signal.aborted) this.#connect();
  }
}
