// The ports of the Curve stETH pool and of Lido's stETH, held against mainnet as recorded on 14 October 2022.
// `npm run prove` plays thousands of random sequences; here are a seeded share of them, the figures that genuine code
// is known to answer, and the corners that random amounts seldom reach.

import { type Log, parseEther } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curvePool } from "./proofs/curve-steth-pool.proof.ts";
import { lidoSteth } from "./proofs/lido-steth.proof.ts";
import { type Connection, lacksRecordedMainnet, openRecordedMainnet } from "./proofs/recorded/mainnet.ts";
import { approval, poolCall, stethCall } from "./proofs/recorded/pool-operations.ts";
import { type PoolSide, type PoolState, recordedPoolState } from "./proofs/recorded/pool-state.ts";
import { deploySequenceDriver, type SequenceDriver } from "./proofs/recorded/sequence-driver.ts";
import { bothSides, type Operation, runSequences } from "./proofs/recorded/sequences.ts";

const MAX = 2n ** 256n - 1n;
const SEED = 15_746_199;
const ONE = parseEther("1");

/** An ether trade, with the ether it takes. */
const sellEther = (wei: bigint, least = 0n) => poolCall("exchange", [0, 1, wei, least], wei);
const sellSteth = (wei: bigint, least = 0n) => poolCall("exchange", [1, 0, wei, least]);
const add = (ether: bigint, steth: bigint, least = 0n) =>
  poolCall("add_liquidity", [[ether, steth], least], ether);
const remove = (lp: bigint) => poolCall("remove_liquidity", [lp, [0, 0]]);
const removeOne = (lp: bigint, coin: number, least = 0n) =>
  poolCall("remove_liquidity_one_coin", [lp, coin, least]);
const removeExactly = (ether: bigint, steth: bigint, most = MAX) =>
  poolCall("remove_liquidity_imbalance", [[ether, steth], most]);

