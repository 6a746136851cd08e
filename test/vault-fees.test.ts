import { expect, test } from "vitest";
import { proof } from "./proofs/vault-fees.proof.ts";

/** A seeded share; `npm run prove` tries 20,000. */
const CASES = 2_000;

test("VLT-10 fees are the same shares in TypeScript and in Solidity", async () => {
  const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: 1 });
  expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
});
