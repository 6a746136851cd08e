/** The exact model of a position restaked in Symbiotic, held against its contract on the protocol's own code. */
import { expect, test } from "vitest";
import { proof } from "./proofs/restaked-symbiotic.proof.ts";

/** A seeded share; `npm run prove` tries 3,000. */
const CASES = 180;
const SEED = 3;

test(proof.name, async () => {
  const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
  expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
}, 60_000);
