/** Many reads in one call, so that all of them are of one block (Multicall3). */
import { Interface } from "ethers";
import { addressBook } from "./addresses.ts";
import type { Eip1193 } from "./eip1193.ts";
import { GarbledAnswer } from "./garbled-answer.ts";

export interface Read {
  readonly to: string;
  readonly abi: Interface;
  /** A function's name, or its signature where the name is overloaded. */
  readonly name: string;
  readonly args?: readonly unknown[];
  /** Undefined in place of a value, where it reverts. */
  readonly mayFail?: boolean;
}

const MULTICALL = new Interface([
  "function aggregate((address target, bytes callData)[] calls) view returns (uint256 blockNumber, bytes[] answers)",
  "function aggregate3((address target, bool allowFailure, bytes callData)[] calls) view returns ((bool success, bytes answer)[] answers)",
]);

/**
 * @param tag the block, as `eth_call` takes it
 * @returns one value a read, in their order; a function of several return values answers with all of them
 */
// biome-ignore lint/suspicious/noExplicitAny: what a function returns is known by its caller alone
export async function readAll(rpc: Eip1193, reads: readonly Read[], tag: unknown): Promise<any[]> {
  const calls = reads.map((read) => [read.to, encoded(read)]);
  const answer = await call(rpc, MULTICALL.encodeFunctionData("aggregate", [calls]), tag);
  return readable(() => {
    const [, answers] = MULTICALL.decodeFunctionResult("aggregate", answer);
    return reads.map((read, index) => decoded(read, answers[index]));
  });
}

/** A read that came to nothing. */
export interface FailedRead {
  readonly to: string;
  readonly name: string;
  /** What it reverted with; undefined where there is no contract. */
  readonly revert: string | undefined;
}

export interface GroupAnswers {
  /** Per group its values in order, or undefined where one of its reads reverts or finds no contract. */
  // biome-ignore lint/suspicious/noExplicitAny: what a function returns is known by its caller alone
  readonly groups: readonly (readonly any[] | undefined)[];
  /** The first such read of each group that has one, by the group's index. */
  readonly failed: ReadonlyMap<number, FailedRead>;
  /** What the node sent, byte for byte, so that another's answer can be held against it. */
  readonly raw: string;
}

/** Reads that belong together, group by group, in one call; a group that cannot be read takes no other with it. */
export async function readGroups(
  rpc: Eip1193,
  groups: readonly (readonly Read[])[],
  tag: unknown,
): Promise<GroupAnswers> {
  const raw = await call(rpc, groupsCall(groups), tag);
  return readable(() => {
    const [answers] = MULTICALL.decodeFunctionResult("aggregate3", raw);
    let next = 0;
    const failed = new Map<number, FailedRead>();
    const read = groups.map((reads, index) => {
      const own = reads.map((each) => ({ each, answer: answers[next++] as Answer }));
      const lost = own.find(({ each, answer }) => !each.mayFail && isFailure(answer));
      if (lost === undefined)
        return own.map(({ each, answer }) => (isFailure(answer) ? undefined : decoded(each, answer.answer)));
      const { each, answer } = lost;
      failed.set(index, { to: each.to, name: each.name, revert: answer.success ? undefined : answer.answer });
      return undefined;
    });
    return { groups: read, failed, raw };
  });
}

interface Answer {
  readonly success: boolean;
  readonly answer: string;
}

/** Where there is no contract a call goes through and answers nothing. */
const isFailure = ({ success, answer }: Answer): boolean => !success || answer === "0x";

function groupsCall(groups: readonly (readonly Read[])[]): string {
  const calls = groups.flat().map((read) => [read.to, true, encoded(read)]);
  return MULTICALL.encodeFunctionData("aggregate3", [calls]);
}

function call(rpc: Eip1193, data: string, tag: unknown): Promise<string> {
  const { address } = addressBook.multicall3;
  return rpc.request({ method: "eth_call", params: [{ to: address, data }, tag] });
}

const encoded = ({ abi, name, args = [] }: Read): string => abi.encodeFunctionData(name, args);

// biome-ignore lint/suspicious/noExplicitAny: what a function returns is known by its caller alone
function decoded({ abi, name }: Read, answer: string): any {
  const values = abi.decodeFunctionResult(name, answer);
  return values.length === 1 ? values[0] : values;
}

function readable<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new GarbledAnswer("bytes that are no answer to the call", { cause });
  }
}
