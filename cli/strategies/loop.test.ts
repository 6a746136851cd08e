import { expect, test } from "vitest";
import { SATURATED } from "../../strategies/decision.ts";
import { type LoopParams, type LoopState, Queued } from "../../strategies/leveraged-loop/policy.ts";
import { loopPrinter } from "./loop.ts";

const PARAMS = { unwindCarry: -20_000_000 } as LoopParams;
const STATE = { carry: -50_000_000, saleCost: 15_000_000, borrowRate: 73_000_000 } as LoopState;

const lastNote = (state: Partial<LoopState>) => loopPrinter.notes({ ...STATE, ...state }, PARAMS).at(-1);

test("a loop tells what a sale gives up, and what its wait in Lido's queue would cost", () => {
  expect(lastNote({ queued: Queued.nothing, queueWait: 5 * 86_400 })).toBe(
    "a sale now gives up 1.50%; Lido's queue: nothing in it, 5.0 d to wait, which costs 0.10%",
  );
});

test("a queue that takes nothing is told, and so is an exit in it", () => {
  expect(lastNote({ queued: Queued.waiting, queueWait: SATURATED })).toBe(
    "a sale now gives up 1.50%; Lido's queue: an exit waiting, takes nothing now",
  );
});
