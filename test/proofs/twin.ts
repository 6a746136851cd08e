// A Solidity twin, reached through a probe: many questions go to it at a time, and each answer is held against ours.

import { Interface } from "ethers";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { ProofOptions, ProofResult } from "../proof.ts";
import { Comparison } from "./comparison.ts";

const QUESTIONS_A_CALL = 100;
const CALLS_A_ROUND = 20;

export interface Asked {
  /** A function of the probe: it takes a list of questions and returns lists of answers, in the same order. */
  readonly name: string;
  readonly questions: readonly object[];
  /** Ours to each of the questions, its words with commas between them. */
  readonly answers: readonly string[];
}

/** What is asked by `name`, and what TypeScript makes of it: the words of an answer in the order of the contract's. */
export function asking<T extends object>(
  name: string,
  questions: readonly T[],
  answer: (question: T) => readonly (bigint | number)[],
): Asked {
  return { name, questions, answers: questions.map((question) => answer(question).join()) };
}

/** Puts every question to the contract at `probe`, whose `functions` answer them. */
export async function holdAgainst(
  probe: string,
  functions: readonly string[],
  asked: readonly Asked[],
  onProgress: ProofOptions["onProgress"],
): Promise<ProofResult> {
  const contract = new Interface(functions);
  const evm = await LocalEvm.open();
  try {
    const address = await evm.deploy(compiled(probe));
    const comparison = new Comparison();
    for (const { name, questions, answers } of asked) {
      const starts = Array.from(
        { length: Math.ceil(questions.length / QUESTIONS_A_CALL) },
        (_, index) => index * QUESTIONS_A_CALL,
      );
      for (let round = 0; round < starts.length; round += CALLS_A_ROUND) {
        const calls = starts.slice(round, round + CALLS_A_ROUND);
        const replies = await evm.callAll(
          calls.map((start) => {
            const chunk = questions.slice(start, start + QUESTIONS_A_CALL);
            return [address, contract.encodeFunctionData(name, [chunk])];
          }),
        );
        for (const [call, start] of calls.entries()) {
          const reply = replies[call];
          const lists: readonly unknown[][] =
            reply === undefined ? [] : contract.decodeFunctionResult(name, reply);
          const end = Math.min(start + QUESTIONS_A_CALL, questions.length);
          for (let index = start; index < end; index++) {
            const theirs = lists.map((list) => String(list[index - start])).join();
            comparison.expect(told(questions[index]), answers[index], reply && theirs);
          }
        }
        onProgress?.(comparison.cases);
      }
    }
    return comparison.result();
  } finally {
    await evm.close();
  }
}

function told(question: unknown): string {
  return JSON.stringify(question, (_, value) => (typeof value === "bigint" ? String(value) : value));
}
