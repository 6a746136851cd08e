import type { CompilerInput, CompilerOutput, CompilerOutputError } from "hardhat/types/solidity";
import solc from "solc";
import { expect, test } from "vitest";
import { asOne, inParts } from "./parts.ts";

const HEAD = "// SPDX-License-Identifier: MIT\npragma solidity ^0.8.0;\n";

const INPUT: CompilerInput = {
  language: "Solidity",
  sources: {
    "a.sol": { content: `${HEAD}contract A { function one() external returns (uint256) { return 1; } }` },
    "b.sol": { content: `${HEAD}import "./a.sol"; contract B { A public a = new A(); }` },
    "c.sol": {
      content: `${HEAD}import "./b.sol"; contract C is B { function at() external view returns (A) { return a; } }`,
    },
    "d.sol": { content: `${HEAD}library D { function two() external pure returns (uint256) { return 2; } }` },
  },
  settings: {
    optimizer: { enabled: true, runs: 200 },
    evmVersion: "prague",
    outputSelection: {
      "*": { "": ["ast"], "*": ["abi", "evm.bytecode.object", "evm.deployedBytecode.sourceMap"] },
    },
  },
};

const compile = (input: CompilerInput): CompilerOutput => JSON.parse(solc.compile(JSON.stringify(input)));

const byWords = (a: CompilerOutputError, b: CompilerOutputError) => (a.message < b.message ? -1 : 1);

test("what the parts answer is to the byte what one compilation answers, its warnings once", () => {
  const parts = inParts(INPUT, 100);
  const whole = compile(INPUT);
  expect(parts.length).toBeGreaterThan(2);
  expect(whole.errors).toHaveLength(2);
  const answer = asOne(parts.map(compile));
  expect({ ...answer, errors: answer.errors?.toSorted(byWords) }).toEqual({
    ...whole,
    errors: whole.errors?.toSorted(byWords),
  });
});

test("every source is answered for by one part, and one part is enough for a small input", () => {
  const asked = inParts(INPUT, 150).flatMap(({ settings }) => Object.keys(settings.outputSelection));
  expect(asked.sort()).toEqual(Object.keys(INPUT.sources));
  expect(inParts(INPUT, 1_000_000)).toHaveLength(1);
});

test("what is asked of one source beside the rest stays asked of it alone", () => {
  const { outputSelection } = INPUT.settings;
  const input = {
    ...INPUT,
    settings: { ...INPUT.settings, outputSelection: { ...outputSelection, "d.sol": { D: ["metadata"] } } },
  };
  const selections = inParts(input, 100).map(({ settings }) => settings.outputSelection);
  expect(selections.find((selection) => "d.sol" in selection)?.["d.sol"]).toEqual({
    ...outputSelection["*"],
    D: ["metadata"],
  });
  expect(selections.filter((selection) => "D" in (selection["a.sol"] ?? {}))).toEqual([]);
});

test("an error keeps its words, whichever part met it", () => {
  const sources = { ...INPUT.sources, "d.sol": { content: `${HEAD}contract D { uint256 x = "text"; }` } };
  const { errors } = asOne(inParts({ ...INPUT, sources }, 100).map(compile));
  expect(errors?.filter(({ severity }) => severity === "error").map(({ errorCode }) => errorCode)).toEqual([
    "7407",
  ]);
});
