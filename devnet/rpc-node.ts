/** A node behind a URL, asked over HTTP JSON-RPC; every failure to reach it reads as one line that a user can act on. */
import { KeelError } from "../errors/keel-error.ts";
import type { Eip1193 } from "./eip1193.ts";

const TIMEOUT_MILLISECONDS = 10_000;

export interface RpcNodeOptions {
  /** How a request travels, instead of the platform's `fetch`. */
  readonly fetch?: typeof fetch;
  /** Gives up on a request that is not answered; after 10 seconds without it. */
  readonly deadline?: () => AbortSignal;
}

interface JsonRpcAnswer {
  readonly jsonrpc: string;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: unknown };
}

/** What the node answered instead of a result, as JSON-RPC has it. */
export class RpcAnswerError extends Error {
  readonly code: number;
  readonly data: unknown;

  constructor({ code, message, data }: { code: number; message: string; data?: unknown }) {
    super(message);
    this.name = "RpcAnswerError";
    this.code = code;
    this.data = data;
  }
}

export class RpcNode implements Eip1193 {
  readonly url: string;
  /** The URL without the key that paths and queries of providers carry. */
  readonly name: string;
  readonly #fetch: typeof fetch;
  readonly #deadline: () => AbortSignal;
  #id = 0;

  /** @throws KEEL_BAD_URL unless `url` is an http or https URL */
  constructor(url: string, options: RpcNodeOptions = {}) {
    const parsed = URL.parse(url);
    if (parsed === null || !/^https?:$/.test(parsed.protocol)) {
      throw new KeelError(
        "KEEL_BAD_URL",
        `"${url}" is not an http(s) URL`,
        "Give the node's JSON-RPC address, such as http://127.0.0.1:8545",
      );
    }
    this.url = url;
    this.name = parsed.origin;
    this.#fetch = options.fetch ?? fetch;
    this.#deadline = options.deadline ?? (() => AbortSignal.timeout(TIMEOUT_MILLISECONDS));
  }

  /** @throws KEEL_RPC_UNREACHABLE where no node answers, {@link RpcAnswerError} where the node answers with an error */
  // biome-ignore lint/suspicious/noExplicitAny: what a JSON-RPC method answers is known by its caller alone
  async request({ method, params }: Parameters<Eip1193["request"]>[0]): Promise<any> {
    const body = JSON.stringify({ jsonrpc: "2.0", id: ++this.#id, method, params: params ?? [] });
    const answer = await this.#post(body);
    if (answer.error !== undefined) throw new RpcAnswerError(answer.error);
    return answer.result;
  }

  async #post(body: string): Promise<JsonRpcAnswer> {
    try {
      const response = await this.#fetch(this.url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body,
        signal: this.#deadline(),
      });
      const answer = (await response.json()) as JsonRpcAnswer | null;
      if (answer?.jsonrpc !== "2.0" || (answer.error === undefined && answer.result === undefined))
        throw new Error(`HTTP ${response.status} without a JSON-RPC answer`);
      return answer;
    } catch (cause) {
      throw new KeelError(
        "KEEL_RPC_UNREACHABLE",
        `no JSON-RPC node answers at ${this.name}`,
        "Check the URL and that the node runs",
        { cause },
      );
    }
  }
}
