/**
 * ezETH by Renzo: stETH in at the reported rate, stETH out once the cool-down is over. The twin of
 * `contracts/strategies/restaking/doors/EzethDoor.sol` and of the port of Renzo behind it.
 */
import { etherByShares, sharesByEther } from "../../kernels/lido/lido.ts";
import { least } from "../../kernels/math/extremes.ts";
import { mulDivFloor } from "../../kernels/math/mul-div.ts";
import { type Seconds, WAD, type Wad } from "../../kernels/math/units.ts";
import { ProtocolRevert } from "../../kernels/revert.ts";
import { type Amid, MAX_REQUESTS, UNLIMITED, type Way } from "./door.ts";

interface Request {
  /** Ether that it was worth when it was made. */
  readonly asked: bigint;
  readonly tokens: bigint;
  readonly createdAt: Seconds;
}

export interface EzethDoor {
  readonly is: "ezETH";
  rate: Wad;
  readonly coolDown: Seconds;
  paused: boolean;
  /** Lido shares that Renzo holds. */
  held: bigint;
  /** Lido shares that rounding left with the door. */
  shares: bigint;
  requests: Request[];
}

/** What it was worth when it was made, or less after a fall. */
const pays = ({ rate }: EzethDoor, { asked, tokens }: Request): bigint =>
  least(asked, mulDivFloor(tokens, rate, WAD));

const hasMatured = ({ door, time }: Amid<EzethDoor>, { createdAt }: Request): boolean =>
  !door.paused && time - createdAt >= door.coolDown;

const requested = (amid: Amid<EzethDoor>, matured: boolean): bigint =>
  amid.door.requests
    .filter((request) => hasMatured(amid, request) === matured)
    .reduce((sum, request) => sum + pays(amid.door, request), 0n);

export const ezethWay: Way<EzethDoor> = {
  rate: ({ rate }) => rate,
  room: ({ door }) => (door.paused ? 0n : UNLIMITED),
  exitsPaused: ({ paused, requests }) => paused || requests.length >= MAX_REQUESTS,
  exitWait: ({ coolDown }) => coolDown,
  pending: (amid) => requested(amid, false),
  claimable: (amid) => requested(amid, true),

  enter({ door, lido }, shares) {
    door.shares += shares;
    const amount = etherByShares(lido, door.shares);
    const moved = sharesByEther(lido, amount);
    door.shares -= moved;
    door.held += moved;
    return mulDivFloor(amount, WAD, door.rate);
  },

  request({ door, time }, tokens) {
    door.requests.push({ asked: mulDivFloor(tokens, door.rate, WAD), tokens, createdAt: time });
    return 0n;
  },

  claim(amid) {
    const { door, lido } = amid;
    const matured = door.requests.filter((request) => hasMatured(amid, request));
    for (const request of matured) {
      const moved = sharesByEther(lido, pays(door, request));
      if (moved > door.held) throw new ProtocolRevert("TRANSFER_AMOUNT_EXCEEDS_BALANCE");
      door.held -= moved;
      door.shares += moved;
    }
    door.requests = door.requests.filter((request) => !matured.includes(request));
    const { shares } = door;
    door.shares = 0n;
    return shares;
  },
};
