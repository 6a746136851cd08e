/**
 * A JSON-RPC node that misbehaves on request: it stands between a keeper and a node, passes requests on, and lets faults take
 * hold of some of them. In a drill it is the keeper's `fetch`, in virtual time; `serve.ts` puts it behind a port.
 */
import type { Eip1193 } from "../../devnet/eip1193.ts";
import type { VirtualClock } from "./virtual-clock.ts";

export interface RpcRequest {
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: what a JSON-RPC method takes is known by its caller alone
  readonly params: readonly any[];
}

/** A JSON-RPC answer, raw HTTP, silence, or a connection that breaks. */
export type Reply =
  | { readonly result: unknown }
  | { readonly error: { readonly code: number; readonly message: string; readonly data?: unknown } }
  | { readonly status: number; readonly body: string }
  | "hang"
  | "drop";

/** @param pass what the node, and every fault below this one, answers */
export type Fault = (request: RpcRequest, pass: () => Promise<Reply>) => Reply | Promise<Reply>;

export class FaultProxy {
  readonly #node: Eip1193;
  readonly #faults: Fault[] = [];
  readonly #wire: RpcRequest[];

  /** @param wire where everything that is asked for is noted, in order */
  constructor(node: Eip1193, wire: RpcRequest[] = []) {
    this.#node = node;
    this.#wire = wire;
  }

  /** @returns what lifts the fault */
  inject(fault: Fault): () => void {
    this.#faults.push(fault);
    return () => {
      const index = this.#faults.indexOf(fault);
      if (index >= 0) this.#faults.splice(index, 1);
    };
  }

  async reply(request: RpcRequest): Promise<Reply> {
    this.#wire.push(request);
    const through = async (depth: number): Promise<Reply> => {
      const fault = this.#faults[depth];
      return fault === undefined ? this.#pass(request) : fault(request, () => through(depth + 1));
    };
    return through(0);
  }

  /** The proxy as the keeper's `fetch`, in the clock's time. */
  fetchIn(clock: VirtualClock): typeof fetch {
    return async (_url, init) => {
      const { id, method, params } = JSON.parse(String(init?.body));
      const reply = await this.reply({ method, params });
      if (reply === "drop") throw new TypeError("fetch failed");
      if (reply === "hang") {
        const { signal } = init ?? {};
        if (signal == null) throw new Error("a request without a deadline hangs for ever");
        clock.expire(signal);
        throw signal.reason;
      }
      if ("status" in reply) return new Response(reply.body, { status: reply.status });
      return Response.json({ jsonrpc: "2.0", id, ...reply });
    };
  }

  async #pass({ method, params }: RpcRequest): Promise<Reply> {
    try {
      return { result: await this.#node.request({ method, params }) };
    } catch (error) {
      const { code = -32603, message, data } = error as { code?: number; message: string; data?: unknown };
      return { error: { code, message, data } };
    }
  }
}
