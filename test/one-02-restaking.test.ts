/** The exact models of restaked positions, each held against its contract: Symbiotic on the protocol's own code, the others on ports. */
import { expect, test } from "vitest";
import { proof as eigenLayer } from "./proofs/restaked-eigenlayer.proof.ts";
import { proof as liquid } from "./proofs/restaked-liquid.proof.ts";
import { proof as symbiotic } from "./proofs/restaked-symbiotic.proof.ts";

/** A seeded share; `npm run prove` tries 3,000 of each. */
const CASES = 120;
const SEED = 3;

for (const proof of [symbiotic, eigenLayer, liquid]) {
  test(proof.name, async () => {
    const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
    expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
  }, 60_000);
}
