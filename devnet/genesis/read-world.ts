/**
 * Reads a finished world from the chain that it was built on.
 *
 * Hardhat has no call that dumps its state. It does trace: every transaction's trace names the accounts and slots that it
 * changed, and those, as they are in the end, are the whole state. So the world is built where it will run, without a
 * second EVM, and nothing that a transaction can reach is missed.
 */
import { toQuantity } from "ethers";
import type { Address } from "../addresses.ts";
import type { Eip1193 } from "../eip1193.ts";
import type { AccountState, WorldState } from "./world-state.ts";

type Slots = ReadonlySet<string>;

/** What geth's `prestateTracer` answers in `diffMode`. */
interface PrestateDiff {
  readonly pre: Readonly<Record<Address, { readonly storage?: Readonly<Record<string, string>> }>>;
  readonly post: PrestateDiff["pre"];
}

/** @param placed accounts that were set rather than touched by a transaction */
export async function readWorld(chain: Eip1193, placed: ReadonlySet<Address>): Promise<WorldState> {
  const touched = await touchedSlots(chain, placed);
  const world: [Address, AccountState][] = [];
  for (const [address, slots] of [...touched].sort(([a], [b]) => (a < b ? -1 : 1))) {
    world.push([address, await readAccount(chain, address, slots)]);
  }
  return Object.fromEntries(world);
}

async function readAccount(chain: Eip1193, address: Address, slots: Slots): Promise<AccountState> {
  const read = (method: string, ...params: string[]): Promise<string> =>
    chain.request({ method, params: [address, ...params, "latest"] });
  const storage: Record<string, string> = {};
  for (const slot of [...slots].sort()) {
    const value = await read("eth_getStorageAt", slot);
    if (BigInt(value) !== 0n) storage[slot] = value;
  }
  return {
    balance: await read("eth_getBalance"),
    nonce: await read("eth_getTransactionCount"),
    code: await read("eth_getCode"),
    storage,
  };
}

async function touchedSlots(chain: Eip1193, placed: ReadonlySet<Address>): Promise<Map<Address, Slots>> {
  const touched = new Map<Address, Set<string>>();
  const touch = (address: string, slots: readonly string[]) => {
    const key = address.toLowerCase() as Address;
    touched.set(key, new Set([...(touched.get(key) ?? []), ...slots]));
  };
  for (const address of placed) touch(address, []);
  for (const hash of await transactionHashes(chain)) {
    const params = [hash, { tracer: "prestateTracer", tracerConfig: { diffMode: true } }];
    const { pre, post }: PrestateDiff = await chain.request({ method: "debug_traceTransaction", params });
    for (const [address, { storage }] of [...Object.entries(pre), ...Object.entries(post)]) {
      touch(address, Object.keys(storage ?? {}));
    }
  }
  return touched;
}

async function transactionHashes(chain: Eip1193): Promise<string[]> {
  const height = Number(await chain.request({ method: "eth_blockNumber" }));
  const hashes: string[] = [];
  for (let number = 1; number <= height; number++) {
    const params = [toQuantity(number), false];
    const block = await chain.request({ method: "eth_getBlockByNumber", params });
    hashes.push(...block.transactions);
  }
  return hashes;
}
