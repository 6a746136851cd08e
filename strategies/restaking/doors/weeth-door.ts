/**
 * weETH by ether.fi: stETH in through its liquifier, ether out once a request is finalized, which buys stETH again. The twin of
 * `contracts/strategies/restaking/doors/WeethDoor.sol`, of its route, and of the port of ether.fi behind it.
 */
import type { StethPool } from "../../kernels/curve/steth-pool.ts";
import { etherByShares, sharesByEther } from "../../kernels/lido/lido.ts";
import { least } from "../../kernels/math/extremes.ts";
import { mulDivCeil, mulDivFloor } from "../../kernels/math/mul-div.ts";
import { type Bps, type Seconds, WAD } from "../../kernels/math/units.ts";
import { ProtocolRevert } from "../../kernels/revert.ts";
import { buy } from "../../market/steth-route.ts";
import { MAX_REQUESTS, UNLIMITED, type Way } from "./door.ts";

const BPS = 10_000n;
const MOST_REQUESTED = (1n << 96n) - 1n;

interface Request {
  readonly id: number;
  /** eETH that was asked for, and the shares of it then. */
  readonly amount: bigint;
  readonly share: bigint;
  /** False while ether.fi has declared it invalid. */
  valid: boolean;
}

export interface WeethDoor {
  readonly is: "weETH";
  /** Ether of ether.fi's pool, and its shares: one weETH is one of them. */
  pooled: bigint;
  totalShares: bigint;
  /** What the liquifier takes off stETH, basis points. */
  discount: Bps;
  paused: boolean;
  lastId: number;
  /** Requests up to this one can be claimed. */
  lastFinalized: number;
  /** What a request is taken to wait. */
  readonly assumedWait: Seconds;
  /** Lido shares that rounding left with the door. */
  shares: bigint;
  /** In the door's order: the last takes the place of one that is claimed. */
  requests: Request[];
  /** Where claimed ether becomes stETH, unless Lido gives more. */
  readonly pool: StethPool;
}

/** eETH for shares and shares for eETH, both floored. */
export const amountForShare = ({ pooled, totalShares }: WeethDoor, share: bigint): bigint =>
  totalShares === 0n ? 0n : mulDivFloor(share, pooled, totalShares);
export const sharesForAmount = ({ pooled, totalShares }: WeethDoor, amount: bigint): bigint =>
  pooled === 0n ? 0n : mulDivFloor(amount, totalShares, pooled);

const canBeClaimed = ({ lastFinalized }: WeethDoor, { id, valid }: Request): boolean =>
  valid && id <= lastFinalized;

const pays = (door: WeethDoor, { amount, share, valid }: Request): bigint =>
  valid ? least(amount, amountForShare(door, share)) : 0n;

const requested = (door: WeethDoor, matured: boolean): bigint =>
  door.requests
    .filter((request) => (!door.paused && canBeClaimed(door, request)) === matured)
    .reduce((sum, request) => sum + pays(door, request), 0n);

export const weethWay: Way<WeethDoor> = {
  rate: (door) => amountForShare(door, WAD),
  room: ({ door }) => (door.paused ? 0n : UNLIMITED),
  exitsPaused: ({ paused, requests }) => paused || requests.length >= MAX_REQUESTS,
  exitWait: ({ assumedWait }) => assumedWait,
  pending: ({ door }) => requested(door, false),
  claimable: ({ door }) => requested(door, true),

  enter({ door, lido }, shares) {
    door.shares += shares;
    const amount = etherByShares(lido, door.shares);
    door.shares -= sharesByEther(lido, amount);
    const bought = mulDivFloor(amount, BPS - door.discount, BPS);
    const share = door.totalShares === 0n ? bought : sharesForAmount(door, bought);
    if (share === 0n) throw new ProtocolRevert("InvalidAmount");
    door.pooled += bought;
    door.totalShares += share;
    // Wrapped by its worth, which rounds down once more.
    return sharesForAmount(door, amountForShare(door, share));
  },

  request({ door }, tokens) {
    const amount = amountForShare(door, tokens);
    const share = sharesForAmount(door, amount);
    if (share === 0n || amount > MOST_REQUESTED) throw new ProtocolRevert("InvalidAmount");
    door.lastId += 1;
    door.requests.push({ id: door.lastId, amount, share, valid: true });
    return 0n;
  },

  claim({ door, lido }) {
    let ether = 0n;
    for (let i = door.requests.length - 1; i >= 0; i--) {
      const request = door.requests[i] as Request;
      if (!canBeClaimed(door, request)) continue;
      const paid = pays(door, request);
      door.totalShares -= mulDivCeil(paid, door.totalShares, door.pooled);
      door.pooled -= paid;
      ether += paid;
      const last = door.requests.pop() as Request;
      if (last !== request) door.requests[i] = last;
    }
    if (ether > 0n) door.shares += buy({ lido, pool: door.pool }, ether);
    const { shares } = door;
    door.shares = 0n;
    return shares;
  },
};
