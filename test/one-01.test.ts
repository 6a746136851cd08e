import fc from "fast-check";
import { expect, test } from "vitest";
import { Reason } from "../strategies/decision.ts";
import { decide } from "../strategies/leveraged-loop/policy.ts";
import { Rule, unsound } from "../strategies/leveraged-loop/soundness.ts";
import type { Proof } from "./proof.ts";
import { proof as policy } from "./proofs/loop-policy.proof.ts";
import { question, setting } from "./proofs/loop-questions.ts";
import { proof as sizing } from "./proofs/loop-sizing.proof.ts";

/** A seeded share; `npm run prove` tries 20,000. */
const CASES = 2_000;
const SEED = 1;

test.each<Proof>([policy, sizing])("$name agree", async (proof) => {
  const { cases, failures, firstFailure } = await proof.run({ cases: CASES, seed: SEED });
  expect({ cases, failures, firstFailure }).toEqual({ cases: CASES, failures: 0, firstFailure: undefined });
});

test("ONE-01 the states that are tried give every reason there is", () => {
  const questions = fc.sample(question, { seed: SEED, numRuns: CASES });
  const reasons = new Set(questions.map(({ state, params }) => decide(state, params).reason));
  const later: number[] = [Reason.exitMatured, Reason.exitUnderWay, Reason.refusedHeld, Reason.refusedPace];
  const ofLoops = Object.values(Reason).filter(
    (reason) => reason <= Reason.venuePaused || later.includes(reason),
  );
  expect([...reasons].sort((a, b) => a - b)).toEqual(ofLoops);
});

test("LEV-04 the settings that are tried break every rule there is", () => {
  const settings = fc.sample(setting, { seed: SEED, numRuns: CASES });
  const rules = new Set(
    settings.map(({ params, liquidationLtv, window }) => unsound(params, liquidationLtv, window)),
  );
  expect([...rules].sort((a, b) => a - b)).toEqual(Object.values(Rule));
});
