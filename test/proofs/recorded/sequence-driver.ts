// Plays one sequence of calls against recorded code and against its port, and finds where they part.
// The sequence runs inside one `eth_call` (test/solidity/SequenceDriver.sol), so nothing is kept and thousands run a minute.

import type { Interface, Log } from "ethers";
import { decodeErrorResult, decodeFunctionResult, encodeFunctionData, type Hex, parseAbi } from "viem";
import type { Connection } from "./mainnet.ts";

export interface Step {
  readonly target: Hex;
  readonly value: bigint;
  readonly data: Hex;
}

/** A word read after every step: an answer of `target`, or its ether where `data` is empty. */
export interface Probe {
  readonly target: Hex;
  readonly data: Hex;
}

export const probe = (views: Interface, target: Hex, name: string, ...args: unknown[]): Probe => ({
  target,
  data: views.encodeFunctionData(name, args) as Hex,
});

export interface Outcome {
  readonly ok: boolean;
  readonly answer: Hex;
  /** A digest of what the payer answered while it was inside its own call. */
  readonly insidePayments: Hex;
  readonly words: readonly Hex[];
}

const ABI = parseAbi([
  "struct Step { address target; uint256 value; bytes data; }",
  "struct Probe { address target; bytes data; }",
  "struct Outcome { bool ok; bytes answer; bytes32 insidePayments; bytes32[] words; }",
  "function play(Step[] steps, Probe[] probes, bytes reentry) returns (Outcome[])",
]);
const ERROR_STRING = "0x08c379a0";
const GAS = "0x3000000";
const TRANSACTION_GAS = 16_000_000;

/** More ether than any call can usefully send. */
const DRIVER_ETHER = `0x${(10n ** 30n).toString(16)}`;

export interface SequenceDriver {
  readonly address: Hex;
  /** Plays `steps` and keeps nothing. */
  play(steps: readonly Step[], probes: readonly Probe[], reentry: Hex): Promise<readonly Outcome[]>;
  /** Plays `steps` in a transaction, for the events they emit. */
  send(steps: readonly Step[]): Promise<readonly Log[]>;
}

const encode = (steps: readonly Step[], probes: readonly Probe[], reentry: Hex): Hex =>
  encodeFunctionData({ abi: ABI, functionName: "play", args: [steps, probes, reentry] });

export const deploySequenceDriver = async ({ ethers, provider }: Connection): Promise<SequenceDriver> => {
  const [sender] = await ethers.getSigners();
  const address = (await (await ethers.deployContract("SequenceDriver")).getAddress()) as Hex;
  await provider.request({ method: "hardhat_setBalance", params: [address, DRIVER_ETHER] });
  return {
    address,
    async play(steps, probes, reentry) {
      const call = { to: address, gas: GAS, data: encode(steps, probes, reentry) };
      const answer = (await provider.request({ method: "eth_call", params: [call, "latest"] })) as Hex;
      return decodeFunctionResult({ abi: ABI, functionName: "play", data: answer });
    },
    async send(steps) {
      const transaction = { to: address, gasLimit: TRANSACTION_GAS, data: encode(steps, [], "0x") };
      const receipt = await (await sender?.sendTransaction(transaction))?.wait();
      return receipt?.logs ?? [];
    },
  };
};

/** A failed call's reason; asserts without one and arithmetic failures, which compilers word differently, have none. */
const reason = (answer: Hex): string | undefined => {
  if (!answer.startsWith(ERROR_STRING)) return undefined;
  const text = String(decodeErrorResult({ data: answer }).args?.[0]);
  return text.startsWith("MATH_") ? undefined : text;
};

/** How `port` differs from `recorded` after one step: in success, answer, reason, or anything probed. */
const difference = (recorded: Outcome, port: Outcome): string | undefined => {
  if (recorded.ok !== port.ok) return `ok: recorded ${recorded.ok}, port ${port.ok}`;
  if (recorded.ok && recorded.answer !== port.answer) {
    return `answer: recorded ${recorded.answer}, port ${port.answer}`;
  }
  if (!recorded.ok) {
    const expected = reason(recorded.answer);
    if (expected !== undefined && expected !== reason(port.answer)) {
      return `reason: recorded "${expected}", port "${reason(port.answer)}"`;
    }
  }
  if (recorded.insidePayments !== port.insidePayments) return "the views inside a payment";
  const probe = recorded.words.findIndex((word, at) => word !== port.words[at]);
  if (probe !== -1) return `probe ${probe}: recorded ${recorded.words[probe]}, port ${port.words[probe]}`;
  return undefined;
};

export interface Difference {
  readonly step: number;
  readonly how: string;
}

/** The first step after which `port` differs from `recorded`. */
export const firstDifference = (
  recorded: readonly Outcome[],
  port: readonly Outcome[],
): Difference | undefined => {
  for (const [step, outcome] of recorded.entries()) {
    const how = difference(outcome, port[step] as Outcome);
    if (how !== undefined) return { step, how };
  }
  return undefined;
};
