/**
 * The way into a liquid restaking token and out of it through its own redemption queue, as a position in it asks. The twin of
 * `contracts/interfaces/IRestakingDoor.sol`; each door's own file holds its token's protocol with it. Amounts are wei; ether is counted
 * by what the protocol says. Throws what the contracts revert with.
 */
import type { Lido } from "../../kernels/lido/lido.ts";
import type { Seconds, Wad } from "../../kernels/math/units.ts";

/** No limit, as the contracts answer it. */
export const UNLIMITED = (1n << 256n) - 1n;
/** Requests that may be under way at once. */
export const MAX_REQUESTS = 16;

/** A door amid what it is used in. Changed in place. */
export interface Amid<Door> {
  readonly door: Door;
  readonly lido: Lido;
  readonly time: Seconds;
  /** The block's number, by which some protocols wait. */
  readonly block: number;
}

export interface Way<Door> {
  /** ETH per token, as the protocol last said. */
  rate(door: Door): Wad;
  /** The most ether that goes in now. */
  room(amid: Amid<Door>): bigint;
  exitsPaused(door: Door): boolean;
  /** Seconds that a request made now waits. */
  exitWait(door: Door): Seconds;
  /** Ether that requests would pay which cannot be claimed yet. */
  pending(amid: Amid<Door>): bigint;
  claimable(amid: Amid<Door>): bigint;
  /** Turns Lido shares into tokens, and returns those. */
  enter(amid: Amid<Door>, shares: bigint): bigint;
  /** Asks for the redemption of tokens, and returns those that come back. */
  request(amid: Amid<Door>, tokens: bigint): bigint;
  /** Claims what can be claimed, and returns the Lido shares. */
  claim(amid: Amid<Door>): bigint;
}
