// Random sequences of calls from random states, played against recorded code and against its port, and compared after
// every call. What the code is, and what can be asked of it, is the subject's business.

import type { Hex } from "viem";
import type { ProofOptions, ProofResult } from "../proof.ts";
import { Random } from "./random.ts";
import { type Connection, openRecordedMainnet } from "./recorded-mainnet.ts";
import {
  deploySequenceDriver,
  firstDifference,
  type Outcome,
  type Probe,
  type Step,
} from "./sequence-driver.ts";

const CASES_PER_STATE = 50;
const LONGEST_SEQUENCE = 14;
/** More ether than any call can usefully send. */
const DRIVER_ETHER = `0x${(10n ** 30n).toString(16)}`;

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

export const runSequences = async <State, Side>(
  subject: Subject<State, Side>,
  { cases, seed, onProgress }: ProofOptions,
): Promise<SequenceProofResult> => {
  const random = new Random(seed);
  const connection = await openRecordedMainnet();
  const driver = await deploySequenceDriver(connection);
  const { address } = driver;
  await connection.provider.request({ method: "hardhat_setBalance", params: [address, DRIVER_ETHER] });

  const succeeded = new Map<string, number>();
  const broken: string[] = [];
  let state: State = await subject.recordedState(connection, address);
  for (let done = 0; done < cases; state = subject.randomState(random, address)) {
    const recorded = await subject.writeRecorded(connection, address, state);
    const port = await subject.deployPort(connection, address, state);
    for (const until = Math.min(cases, done + CASES_PER_STATE); done < until; ++done) {
      const operations = [...subject.opening];
      const length = operations.length + 1 + random.below(LONGEST_SEQUENCE);
      while (operations.length < length) operations.push(subject.randomOperation(random, state));
      const reentry = subject.randomReentry(random);
      const play = (side: Side): Promise<readonly Outcome[]> =>
        driver.play(
          operations.map((operation) => operation.on(side, address)),
          subject.probes(side, address),
          reentry?.on(side, address).data ?? "0x",
        );

      const outcomes = await play(recorded);
      for (const [step, { ok }] of outcomes.entries()) {
        const name = operations[step]?.name ?? "";
        if (ok) succeeded.set(name, (succeeded.get(name) ?? 0) + 1);
      }
      const difference = firstDifference(outcomes, await play(port));
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
