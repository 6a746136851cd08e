/** What nodes do to those who rely on them. */
import { keccak256, toQuantity } from "ethers";
import type { Fault, Reply, RpcRequest } from "./fault-proxy.ts";
import type { Random } from "./random.ts";

export const down: Fault = () => "drop";

export const hung: Fault = () => "hang";

export const rateLimited: Fault = () => ({ status: 429, body: '{"error":"too many requests"}' });

/** An error page, JSON of another kind, or an answer that is none; in turn by chance. */
export const garbage =
  (random: Random): Fault =>
  async ({ method }, pass) => {
    const kind = random.between(0, 3);
    if (kind === 0) return { status: 502, body: "<html><h1>502 Bad Gateway</h1></html>" };
    if (kind === 1) return { status: 200, body: '{"jsonrpc":"1.0"}' };
    if (kind === 2) return { status: 200, body: '{"jsonrpc":"2.0","id":1,"resu' };
    if (method === "eth_sendRawTransaction") return pass();
    return { result: method === "eth_call" ? "0x" : "garbage" };
  };

/** The node was pointed at another chain: id, hashes and all. */
export const wrongChain: Fault = async ({ method }, pass) => {
  if (method === "eth_chainId") return { result: "0x64" };
  const reply = await pass();
  if (method !== "eth_getBlockByNumber" || !isBlock(reply)) return reply;
  const { hash, parentHash } = reply.result;
  return {
    result: { ...reply.result, hash: keccak256(String(hash)), parentHash: keccak256(String(parentHash)) },
  };
};

/** Sees the chain as it was some blocks ago. @param ago asked at each request, in blocks */
export const lagging =
  (headOf: () => Promise<number>, ago: (head: number) => number): Fault =>
  async (request, pass) => {
    const head = await headOf();
    const seen = Math.max(head - ago(head), 0);
    const { method, params } = request;
    if (method === "eth_blockNumber") return { result: toQuantity(seen) };
    const atLatest = params.indexOf("latest");
    // The request is the proxy's own copy, so that the node is asked for the older block.
    if (atLatest >= 0) (params as unknown[])[atLatest] = toQuantity(seen);
    const reply = await pass();
    if (typeof reply !== "object" || !("result" in reply)) return reply;
    const answer = reply.result as { blockNumber?: string } | null;
    const later = Number(answer?.blockNumber ?? 0) > seen;
    if (method === "eth_getTransactionReceipt" && later) return { result: null };
    if (method === "eth_getTransactionByHash" && later)
      return { result: { ...answer, blockNumber: null, blockHash: null } };
    return reply;
  };

/** Answers reads of many contracts with a state that is not the chain's, some digits off. */
export const lying =
  (random: Random): Fault =>
  async (request, pass) => {
    const reply = await pass();
    if (!isMulticall(request) || !isText(reply)) return reply;
    const { result } = reply;
    const digits = [...result.matchAll(/[1-9a-f]/g)].map(({ index }) => index).slice(8);
    const at = random.pick(digits);
    return { result: result.slice(0, at) + (result[at] === "1" ? "2" : "1") + result.slice(at + 1) };
  };

/** Answers reads of many contracts with a state that was the chain's once: a node that was left on a fork. */
export const leftBehind =
  (block: number): Fault =>
  (request, pass) => {
    // The request is the proxy's own copy.
    if (isMulticall(request)) (request.params as unknown[])[1] = toQuantity(block);
    return pass();
  };

const isMulticall = ({ method, params }: RpcRequest): boolean =>
  method === "eth_call" && params[0].to.toLowerCase().startsWith("0xca11bde0");

const isText = (reply: Reply): reply is { readonly result: string } =>
  typeof reply === "object" && "result" in reply && typeof reply.result === "string";

const isBlock = (reply: Reply): reply is { readonly result: Record<string, unknown> } =>
  typeof reply === "object" && "result" in reply && typeof reply.result === "object" && reply.result !== null;
