/** The exact models of restaked positions, each held against its contract: Symbiotic on the protocol's own code, the others on ports. */
import { expect, test } from "vitest";
import { proof as eigenLayer } from "./proofs/restaked-eigenlayer.proof.ts";
import { proof as ezEth } from "./proofs/restaked-ezeth.proof.ts";
import { proof as rsEth } from "./proofs/restaked-rseth.proof.ts";
import { proof as symbiotic } from "./proofs/restaked-symbiotic.proof.ts";
import { proof as weEth } from "./proofs/restaked-weeth.proof.ts";

/** A seeded share; `npm run prove` tries 3,000 of each. */
const CASES = 120;
const SEED = 3;

for (const proof of [symbiotic, eigenLayer, ezEth, weEth, rsEth]) {
  test(proof.name, async () => {
    const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
    expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
  }, 60_000);
}
