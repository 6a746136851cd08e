import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { schedule } from "./schedule.ts";
import type { Stage, StageResult } from "./stage.ts";

const build: Stage = { name: "build", command: [] };
const types: Stage = { name: "types", command: [] };
const vitest: Stage = { name: "vitest", command: [], after: ["build"] };
const report: Stage = { name: "report", command: [], after: ["vitest"] };

/** Runs stages that only wait, and records when each starts and ends. */
async function rehearse(stages: readonly Stage[], atOnce: number, failing: readonly Stage[] = []) {
  const events: string[] = [];
  const run = async (stage: Stage): Promise<StageResult> => {
    await sleep(10);
    return { stage, state: failing.includes(stage) ? "failed" : "passed", seconds: 0.01, output: "" };
  };
  const results = await schedule(stages, atOnce, run, {
    onStart: ({ name }) => events.push(`${name} starts`),
    onEnd: ({ stage, state }) => events.push(`${stage.name} ${state}`),
  });
  return { events, states: results.map(({ stage, state }) => `${stage.name} ${state}`) };
}

test("a stage starts only after those it needs have passed, while others run beside them", async () => {
  const { events } = await rehearse([vitest, build, types], 2);
  expect(events).toEqual([
    "build starts",
    "types starts",
    "build passed",
    "vitest starts",
    "types passed",
    "vitest passed",
  ]);
});

test("no more stages run at once than allowed", async () => {
  const { events } = await rehearse([build, types], 1);
  expect(events).toEqual(["build starts", "build passed", "types starts", "types passed"]);
});

test("what needs a failed stage is not run, down the line, and the rest is", async () => {
  const { states } = await rehearse([build, types, vitest, report], 2, [build]);
  expect(states).toEqual(["build failed", "types passed", "vitest not run", "report not run"]);
});
