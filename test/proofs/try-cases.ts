// How a proof tries its cases: questions that a kernel and a contract answer alike, or histories in which both take
// the same steps and must stand alike after each. A failure is told by its smallest example.

import fc from "fast-check";
import type { Actor, Answer, Deed } from "../evm/actor.ts";
import type { ProofOptions, ProofResult } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import { smallest } from "./smallest.ts";

const QUESTIONS_AT_ONCE = 500;

/** What both sides make of one question; a revert is `undefined`. */
export type Answered = {
  readonly input: string;
  readonly kernel: string | bigint | undefined;
  readonly contract: string | bigint | undefined;
};

/**
 * Asks as many random questions as there are cases.
 *
 * @param ask what both sides answer to some questions, in their order
 */
export async function tryQuestions<Question>(
  question: fc.Arbitrary<Question>,
  ask: (questions: readonly Question[]) => Promise<readonly Answered[]>,
  { cases, seed, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const questions = fc.sample(question, { seed, numRuns: cases });
  const comparison = new Comparison(cases, onProgress);
  let failing: Question | undefined;
  for (let start = 0; start < questions.length; start += QUESTIONS_AT_ONCE) {
    const some = questions.slice(start, start + QUESTIONS_AT_ONCE);
    for (const [index, { input, kernel, contract }] of (await ask(some)).entries()) {
      comparison.expect(input, kernel, contract);
      if (comparison.failures > 0) failing ??= some[index];
    }
  }
  const askOne = async (one: Question, again: Comparison) => {
    for (const { input, kernel, contract } of await ask([one])) again.expect(input, kernel, contract);
  };
  return resultOf(comparison, question, failing, askOne);
}

/** Plays a history on a chain and in the kernels until enough is compared. */
export type Play<History> = (history: History, comparison: Comparison) => Promise<void>;

/** Plays histories, each from a state of its own, until there are as many steps as cases. */
export async function tryHistories<History>(
  arbitrary: fc.Arbitrary<History>,
  histories: readonly History[],
  play: Play<History>,
  { cases, onProgress }: ProofOptions,
): Promise<ProofResult> {
  const comparison = new Comparison(cases, onProgress);
  let failing: History | undefined;
  for (const history of histories) {
    if (comparison.left === 0) break;
    await play(history, comparison);
    if (comparison.failures > 0) failing ??= history;
  }
  const tell = (difference: string, history: History) =>
    `${difference}, in ${fc.stringify(history).replaceAll("__proto__:null,", "")}`;
  return resultOf(comparison, arbitrary, failing, play, tell);
}

/** A step of a history: what is done and looked at on the chain, and what that must give by the kernels. */
export type ExpectedStep = {
  readonly input: string;
  readonly deeds: readonly Deed[];
  readonly state: string;
};

/**
 * Takes the steps in one transaction and compares what each leaves.
 *
 * @param show the answers to one step's deeds, as `state` has them; `index` is the step's
 */
export async function takeSteps(
  actor: Actor,
  steps: readonly ExpectedStep[],
  show: (answers: readonly Answer[], index: number) => string,
  comparison: Comparison,
): Promise<void> {
  const answers = await actor.perform(steps.flatMap(({ deeds }) => deeds));
  let start = 0;
  for (const [index, { input, deeds, state }] of steps.entries()) {
    const end = start + deeds.length;
    comparison.expect(input, state, show(answers.slice(start, end), index));
    start = end;
  }
}

/** The counts and, where a case failed, the difference at the smallest input found, in the words of `tell`. */
async function resultOf<Input>(
  comparison: Comparison,
  arbitrary: fc.Arbitrary<Input>,
  failing: Input | undefined,
  play: Play<Input>,
  tell: (difference: string, input: Input) => string = (difference) => difference,
): Promise<ProofResult> {
  if (failing === undefined) return comparison.result();
  const differenceAt = async (input: Input): Promise<string | undefined> => {
    const again = Comparison.untilDifference(comparison.wanted);
    await play(input, again);
    return again.difference;
  };
  const fails = async (candidate: Input) => (await differenceAt(candidate)) !== undefined;
  const least = await smallest(arbitrary, failing, fails);
  const difference = await differenceAt(least);
  return { ...comparison.result(), ...(difference && { firstFailure: tell(difference, least) }) };
}
