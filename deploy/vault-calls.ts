/**
 * What a vault must be told before it uses a strategy: each call is announced first, and made once the vault's delay has passed.
 */
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Address } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { type Read, readAll } from "../devnet/multicall.ts";

export interface VaultCall {
  readonly name: "addStrategy" | "configure";
  readonly args: readonly unknown[];
  /** Whether it was made already. */
  readonly isDone: () => Promise<boolean>;
}

/** A call that is announced and not made yet. */
export interface Announced {
  readonly name: VaultCall["name"];
  /** Unix seconds from which it can be made. */
  readonly from: number;
}

/** Sends a call of the vault's as its owner or curator, and waits for it. */
export type SendToVault = (name: string, args: readonly unknown[]) => Promise<unknown>;

/**
 * Makes the calls that are due, in their order, and announces those that are not announced.
 *
 * @returns what still waits
 */
export async function tellVault(
  chain: Eip1193,
  vault: Address,
  calls: readonly VaultCall[],
  send: SendToVault,
): Promise<readonly Announced[]> {
  const waiting: Announced[] = [];
  for (const { name, args, isDone } of calls) {
    if (await isDone()) continue;
    const data = KEEL_VAULT().encodeFunctionData(name, args);
    if ((await noticeOf(chain, vault, data)) === 0) await send("submit", [data]);
    const from = await noticeOf(chain, vault, data);
    // A call behind one that waits would be refused.
    if (waiting.length === 0 && from <= (await now(chain))) await send(name, args);
    else waiting.push({ name, from });
  }
  return waiting;
}

/** The call by which a vault takes a strategy in. @param cap most units at entry value that it may hold after an allocation */
export const addStrategy = (chain: Eip1193, vault: Address, strategy: Address, cap: bigint): VaultCall => ({
  name: "addStrategy",
  args: [strategy, cap],
  async isDone() {
    const [strategies] = await readAll(chain, [ofVault(vault, "strategies")], "latest");
    return [...strategies].includes(strategy);
  },
});

const KEEL_VAULT = () => interfaceOf("KeelVault");

const ofVault = (to: Address, name: string, args: readonly unknown[] = []): Read => ({
  ...{ to, abi: KEEL_VAULT(), name, args },
});

/** Unix seconds from which the vault takes the call; 0 where it is not announced. */
async function noticeOf(chain: Eip1193, vault: Address, data: string): Promise<number> {
  const [from] = await readAll(chain, [ofVault(vault, "executableAt", [data])], "latest");
  return Number(from);
}

/** The next block's time: a development chain's may have been moved. Not every node tells of a block that is not there yet. */
async function now(chain: Eip1193): Promise<number> {
  const block = (tag: string) => chain.request({ method: "eth_getBlockByNumber", params: [tag, false] });
  const { timestamp } = (await block("pending")) ?? (await block("latest"));
  return Number(timestamp);
}
