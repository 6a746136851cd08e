import { describe, expect, test } from "vitest";
import { RAY } from "../../math/units.ts";
import type { Lido } from "../lido.ts";
import { oracleReport } from "../oracle-report.ts";
import { finalizationBatches, prefinalize } from "./batches.ts";
import { type BorderSettings, onOracleReport, safeBorderEpoch } from "./bunker.ts";
import { claim, claimableEther, findCheckpointHint } from "./claim.ts";
import { finalize } from "./finalize.ts";
import { emptyQueue, requestWithdrawal, requestWithdrawalOfWsteth, type WithdrawalQueue } from "./queue.ts";

const ETHER = 10n ** 18n;
const NOW = 1_700_000_000;
const atRate = (rate: bigint): Lido => ({ totalShares: 10n * ETHER, totalPooledEther: 10n * rate * ETHER });

/** Finalises everything at `rate` as the oracle would. */
const finalizeAll = (queue: WithdrawalQueue, rate: bigint): void => {
  const { batches } = finalizationBatches(queue, rate, NOW, 1_000_000n * ETHER);
  finalize(queue, batches.at(-1) ?? 0, prefinalize(queue, batches, rate).ether, rate);
};
const claimable = (queue: WithdrawalQueue, id: number): bigint =>
  claimableEther(queue, id, findCheckpointHint(queue, id));

/** 1 stETH asked at a rate of 1, then 2 stETH at a rate of 2: one share each. */
const askedBeforeAndAfterAReward = (): WithdrawalQueue => {
  const queue = emptyQueue();
  requestWithdrawal(queue, atRate(1n), ETHER, NOW);
  onOracleReport(queue, false, 0, NOW - 1, NOW);
  requestWithdrawal(queue, atRate(2n), 2n * ETHER, NOW);
  return queue;
};

describe("Lido's published share-rate scenarios", () => {
  test("a slash back to the first rate pays both 1 ether", () => {
    const queue = askedBeforeAndAfterAReward();
    expect(finalizationBatches(queue, RAY, NOW, 2n * ETHER)).toEqual({
      batches: [1, 2],
      remainingBudget: 0n,
    });
    expect(prefinalize(queue, [1, 2], RAY)).toEqual({ ether: 2n * ETHER, shares: 2n * ETHER });
    finalizeAll(queue, RAY);
    expect([claimable(queue, 1), claimable(queue, 2)]).toEqual([ETHER, ETHER]);
  });

  test("a rate between the two pays the first in full and the second by its shares", () => {
    const queue = askedBeforeAndAfterAReward();
    const rate = (RAY * 3n) / 2n;
    expect(finalizationBatches(queue, rate, NOW, (5n * ETHER) / 2n).batches).toEqual([1, 2]);
    finalizeAll(queue, rate);
    expect([claimable(queue, 1), claimable(queue, 2)]).toEqual([ETHER, (3n * ETHER) / 2n]);
  });
});

test("rewards earned while waiting are not paid to who left", () => {
  const queue = emptyQueue();
  requestWithdrawal(queue, atRate(1n), ETHER, NOW);
  finalizeAll(queue, 3n * RAY);
  expect(claimable(queue, 1)).toBe(ETHER);
});

test("a request takes 100 wei to 1,000 stETH", () => {
  const ask = (steth: bigint) => () => requestWithdrawal(emptyQueue(), atRate(1n), steth, NOW);
  expect(ask(99n)).toThrow("RequestAmountTooSmall");
  expect(ask(100n)()).toBe(1);
  expect(ask(1_000n * ETHER)()).toBe(1);
  expect(ask(1_000n * ETHER + 1n)).toThrow("RequestAmountTooLarge");
});

test("wstETH is asked for by the stETH it unwraps to", () => {
  const queue = emptyQueue();
  requestWithdrawalOfWsteth(queue, atRate(2n), ETHER, NOW);
  expect(queue.requests[1]).toMatchObject({ cumulativeSteth: 2n * ETHER, cumulativeShares: ETHER });
  expect(() => requestWithdrawalOfWsteth(queue, atRate(2n), 500n * ETHER + 1n, NOW)).toThrow(
    "RequestAmountTooLarge",
  );
});

test("a request finalised at its own unchanged rate can lose a wei to rounding", () => {
  const lido = { totalShares: 3n * ETHER, totalPooledEther: 7n * ETHER };
  const queue = emptyQueue();
  requestWithdrawal(queue, lido, 100n, NOW);
  finalizeAll(queue, (lido.totalPooledEther * RAY) / lido.totalShares);
  // 100 wei buy 42 shares, which are worth 97.99… wei.
  expect(claimable(queue, 1)).toBe(97n);
});

test("a request is paid once, and only with the hint of its own finalisation", () => {
  const queue = askedBeforeAndAfterAReward();
  finalize(queue, 1, ETHER, RAY);
  finalize(queue, 2, 2n * ETHER, 2n * RAY);
  expect([findCheckpointHint(queue, 1), findCheckpointHint(queue, 2)]).toEqual([1, 2]);
  expect(() => claim(queue, 2, 1)).toThrow("InvalidHint");
  expect(claim(queue, 2, 2)).toBe(2n * ETHER);
  expect(() => claim(queue, 2, 2)).toThrow("RequestAlreadyClaimed");
  expect(queue.lockedEther).toBe(ETHER);
});

test("a slash that is reported while a request waits falls on it as on those who stayed", () => {
  const lido = atRate(1n);
  const queue = emptyQueue();
  requestWithdrawal(queue, lido, ETHER, NOW);
  oracleReport(lido, -ETHER);
  finalizeAll(queue, (lido.totalPooledEther * RAY) / lido.totalShares);
  expect(claimable(queue, 1)).toBe((9n * ETHER) / 10n);
});

describe("bunker mode", () => {
  const settings: BorderSettings = {
    defaultShift: 8,
    maxNegativeRebaseShift: 1_350,
    epochsPerFrame: 225,
    initialEpoch: 75,
  };

  test("begins with the report that says so and keeps that time until it ends", () => {
    const queue = emptyQueue();
    onOracleReport(queue, true, NOW - 500, NOW - 100, NOW);
    onOracleReport(queue, true, NOW - 50, NOW - 10, NOW);
    expect(queue.bunkerSince).toBe(NOW - 500);
    onOracleReport(queue, false, 0, NOW - 1, NOW);
    expect(queue.bunkerSince).toBeUndefined();
  });

  test("off, requests wait 8 epochs", () => {
    expect(safeBorderEpoch(10_000, undefined, settings)).toBe(9_992);
  });

  test("requests from before the loss go on, later ones wait 1,350 epochs at most", () => {
    expect(safeBorderEpoch(10_000, { since: 9_700, earliestSlashing: undefined }, settings)).toBe(9_692);
    expect(safeBorderEpoch(12_000, { since: 9_700, earliestSlashing: undefined }, settings)).toBe(10_650);
  });

  test("behind an incomplete slashing they wait however long, from its frame's start", () => {
    // Frame 40 begins in epoch 40 · 225 + 75 = 9,075.
    expect(safeBorderEpoch(12_000, { since: 9_700, earliestSlashing: 9_099 }, settings)).toBe(9_067);
  });

  test("requests past the border are not finalised", () => {
    const queue = emptyQueue();
    requestWithdrawal(queue, atRate(1n), ETHER, NOW);
    requestWithdrawal(queue, atRate(1n), ETHER, NOW + 1);
    expect(finalizationBatches(queue, RAY, NOW, 10n * ETHER).batches).toEqual([1]);
  });
});
