// A seeded share of the proofs of whole Aave markets, and of v2 where recorded mainnet is at hand; `npm run prove`
// runs them at length.

import { beforeAll, expect, test } from "vitest";
import { aaveV36 } from "../evm/aave/compile-v3.6.ts";
import { proof as indicesV2 } from "../proofs/aave-v2-indices.proof.ts";
import { proof as marketV30 } from "../proofs/aave-v3.0-market.proof.ts";
import { proof as marketV36 } from "../proofs/aave-v3.6-market.proof.ts";
import { proof as math } from "../proofs/aave-v3.6-math.proof.ts";
import { proof as rateCurve } from "../proofs/aave-v3.6-rate-curve.proof.ts";

beforeAll(() => {
  aaveV36();
});

test.each([
  { proof: math, cases: 1_000 },
  { proof: rateCurve, cases: 500 },
  { proof: marketV36, cases: 200 },
  { proof: marketV30, cases: 200 },
])("$proof.name: 0 wei between kernel and contract", { timeout: 90_000 }, async ({ proof, cases }) => {
  const result = await proof.run({ cases, seed: 2022 });
  expect(result).toEqual({ cases, failures: 0 });
});

const lacking = indicesV2.lacks?.();
const shown = lacking === undefined ? "" : ` (left out: ${lacking})`;
test.skipIf(lacking !== undefined)(
  `${indicesV2.name}: 0 wei between kernel and contract${shown}`,
  async () => {
    const result = await indicesV2.run({ cases: 200, seed: 2022 });
    expect(result).toEqual({ cases: 200, failures: 0 });
  },
);
