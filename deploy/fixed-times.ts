/**
 * Gives every transaction's block a time of its own choosing on a development node that mines one block a transaction, so
 * that what is deployed does not depend on how fast the machine was.
 */
import type { Eip1193 } from "../devnet/eip1193.ts";

const SENDING = new Set(["eth_sendTransaction", "eth_sendRawTransaction"]);

/** @param first Unix seconds of the first block, later than the latest; each later block comes one second after, or as much later as is asked by
 * `evm_increaseTime` */
export function withFixedTimes(chain: Eip1193, first: number): Eip1193 {
  let next = first;
  return {
    async request(call) {
      if (call.method === "evm_increaseTime") {
        const [seconds] = call.params as readonly [number];
        next += seconds;
        return;
      }
      if (SENDING.has(call.method)) {
        await chain.request({ method: "evm_setNextBlockTimestamp", params: [next++] });
      }
      return chain.request(call);
    },
  };
}
