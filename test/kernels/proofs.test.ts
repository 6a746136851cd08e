// A seeded share of the kernels' proofs; `npm run prove` runs them at length.

import { expect, test } from "vitest";
import { proof as interest } from "../proofs/aave-v3.0-interest.proof.ts";
import { proof as rateCurve } from "../proofs/aave-v3.0-rate-curve.proof.ts";
import { proof as reserve } from "../proofs/aave-v3.0-reserve.proof.ts";
import { proof as wadRay } from "../proofs/aave-v3.0-wad-ray.proof.ts";
import { proof as curve } from "../proofs/curve-kernel.proof.ts";
import { proof as curveNg } from "../proofs/curve-ng.proof.ts";
import { proof as eigenlayer } from "../proofs/eigenlayer.proof.ts";
import { proof as withdrawalQueue } from "../proofs/lido-withdrawal-queue.proof.ts";
import { proof as rateBearing } from "../proofs/rate-bearing.proof.ts";
import { proof as symbiotic } from "../proofs/symbiotic-vault.proof.ts";

test.each([
  { proof: wadRay, cases: 500 },
  { proof: rateCurve, cases: 500 },
  { proof: interest, cases: 200 },
  { proof: reserve, cases: 400 },
  { proof: curve, cases: 400 },
  { proof: withdrawalQueue, cases: 200 },
  { proof: symbiotic, cases: 150 },
  { proof: curveNg, cases: 200 },
  { proof: rateBearing, cases: 200 },
  { proof: eigenlayer, cases: 200 },
])("$proof.name: 0 wei between kernel and contract", { timeout: 90_000 }, async ({ proof, cases }) => {
  const result = await proof.run({ cases, seed: 2022 });
  expect(result).toEqual({ cases, failures: 0 });
});
