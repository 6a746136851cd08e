/**
 * The world as data: every account's code, nonce, balance and storage, in the form that geth's and Foundry's genesis
 * files have (`alloc`), so that `vm.loadAllocs` reads it as it is.
 */
import { createHash } from "node:crypto";
import type { Address } from "../addresses.ts";

export interface AccountState {
  /** Wei, as a hex quantity. */
  readonly balance: string;
  /** A hex quantity. */
  readonly nonce: string;
  /** Runtime code, `0x` where there is none. */
  readonly code: string;
  /** Non-zero slots: 32-byte keys and values in hex. */
  readonly storage: Readonly<Record<string, string>>;
}

/** Accounts by lower-case address, sorted, and in each account slots sorted, so that equal worlds have equal bytes. */
export type WorldState = Readonly<Record<Address, AccountState>>;

export function serializeWorld(world: WorldState): string {
  return `${JSON.stringify(world, undefined, 1)}\n`;
}

/** SHA-256 of the serialised world: what the offline mainnet goes by, and what its deployments are recorded under. */
export function hashWorld(serialized: string): string {
  return createHash("sha256").update(serialized).digest("hex");
}