describe.skipIf(lacksRecordedMainnet() !== undefined)("recorded mainnet and its ports", () => {
  let connection: Connection;
  let driver: SequenceDriver;
  let state: PoolState;
  let sides: Awaited<ReturnType<typeof bothSides<PoolState, PoolSide>>>;

  beforeAll(async () => {
    connection = await openRecordedMainnet();
    driver = await deploySequenceDriver(connection);
    const recorded = await recordedPoolState(connection, driver.address);
    state = { ...recorded, driverLp: recorded.lpSupply };
    sides = await bothSides(curvePool, connection, driver, state);
  });
  afterAll(() => connection.close());

  const ask = async (contract: string, address: string, name: string, ...args: unknown[]) =>
    (await connection.ethers.getContractAt(contract, address)).getFunction(name)(...args);

  /** Plays on both sides, which must not differ; tells which calls succeeded and what those answered. */
  const play = async (...operations: readonly Operation<PoolSide>[]) => {
    const { outcomes, difference } = await sides.play([approval, ...operations]);
    expect(difference).toBeUndefined();
    return outcomes.slice(1).map(({ ok, answer }) => (ok ? BigInt(answer === "0x" ? 0 : answer) : "refused"));
  };

  describe("what genuine code is known to answer, the port answers", () => {
    test.each([
      ["A", [], 50n],
      ["fee", [], 4000000n],
      ["admin_fee", [], 5000000000n],
      ["balances", [0], 539228768071467216709151n],
      ["balances", [1], 693678719598443011328230n],
      ["get_dy", [1, 0, ONE], 994549738027699093n],
      ["get_dy", [0, 1, ONE], 1004675836960315968n],
      ["get_dy", [1, 0, 10_000n * ONE], 9942018988349190988284n],
    ])("pool: %s(%s)", async (name, args, expected) => {
      expect(await ask("CurveStethPool", sides.recorded.pool, name, ...args)).toBe(expected);
      expect(await ask("CurveStethPool", sides.port.pool, name, ...args)).toBe(expected);
    });

    test.each([
      ["getTotalPooledEther", [], 4431626628105874421787143n],
      ["getTotalShares", [], 4065378290652999077913973n],
      ["getPooledEthByShares", [ONE], 1090089608215536299n],
    ])("stETH: %s(%s)", async (name, args, expected) => {
      expect(await ask("LidoStETH", sides.recorded.steth, name, ...args)).toBe(expected);
      expect(await ask("LidoStETH", sides.port.steth, name, ...args)).toBe(expected);
    });

    test("stETH: balanceOf the pool", async () => {
      const expected = 693682412835158756796463n;
      const { recorded, port } = sides;
      expect(await ask("LidoStETH", recorded.steth, "balanceOf", recorded.pool)).toBe(expected);
      expect(await ask("LidoStETH", port.steth, "balanceOf", port.pool)).toBe(expected);
    });
  });

  describe("a seeded share of the proofs", () => {
    test("the pool and its port agree to the wei, and every operation is among what succeeded", async () => {
      const { failures, firstFailure, succeeded } = await runSequences(curvePool, { cases: 100, seed: SEED });
      expect(firstFailure).toBeUndefined();
      expect(failures).toBe(0);
      expect([...succeeded.keys()]).toEqual(
        expect.arrayContaining([
          "exchange",
          "add_liquidity",
          "remove_liquidity",
          "remove_liquidity_one_coin",
          "remove_liquidity_imbalance",
          "withdraw_admin_fees",
          "donate_admin_fees",
          "get_dy",
          "calc_token_amount",
          "calc_withdraw_one_coin",
          "get_virtual_price",
          "stETH.transfer",
          "stETH.handleOracleReport",
        ]),
      );
    }, 60_000);

    test("stETH and its port agree to the wei, and every operation is among what succeeded", async () => {
      const { failures, firstFailure, succeeded } = await runSequences(lidoSteth, { cases: 100, seed: SEED });
      expect(firstFailure).toBeUndefined();
      expect(failures).toBe(0);
      expect([...succeeded.keys()]).toEqual(
        expect.arrayContaining([
          "submit",
          "payment",
          "transfer",
          "transferFrom",
          "transferShares",
          "approve",
          "increaseAllowance",
          "decreaseAllowance",
          "handleOracleReport",
          "getSharesByPooledEth",
          "getPooledEthByShares",
        ]),
      );
    }, 60_000);
  });

  describe("corners of the pool, recorded and ported alike", () => {
    test("trades, deposits and one-sided withdrawals of nothing are refused; a withdrawal of nothing is not", async () => {
      const [sale, purchase, deposit, one, exact, nothing] = await play(
        sellEther(0n),
        sellSteth(0n),
        add(0n, 0n),
        removeOne(0n, 0),
        removeExactly(0n, 0n),
        poolCall("remove_liquidity", [0, [0, 0]]),
      );
      expect([sale, purchase, deposit, one, exact]).toEqual(Array(5).fill("refused"));
      expect(nothing).not.toBe("refused");
    });

    test("a single wei sold or deposited buys nothing", async () => {
      expect(await play(sellEther(1n), sellSteth(1n), add(1n, 0n), add(0n, 1n))).toEqual([0n, 0n, 0n, 0n]);
    });

    test("bounds are met by exactly what is paid and refused by one wei more", async () => {
      const bought = await play(sellEther(ONE));
      const minted = await play(add(ONE, ONE));
      const paid = await play(removeOne(ONE, 1));
      const burnt = await play(removeExactly(ONE, 0n));
      const [dy, lp, steth, cost] = [bought, minted, paid, burnt].map(([answer]) => answer as bigint) as [
        bigint,
        bigint,
        bigint,
        bigint,
      ];
      expect(await play(sellEther(ONE, dy + 1n), sellEther(ONE, dy))).toEqual(["refused", dy]);
      expect(await play(add(ONE, ONE, lp + 1n), add(ONE, ONE, lp))).toEqual(["refused", lp]);
      expect(await play(removeOne(ONE, 1, steth + 1n), removeOne(ONE, 1, steth))).toEqual(["refused", steth]);
      expect(await play(removeExactly(ONE, 0n, cost - 1n), removeExactly(ONE, 0n, cost))).toEqual([
        "refused",
        cost,
      ]);
    });

    test("ether sent must be the ether sold", async () => {
      const less = poolCall("exchange", [0, 1, ONE, 0], ONE - 1n);
      const stray = poolCall("exchange", [1, 0, ONE, 0], 1n);
      const deposit = poolCall("add_liquidity", [[ONE, 0], 0], ONE + 1n);
      expect(await play(less, stray, deposit)).toEqual(["refused", "refused", "refused"]);
    });

    test("a sale of a thousand times the pool takes all but a sliver of the other coin", async () => {
      const [bought, , left] = await play(
        sellEther(1_000n * state.ether),
        poolCall("get_dy", [1, 0, ONE]),
        poolCall("balances", [1]),
      );
      expect(bought).toBeGreaterThan(693_000n * ONE);
      expect(left).toBeLessThan(300n * ONE);
    });

    test("a deposit of a thousand times the pool, in ether alone, is taken; one that overflows the solver is refused", async () => {
      const [minted] = await play(add(1_000n * state.ether, 0n));
      expect(minted).toBeGreaterThan(200_000_000n * ONE);
      expect(await play(add(10n ** 30n, 0n))).toEqual(["refused"]);
    });

    test("the last LP token leaves only dust and the admin's fees, and the next deposit must bring both coins", async () => {
      const answers = await play(
        remove(state.lpSupply),
        poolCall("balances", [0]),
        poolCall("balances", [1]),
        poolCall("get_virtual_price"),
        add(ONE, 0n),
        add(ONE, ONE),
      );
      const [, ether, steth, price, oneCoin, bothCoins] = answers;
      expect([ether, price, oneCoin]).toEqual([0n, "refused", "refused"]);
      expect(steth).toBeLessThanOrEqual(1n);
      expect(bothCoins).toBeGreaterThanOrEqual(2n * ONE);
      expect(bothCoins).toBeLessThanOrEqual(2n * ONE + 1n);
    });

    test("a whole side can be left to one holder of everything, but not named to the wei", async () => {
      const [paid, left] = await play(removeOne(state.lpSupply, 0), poolCall("balances", [0]));
      expect(paid).not.toBe("refused");
      expect(left).toBeLessThanOrEqual(1n);
      expect(await play(removeExactly(state.ether - state.adminBalances[0], 0n))).toEqual(["refused"]);
    });

    test("the admin's fees are half of every fee, are paid once, and can be given away", async () => {
      const [, , , paid, again, sold, fees, , given] = await play(
        poolCall("withdraw_admin_fees"),
        poolCall("admin_balances", [0]),
        poolCall("admin_balances", [1]),
        poolCall("admin_balances", [1]),
        poolCall("withdraw_admin_fees"),
        sellEther(10n * ONE),
        poolCall("admin_balances", [1]),
        poolCall("donate_admin_fees"),
        poolCall("admin_balances", [1]),
      );
      expect([paid, again, given]).toEqual([0n, 0n, 0n]);
      // fee = paid / (1 - 4 bp) · 4 bp, and half of it.
      expect(fees).toBe(((sold as bigint) * 4n) / 9_996n / 2n);
    });

    test("every event is the recorded one", async () => {
      const operations = [
        approval,
        sellEther(ONE),
        sellSteth(ONE),
        add(ONE, 3n),
        remove(ONE),
        removeOne(ONE, 0),
        removeOne(ONE, 1),
        removeExactly(ONE, 5n),
        poolCall("withdraw_admin_fees"),
        stethCall("transfer", ({ pool }) => [pool, 7n]),
        stethCall("transferShares", ({ pool }) => [pool, 7n]),
      ];
      const eventsOf = async (side: PoolSide) => {
        const names = Object.entries({ ...side, driver: driver.address });
        const named = (log: Log) =>
          names.reduce(
            (text, [name, address]) => text.replaceAll(address.slice(2).toLowerCase(), name),
            [log.address, ...log.topics, log.data].join(" ").toLowerCase(),
          );
        return (await driver.send(operations.map((operation) => operation.on(side, driver.address)))).map(
          named,
        );
      };
      const expected = await eventsOf(sides.recorded);
      expect(expected.length).toBeGreaterThan(30);
      expect(await eventsOf(sides.port)).toEqual(expected);
    });
  });
});
