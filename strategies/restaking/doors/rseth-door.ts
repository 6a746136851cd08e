/**
 * rsETH by Kelp: stETH in at its oracle's price for it, stETH out once a request's delay in blocks is over and an operator has unlocked it.
 * The twin of `contracts/strategies/restaking/doors/RsethDoor.sol` and of the port of Kelp behind it.
 */
import { etherByShares, sharesByEther } from "../../kernels/lido/lido.ts";
import { excess, least } from "../../kernels/math/extremes.ts";
import { mulDivFloor } from "../../kernels/math/mul-div.ts";
import type { Wad } from "../../kernels/math/units.ts";
import { ProtocolRevert } from "../../kernels/revert.ts";
import { type Amid, MAX_REQUESTS, type Way } from "./door.ts";

const SECONDS_A_BLOCK = 12;

interface Request {
  /** Its place among all requests. */
  readonly nonce: number;
  readonly tokens: bigint;
  /** stETH that it pays; lowered when it is unlocked after a fall. */
  expected: bigint;
  readonly startBlock: number;
}

export interface RsethDoor {
  readonly is: "rsETH";
  /** ETH per rsETH and per stETH as last reported. */
  price: Wad;
  stethPrice: Wad;
  /** stETH that Kelp takes until it holds so much. */
  depositLimit: bigint;
  /** The least that is redeemed at once, tokens. */
  leastRequest: bigint;
  readonly delayBlocks: number;
  paused: boolean;
  /** Lido shares that Kelp holds, and stETH of them that requests were promised. */
  held: bigint;
  committed: bigint;
  /** The first request that is still locked, and the one that is made next. */
  nextLocked: number;
  nextNonce: number;
  /** Lido shares that lie with the door. */
  shares: bigint;
  /** The oldest first. */
  requests: Request[];
}

/** stETH that tokens are worth at Kelp's own prices. */
const expectedFor = ({ price, stethPrice }: RsethDoor, tokens: bigint): bigint =>
  mulDivFloor(tokens, price, stethPrice);

/** stETH that new requests may ask for. */
const available = ({ door, lido }: Amid<RsethDoor>): bigint =>
  excess(etherByShares(lido, door.held), door.committed);

const isOver = ({ door, block }: Amid<RsethDoor>, { startBlock }: Request): boolean =>
  block >= startBlock + door.delayBlocks;

const canBeCompleted = (amid: Amid<RsethDoor>, request: Request): boolean =>
  request.nonce < amid.door.nextLocked && isOver(amid, request);

/** An unlocked request has its last price; a locked one may yet get a lower one. */
const pays = (door: RsethDoor, { nonce, expected, tokens }: Request): bigint =>
  nonce < door.nextLocked ? expected : least(expected, expectedFor(door, tokens));

const requested = (amid: Amid<RsethDoor>, matured: boolean): bigint =>
  amid.door.requests
    .filter((request) => (!amid.door.paused && canBeCompleted(amid, request)) === matured)
    .reduce((sum, request) => sum + pays(amid.door, request), 0n);

const room = ({ door, lido }: Amid<RsethDoor>): bigint =>
  excess(door.depositLimit, etherByShares(lido, door.held));

export const rsethWay: Way<RsethDoor> = {
  rate: ({ price }) => price,
  room: (amid) => (amid.door.paused ? 0n : room(amid)),
  exitsPaused: ({ paused, requests }) => paused || requests.length >= MAX_REQUESTS,
  exitWait: ({ delayBlocks }) => delayBlocks * SECONDS_A_BLOCK,
  pending: (amid) => requested(amid, false),
  claimable: (amid) => requested(amid, true) + etherByShares(amid.lido, amid.door.shares),

  enter(amid, shares) {
    const { door, lido } = amid;
    door.shares += shares;
    const amount = etherByShares(lido, door.shares);
    if (amount > room(amid)) throw new ProtocolRevert("MaximumDepositLimitReached");
    const moved = sharesByEther(lido, amount);
    door.shares -= moved;
    door.held += moved;
    return mulDivFloor(amount, door.stethPrice, door.price);
  },

  request(amid, tokens) {
    const { door, block } = amid;
    const asked = expectedFor(door, tokens);
    const most = available(amid);
    const amount = asked > most ? mulDivFloor(tokens, most, asked) : tokens;
    if (amount === 0n || amount < door.leastRequest) return tokens;
    const expected = expectedFor(door, amount);
    door.committed += expected;
    door.requests.push({ nonce: door.nextNonce, tokens: amount, expected, startBlock: block });
    door.nextNonce += 1;
    return tokens - amount;
  },

  claim(amid) {
    const { door } = amid;
    if (!door.paused) while (completeOldest(amid));
    const { shares } = door;
    door.shares = 0n;
    return shares;
  },
};

/** Pays the oldest request to the door; false where it cannot be paid yet, or there is none. */
export function completeOldest(amid: Amid<RsethDoor>): boolean {
  const { door, lido } = amid;
  const [oldest] = door.requests;
  if (oldest === undefined || !canBeCompleted(amid, oldest)) return false;
  door.requests.shift();
  const moved = sharesByEther(lido, oldest.expected);
  if (moved > door.held) throw new ProtocolRevert("TRANSFER_AMOUNT_EXCEEDS_BALANCE");
  door.committed -= oldest.expected;
  door.held -= moved;
  door.shares += moved;
  return true;
}

/** What the operator does once delays are over: each request at the lower of the price it was made at and the current one. */
export function unlockQueue(amid: Amid<RsethDoor>): void {
  const { door } = amid;
  for (const request of door.requests) {
    if (request.nonce < door.nextLocked) continue;
    if (!isOver(amid, request)) return;
    const worth = expectedFor(door, request.tokens);
    if (worth < request.expected) {
      door.committed -= request.expected - worth;
      request.expected = worth;
    }
    door.nextLocked = request.nonce + 1;
  }
}
