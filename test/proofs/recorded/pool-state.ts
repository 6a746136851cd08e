// One state of the Curve stETH pool, written under the recorded code and built into the port.
// The LP token is our stand-in under both, since the real one's code is not recorded.

import { type Hex, keccak256, numberToHex } from "viem";
import { type Connection, RECORDED } from "./mainnet.ts";
import type { Random } from "./random.ts";
import { deployPortSteth, type StethState, setWord, writeRecordedSteth } from "./steth-state.ts";

export interface PoolState {
  /** Ether that the pool holds, wei. */
  readonly ether: bigint;
  /** Lido shares that the pool holds. */
  readonly shares: bigint;
  readonly adminBalances: readonly [bigint, bigint];
  readonly lpSupply: bigint;
  /** LP tokens of the driver, a part of the supply. */
  readonly driverLp: bigint;
  readonly driverShares: bigint;
  readonly A: bigint;
  readonly fee: bigint;
  readonly adminFee: bigint;
  readonly owner: Hex;
  readonly lido: Omit<StethState, "holders">;
}

/** A pool and its tokens, recorded or ported. */
export interface PoolSide {
  readonly pool: Hex;
  readonly steth: Hex;
  readonly lpToken: Hex;
}

const ETHER: Hex = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";
const STRANGER: Hex = "0x000000000000000000000000000000000000dEaD";
const A_PRECISION = 100n;

/** The recorded pool's slots; Vyper 0.2.8 lays an array at the hash of its number. */
const RECORDED_SLOT = {
  coins: keccak256(numberToHex(0, { size: 32 })),
  adminBalances: keccak256(numberToHex(1, { size: 32 })),
  fee: "0x2",
  adminFee: "0x3",
  owner: "0x4",
  lpToken: "0x5",
  futureA: "0x7",
} as const;
/** Where the port keeps the admin's fees, the only state that its constructor does not take. */
const PORT_ADMIN_BALANCES_SLOT: Hex = "0x2";

/** The pool as recorded; the LP supply, which is not, is what a virtual price of about 1.05 would give. */
export const recordedPoolState = async ({ ethers }: Connection, driver: Hex): Promise<PoolState> => {
  const pool = await ethers.getContractAt("CurveStethPool", RECORDED.pool);
  const steth = await ethers.getContractAt("LidoStETH", RECORDED.steth);
  const [depositedValidators, beaconValidators, beaconBalance] = await steth.getFunction("getBeaconStat")();
  const shares: bigint = await steth.getFunction("sharesOf")(RECORDED.pool);
  const ether = await ethers.provider.getBalance(RECORDED.pool);
  return {
    ether,
    shares,
    adminBalances: [await pool.getFunction("admin_balances")(0), await pool.getFunction("admin_balances")(1)],
    lpSupply: ether + shares,
    driverLp: (ether + shares) / 2n,
    driverShares: shares,
    A: await pool.getFunction("A")(),
    fee: await pool.getFunction("fee")(),
    adminFee: await pool.getFunction("admin_fee")(),
    owner: driver,
    lido: {
      totalShares: await steth.getFunction("getTotalShares")(),
      depositedValidators,
      beaconValidators,
      beaconBalance: beaconBalance + (await steth.getFunction("getBufferedEther")()),
      oracle: driver,
    },
  };
};

