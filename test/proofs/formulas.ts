// Formulas of two operands, asked by name of a contract and of the kernels.

import { attempt } from "./attempt.ts";
import type { Answered } from "./try-cases.ts";

export type Formula = (a: bigint, b: bigint) => bigint;

/** What both sides make of each question; `answers` are the contract's, encoded, undefined where it reverts. */
export const answered = (
  kernels: Readonly<Record<string, Formula>>,
  questions: readonly { readonly name: string; readonly a: bigint; readonly b: bigint }[],
  answers: readonly (string | undefined)[],
): Answered[] =>
  questions.map(({ name, a, b }, index) => {
    const answer = answers[index];
    return {
      input: `${name}(${a}, ${b})`,
      kernel: attempt(() => kernels[name]?.(a, b)),
      contract: answer === undefined ? undefined : BigInt(answer),
    };
  });
