// A kernel that is broken on purpose fails its proof, and the failure is told by its smallest example.

import { expect, test, vi } from "vitest";
import type * as staking from "../../strategies/kernels/eigenlayer/staker.ts";
import type * as rays from "../../strategies/kernels/math/ray.ts";
import { proof as wadRay } from "../proofs/aave-v3.0-wad-ray.proof.ts";
import { proof as eigenlayer } from "../proofs/eigenlayer.proof.ts";

const BROKEN_FROM = 1_000n;

vi.mock("../../strategies/kernels/math/ray.ts", async (original) => {
  const kernels = await original<typeof rays>();
  const rayDiv: typeof kernels.rayDiv = (a, b) => kernels.rayDiv(a, b) + (a < BROKEN_FROM ? 0n : 1n);
  return { ...kernels, rayDiv };
});

vi.mock("../../strategies/kernels/eigenlayer/staker.ts", async (original) => {
  const kernels = await original<typeof staking>();
  const depositShares: typeof kernels.depositShares = (staker, shares) => {
    kernels.depositShares(staker, shares);
    if (shares >= BROKEN_FROM) staker.depositShares += 1n;
  };
  return { ...kernels, depositShares };
});

test("a formula that is wrong from 1,000 on is told by 1,000", { timeout: 90_000 }, async () => {
  const { failures, firstFailure } = await wadRay.run({ cases: 500, seed: 2022 });
  expect(failures).toBeGreaterThan(10);
  expect(firstFailure).toMatch(/^rayDiv\(1000, \d\): /);
});

test("a history in which deposits from 1,000 on are wrong is told by one deposit of 1,000", {
  timeout: 90_000,
}, async () => {
  const { cases, failures, firstFailure } = await eigenlayer.run({ cases: 100, seed: 2022 });
  expect({ cases, failed: failures > 0 }).toEqual({ cases: 100, failed: true });
  expect(firstFailure?.match(/"operation":"\w+","amount":\d+n/g)).toEqual([
    '"operation":"deposit","amount":1000n',
  ]);
});
