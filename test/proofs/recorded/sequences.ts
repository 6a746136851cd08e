// Random sequences of calls from random states, played against recorded code and against its port, and compared after
// every call. What the code is, and what can be asked of it, is the subject's business.

import type { Hex } from "viem";
import type { ProofOptions, ProofResult } from "../../proof.ts";
import { type Connection, openRecordedMainnet } from "./mainnet.ts";
import { Random } from "./random.ts";
import {
  type Difference,
  deploySequenceDriver,
  firstDifference,
  type Outcome,
  type Probe,
  type SequenceDriver,
  type Step,
} from "./sequence-driver.ts";

const CASES_PER_STATE = 50;
const LONGEST_SEQUENCE = 14;

/** A call, for whichever side it is asked of. */
export interface Operation<Side> {
  readonly name: string;
  readonly args: readonly unknown[];
  on(side: Side, driver: Hex): Step;
}

export interface Subject<State, Side> {
  /** The state that was recorded. */
  recordedState(connection: Connection, driver: Hex): Promise<State>;
  randomState(random: Random, driver: Hex): State;
  /** Brings the recorded code to `state`. */
  writeRecorded(connection: Connection, driver: Hex, state: State): Promise<Side>;
  /** Builds a port in `state`. */
  deployPort(connection: Connection, driver: Hex, state: State): Promise<Side>;
  /** What every sequence begins with. */
  readonly opening: readonly Operation<Side>[];
  randomOperation(random: Random, state: State): Operation<Side>;
  /** What to call a payer back with while it pays ether. */
  randomReentry(random: Random): Operation<Side> | undefined;
  /** All that an operation can change. */
  probes(side: Side, driver: Hex): readonly Probe[];
}

export interface SequenceProofResult extends ProofResult {
  /** How often each operation succeeded. */
  readonly succeeded: ReadonlyMap<string, number>;
}

const describe = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === "bigint" ? `${item}` : item));

/** What one sequence did on the recorded side, and how the port differed, if it did. */
export interface Played {
  readonly outcomes: readonly Outcome[];
  readonly difference: Difference | undefined;
}

/** Brings recorded code and a new port to `state`; what is returned plays a sequence on both and keeps nothing. */
export const bothSides = async <State, Side>(
  subject: Subject<State, Side>,
  connection: Connection,
  driver: SequenceDriver,
  state: State,
) => {
  const recorded = await subject.writeRecorded(connection, driver.address, state);
  const port = await subject.deployPort(connection, driver.address, state);
  const play = (side: Side, operations: readonly Operation<Side>[], reentry?: Operation<Side>) =>
    driver.play(
      operations.map((operation) => operation.on(side, driver.address)),
      subject.probes(side, driver.address),
      reentry?.on(side, driver.address).data ?? "0x",
    );
  return {
    recorded,
    port,
    async play(operations: readonly Operation<Side>[], reentry?: Operation<Side>): Promise<Played> {
      const outcomes = await play(recorded, operations, reentry);
      return { outcomes, difference: firstDifference(outcomes, await play(port, operations, reentry)) };
    },
  };
};

export const runSequences = async <State, Side>(
  subject: Subject<State, Side>,
  { cases, seed, onProgress }: ProofOptions,
): Promise<SequenceProofResult> => {
  const random = new Random(seed);
  const connection = await openRecordedMainnet();
  const driver = await deploySequenceDriver(connection);
  const succeeded = new Map<string, number>();
  const broken: string[] = [];
  let state: State = await subject.recordedState(connection, driver.address);
  for (let done = 0; done < cases; state = subject.randomState(random, driver.address)) {
    const sides = await bothSides(subject, connection, driver, state);
    for (const until = Math.min(cases, done + CASES_PER_STATE); done < until; ++done) {
      const operations = [...subject.opening];
      const length = operations.length + 1 + random.below(LONGEST_SEQUENCE);
      while (operations.length < length) operations.push(subject.randomOperation(random, state));
      const reentry = subject.randomReentry(random);

      const { outcomes, difference } = await sides.play(operations, reentry);
      for (const [step, { ok }] of outcomes.entries()) {
        const name = operations[step]?.name ?? "";
        if (ok) succeeded.set(name, (succeeded.get(name) ?? 0) + 1);
      }
      if (difference === undefined) continue;
      broken.push(
        `case ${done}, step ${difference.step}: ${difference.how}\n` +
          `state ${describe(state)}\nreentry ${reentry?.name}\n` +
          operations.map(({ name, args }) => `${name} ${describe(args)}`).join("\n"),
      );
    }
    onProgress?.(done);
  }
  await connection.close();
  const [firstFailure] = broken;
  return {
    cases,
    failures: broken.length,
    succeeded,
    ...(firstFailure === undefined ? {} : { firstFailure }),
  };
};
