// A contract's answers as words, to be compared with what kernels say.

import type { Answer } from "../evm/actor.ts";

const WORD = 64;

/** The first word of an answer, zero where it is empty; undefined for a revert. */
export const firstWord = ({ success, data }: Answer): bigint | undefined =>
  success ? BigInt(data === "0x" ? 0 : data.slice(0, 2 + WORD)) : undefined;

/** The last word of an answer, zero where it is empty; undefined for a revert. */
export const lastWord = ({ success, data }: Answer): bigint | undefined =>
  success ? BigInt(data === "0x" ? 0 : `0x${data.slice(-WORD)}`) : undefined;

export const showWords = (words: readonly (bigint | undefined)[]): string =>
  words.map((word) => word ?? "reverts").join(" ");

export const showFirstWords = (answers: readonly Answer[]): string => showWords(answers.map(firstWord));