/** Any pool: from a few wei to a hundred million ether, from empty to a thousandfold imbalance, any fee and A. */
export const randomPoolState = (random: Random, driver: Hex): PoolState => {
  const ether = random.chance(0.05) ? 0n : random.magnitude(10n ** 3n, 10n ** 26n);
  const shares = random.chance(0.05) ? 0n : (ether * random.magnitude(10n ** 6n, 10n ** 12n)) / 10n ** 9n;
  const lpSupply = random.chance(0.1) ? 0n : random.magnitude(1n, 2n * (ether + shares) + 1n);
  const driverShares = random.magnitude(1n, 10n ** 26n);
  const totalShares = (shares + driverShares + 1n) * BigInt(1 + random.below(100));
  const part = (of: bigint) => (random.chance(0.3) ? 0n : of / BigInt(2 + random.below(10 ** 6)));
  return {
    ether,
    shares,
    adminBalances: [part(ether), part(shares)],
    lpSupply,
    driverLp: random.chance(0.3) ? lpSupply : lpSupply / BigInt(1 + random.below(20)),
    driverShares,
    A: random.pick([1n, 5n, 50n, 50n, 200n, 5_000n, 999_999n]),
    fee: random.pick([0n, 4_000_000n, 4_000_000n, 100_000_000n, 5_000_000_000n]),
    adminFee: random.pick([0n, 5_000_000_000n, 5_000_000_000n, 10_000_000_000n]),
    owner: random.chance(0.8) ? driver : STRANGER,
    lido: {
      totalShares,
      depositedValidators: BigInt(random.below(1_000)),
      beaconValidators: 0n,
      beaconBalance: (totalShares * BigInt(500_000 + random.below(1_000_000))) / 1_000_000n,
      oracle: driver,
    },
  };
};

const deployLpToken = async ({ ethers }: Connection, driver: Hex, state: PoolState) => {
  const token = await ethers.deployContract("CurveToken");
  await token.getFunction("mint")(driver, state.driverLp);
  await token.getFunction("mint")(STRANGER, state.lpSupply - state.driverLp);
  return token;
};

const setEther = async ({ provider }: Connection, account: Hex, wei: bigint) => {
  await provider.request({ method: "hardhat_setBalance", params: [account, numberToHex(wei)] });
};

const setPair = async (connection: Connection, pool: Hex, slot: Hex, pair: readonly [bigint, bigint]) => {
  await setWord(connection, pool, slot, pair[0]);
  await setWord(connection, pool, numberToHex(BigInt(slot) + 1n, { size: 32 }), pair[1]);
};

/** Brings recorded pool and recorded stETH to `state`. */
export const writeRecordedPool = async (
  connection: Connection,
  driver: Hex,
  state: PoolState,
): Promise<PoolSide> => {
  const { pool } = RECORDED;
  const lpToken = await deployLpToken(connection, driver, state);
  await lpToken.getFunction("set_minter")(pool);
  const address = (await lpToken.getAddress()) as Hex;
  await setWord(connection, pool, RECORDED_SLOT.coins, BigInt(ETHER));
  await setPair(connection, pool, RECORDED_SLOT.adminBalances, state.adminBalances);
  await setWord(connection, pool, RECORDED_SLOT.fee, state.fee);
  await setWord(connection, pool, RECORDED_SLOT.adminFee, state.adminFee);
  await setWord(connection, pool, RECORDED_SLOT.owner, BigInt(state.owner));
  await setWord(connection, pool, RECORDED_SLOT.lpToken, BigInt(address));
  await setWord(connection, pool, RECORDED_SLOT.futureA, state.A * A_PRECISION);
  await setEther(connection, pool, state.ether);
  const holders = [
    { account: pool, shares: state.shares },
    { account: driver, shares: state.driverShares },
  ];
  const steth = await writeRecordedSteth(connection, { ...state.lido, holders });
  return { pool, steth, lpToken: address };
};

/** Builds a port of the pool in `state`, over a stETH port of its own. */
export const deployPortPool = async (
  connection: Connection,
  driver: Hex,
  state: PoolState,
): Promise<PoolSide> => {
  const { ethers } = connection;
  const lpToken = await deployLpToken(connection, driver, state);
  const steth = await deployPortSteth(connection, {
    ...state.lido,
    holders: [{ account: driver, shares: state.driverShares }],
  });
  const contract = await ethers.deployContract("CurveStethPool", [
    state.owner,
    [ETHER, steth],
    lpToken,
    state.A,
    state.fee,
    state.adminFee,
  ]);
  const pool = (await contract.getAddress()) as Hex;
  await lpToken.getFunction("set_minter")(pool);
  const port = await ethers.getContractAt("LidoStETH", steth);
  await port.getFunction("transferShares")(pool, state.shares);
  await setPair(connection, pool, PORT_ADMIN_BALANCES_SLOT, state.adminBalances);
  await setEther(connection, pool, state.ether);
  return { pool, steth, lpToken: (await lpToken.getAddress()) as Hex };
};
