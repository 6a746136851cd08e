// The withdrawal-queue kernels against the port of Lido's queue over the ports of stETH and wstETH: requests at
// and beyond the limits, rewards and slashes between them, bunker mode, finalisation as the oracle plans it and
// in ways it never would, claims with right and wrong hints. After each operation the whole state must be the
// same.

import { Interface } from "ethers";
import fc from "fast-check";
import { multicall3CreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { type Lido, sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import {
  finalizationBatches,
  MAX_BATCHES,
  prefinalize,
} from "../../strategies/kernels/lido/withdrawal-queue/batches.ts";
import { onOracleReport } from "../../strategies/kernels/lido/withdrawal-queue/bunker.ts";
import {
  claim,
  claimableEther,
  findCheckpointHint,
  lastHint,
} from "../../strategies/kernels/lido/withdrawal-queue/claim.ts";
import { finalize } from "../../strategies/kernels/lido/withdrawal-queue/finalize.ts";
import {
  emptyQueue,
  lastRequestId,
  MAX_REQUEST,
  MIN_REQUEST,
  requestAt,
  requestWithdrawal,
  requestWithdrawalOfWsteth,
  type WithdrawalQueue,
} from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { MAX_UINT256, RAY } from "../../strategies/kernels/math/units.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import type { Comparison } from "./comparison.ts";
import { exactly } from "./smallest.ts";
import { takeSteps, tryHistories } from "./try-cases.ts";

const ABI = new Interface([
  "function requestWithdrawals(uint256[] amounts, address owner) returns (uint256[])",
  "function requestWithdrawalsWstETH(uint256[] amounts, address owner) returns (uint256[])",
  "function finalize(uint256 lastRequestId, uint256 maxShareRate) payable",
  "function onOracleReport(bool bunker, uint256 bunkerStart, uint256 report)",
  "function claimWithdrawals(uint256[] requestIds, uint256[] hints)",
  "function calculateFinalizationBatches(uint256 rate, uint256 maxTimestamp, uint256 maxRequests, (uint256 budget, bool finished, uint256[36] batches, uint256 count) state) view returns ((uint256 budget, bool finished, uint256[36] batches, uint256 count) state)",
  "function prefinalize(uint256[] batches, uint256 maxShareRate) view returns (uint256 ether_, uint256 shares)",
  "function findCheckpointHints(uint256[] requestIds, uint256 first, uint256 last) view returns (uint256[])",
  "function getClaimableEther(uint256[] requestIds, uint256[] hints) view returns (uint256[])",
  "function getLastRequestId() view returns (uint256)",
  "function getLastFinalizedRequestId() view returns (uint256)",
  "function getLastCheckpointIndex() view returns (uint256)",
  "function getLockedEtherAmount() view returns (uint256)",
  "function unfinalizedStETH() view returns (uint256)",
  "function bunkerModeSinceTimestamp() view returns (uint256)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function approve(address, uint256) returns (bool)",
  "function wrap(uint256) returns (uint256)",
  "function getEthBalance(address) view returns (uint256)",
]);
const NOBODY = "0x0000000000000000000000000000000000000000";

const SIZE_SCALE = 40n;
const STEPS_A_WORLD = 200;
const STEPS_A_TRANSACTION = 20;
const VALIDATORS = 1n;
const STAKED = 10n ** 28n;
const WRAPPED = 10n ** 25n;

const OPERATIONS = [
  "request",
  "request",
  "request",
  "request wstETH",
  "reward",
  "slash",
  "report",
  "finalize as planned",
  "finalize as planned",
  "finalize anyhow",
  "claim",
  "claim",
  "claim",
] as const;
const VIEWS = ["batches", "prefinalize", "hint", "claimable"] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  view: fc.constantFrom(...VIEWS),
  /** A fraction of what there is, of any magnitude. */
  size: magnitude(Number(SIZE_SCALE)),
  amount: fc.oneof(
    { weight: 6, arbitrary: fc.bigInt({ min: MIN_REQUEST, max: MAX_REQUEST }) },
    { weight: 2, arbitrary: magnitude(70) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(MIN_REQUEST - 1n, MIN_REQUEST, MAX_REQUEST, MAX_REQUEST + 1n),
    },
  ),
  /** Of the pool's rate; 1,000 is all of it. */
  rate: fc.oneof(
    fc.constant(1_000n),
    fc.bigInt({ min: 950n, max: 1_050n }),
    fc.bigInt({ min: 0n, max: 3_000n }),
  ),
  /** Places in the queue and among the checkpoints, in thousandths of their length or a little past it. */
  place: fc.integer({ min: 0, max: 1_020 }),
  place2: fc.integer({ min: 0, max: 1_050 }),
  rightHint: fc.constantFrom(true, true, true, false),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  /** Against 1e28 wei of staked ether: a share worth half a wei to two, or a thousandth to 10,000. */
  totalShares: fc.oneof(
    { weight: 7, arbitrary: fc.bigInt({ min: 5n * 10n ** 27n, max: 2n * 10n ** 28n }) },
    { weight: 1, arbitrary: fc.constantFrom(10n ** 24n, 10n ** 27n, 10n ** 31n) },
  ),
  elapsed: fc.array(fc.nat(200_000), { minLength: STEPS_A_WORLD / STEPS_A_TRANSACTION, maxLength: 10 }),
  steps: exactly(step, STEPS_A_WORLD),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Addresses = { queue: string; stETH: string; wstETH: string; eye: string; actor: string };
type Model = { queue: WithdrawalQueue; lido: Lido; now: number };
/** What to ask, how to say the answer, and what the kernel says: undefined where it refused. */
type Planned = { deed: Deed; says: (data: string) => string; kernel: string | undefined };

const call = (to: string, name: string, args: readonly unknown[] = [], value = 0n): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
  value,
});
const silent = (): string => "done";
const answerOf =
  (name: string) =>
  (data: string): string =>
    ABI.decodeFunctionResult(name, data).flat(2).join(" ");
const part = (whole: bigint, size: bigint): bigint => (whole * size) >> SIZE_SCALE;
const placeIn = (length: number, place: number): number => Math.floor(((length + 1) * place) / 1_000);
const rateNow = ({ lido }: Model, rate: bigint): bigint =>
  (lido.totalPooledEther * RAY * rate) / (lido.totalShares * 1_000n);

/** Takes the step in the model, and says how to take it on the chain. */
function plan(model: Model, at: Addresses, step: Step): Planned {
  const { queue, lido, now } = model;
  switch (step.operation) {
    case "request":
      return {
        deed: call(at.queue, "requestWithdrawals", [[step.amount], at.actor]),
        says: answerOf("requestWithdrawals"),
        kernel: attempt(() => `${requestWithdrawal(queue, lido, step.amount, now)}`),
      };
    case "request wstETH": {
      const wsteth = sharesByEther(lido, step.amount);
      return {
        deed: call(at.queue, "requestWithdrawalsWstETH", [[wsteth], NOBODY]),
        says: answerOf("requestWithdrawalsWstETH"),
        kernel: attempt(() => `${requestWithdrawalOfWsteth(queue, lido, wsteth, now)}`),
      };
    }
    case "reward":
    case "slash": {
      const change = part(lido.totalPooledEther, step.size) / 50n;
      oracleReport(lido, step.operation === "reward" ? change : -change);
      const deed = call(at.stETH, "handleOracleReport", [VALIDATORS, lido.totalPooledEther]);
      return { deed, says: silent, kernel: "done" };
    }
    case "report": {
      const report = now - placeIn(100_000, step.place2);
      const start = now - placeIn(1_000_000, step.place);
      return {
        deed: call(at.queue, "onOracleReport", [step.rightHint, start, report]),
        says: silent,
        kernel: attempt(() => {
          onOracleReport(queue, step.rightHint, start, report, now);
          return "done";
        }),
      };
    }
    case "finalize as planned": {
      const rate = rateNow(model, step.rate);
      const planned = attempt(() => {
        const { batches } = finalizationBatches(queue, rate, now, part(MAX_REQUEST * 50n, step.size));
        return { last: batches.at(-1) ?? 0, ether: prefinalize(queue, batches, rate).ether };
      });
      return finalizing(model, at, planned?.last ?? 0, planned?.ether ?? 0n, rate);
    }
    case "finalize anyhow": {
      const last = queue.lastFinalizedId + placeIn(lastRequestId(queue) - queue.lastFinalizedId, step.place);
      return finalizing(model, at, last, step.amount, rateNow(model, step.rate));
    }
    case "claim": {
      const id = placeIn(queue.lastFinalizedId, step.place);
      const hint = hintFor(queue, id, step);
      return {
        deed: call(at.queue, "claimWithdrawals", [[id], [hint]]),
        says: silent,
        kernel: attempt(() => {
          claim(queue, id, hint);
          return "done";
        }),
      };
    }
  }
}

const hintFor = (queue: WithdrawalQueue, id: number, { rightHint, place2 }: Step): number =>
  (rightHint ? attempt(() => findCheckpointHint(queue, id)) : undefined) ?? placeIn(lastHint(queue), place2);

const finalizing = ({ queue }: Model, at: Addresses, last: number, ether: bigint, rate: bigint): Planned => ({
  deed: call(at.queue, "finalize", [last, rate], ether),
  says: silent,
  kernel: attempt(() => {
    finalize(queue, last, ether, rate);
    return "done";
  }),
});

/** Asks a view about the state after the step. */
function planView(model: Model, at: Addresses, step: Step): Planned {
  const { queue } = model;
  const rate = rateNow(model, step.rate);
  switch (step.view) {
    case "batches": {
      const budget = part(MAX_REQUEST * 100n, step.size);
      const border = model.now - placeIn(1_000_000, step.place);
      const none = { budget, finished: false, batches: Array(MAX_BATCHES).fill(0), count: 0 };
      return {
        deed: call(at.queue, "calculateFinalizationBatches", [rate, border, MAX_UINT256 >> 1n, none]),
        says: (data) => {
          const [state] = ABI.decodeFunctionResult("calculateFinalizationBatches", data);
          return `${state.budget} ${state.batches.slice(0, Number(state.count))}`;
        },
        kernel: attempt(() => {
          const { batches, remainingBudget } = finalizationBatches(queue, rate, border, budget);
          return `${remainingBudget} ${batches}`;
        }),
      };
    }
    case "prefinalize": {
      const waiting = lastRequestId(queue) - queue.lastFinalizedId;
      const places = step.rightHint ? [step.place, 1_000] : [step.place, step.place2];
      const ids = places.map((place) => queue.lastFinalizedId + placeIn(waiting - 1, place) + 1);
      return {
        deed: call(at.queue, "prefinalize", [ids, rate]),
        says: answerOf("prefinalize"),
        kernel: attempt(() => {
          const { ether, shares } = prefinalize(queue, ids, rate);
          return `${ether} ${shares}`;
        }),
      };
    }
    case "hint": {
      const id = placeIn(lastRequestId(queue), step.place);
      const first = step.rightHint ? 1 : placeIn(lastHint(queue), step.place);
      const last = placeIn(lastHint(queue), step.place2);
      return {
        deed: call(at.queue, "findCheckpointHints", [[id], first, last]),
        says: answerOf("findCheckpointHints"),
        kernel: attempt(() => `${findCheckpointHint(queue, id, first, last)}`),
      };
    }
    case "claimable": {
      const id = placeIn(lastRequestId(queue), step.place);
      const hint = hintFor(queue, id, step);
      return {
        deed: call(at.queue, "getClaimableEther", [[id], [hint]]),
        says: answerOf("getClaimableEther"),
        kernel: attempt(() => `${claimableEther(queue, id, hint)}`),
      };
    }
  }
}

/** The state that a step can have changed, as the chain has it. */
const look = (at: Addresses): Deed[] => [
  call(at.eye, "getEthBalance", [at.queue]),
  call(at.queue, "getLockedEtherAmount"),
  call(at.queue, "getLastRequestId"),
  call(at.queue, "getLastFinalizedRequestId"),
  call(at.queue, "getLastCheckpointIndex"),
  call(at.queue, "unfinalizedStETH"),
  call(at.queue, "bunkerModeSinceTimestamp"),
];

/** The same as the kernels have it. */
const lookAt = ({ queue }: Model): string =>
  [
    queue.lockedEther,
    queue.lockedEther,
    lastRequestId(queue),
    queue.lastFinalizedId,
    lastHint(queue),
    requestAt(queue, lastRequestId(queue)).cumulativeSteth -
      requestAt(queue, queue.lastFinalizedId).cumulativeSteth,
    queue.bunkerSince ?? MAX_UINT256,
  ].join(" ");

const showAnswer = ({ says }: Planned, { success, data }: Answer): string =>
  success ? says(data) : "reverts";

export const proof: Proof = {
  name: "KRN-06 Lido withdrawal queue kernels",
  holds: [
    { kernels: ["lido/withdrawal-queue"], against: "the port of Lido's withdrawal queue", grade: "checked" },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actor = await Actor.hire(evm);
      const eye = await evm.deploy(multicall3CreationCode());
      const worlds = fc.sample(world, {
        seed: options.seed,
        numRuns: Math.ceil(options.cases / STEPS_A_WORLD),
      });
      const play = async ({ totalShares, elapsed, steps }: World, comparison: Comparison) => {
        const at = await build(evm, actor, eye, totalShares);
        const model: Model = {
          queue: emptyQueue(),
          lido: { totalShares, totalPooledEther: STAKED },
          now: await evm.now(),
        };
        for (let start = 0; start < steps.length && comparison.left > 0; start += STEPS_A_TRANSACTION) {
          model.now += elapsed[start / STEPS_A_TRANSACTION] ?? 0;
          const planned = steps.slice(start, start + STEPS_A_TRANSACTION).map((step) => {
            const taken = plan(model, at, step);
            const viewed = planView(model, at, step);
            return {
              input: `${step.operation}, ${step.view} ${taken.deed.data}`,
              deeds: [taken.deed, viewed.deed, ...look(at)],
              state: [taken.kernel ?? "reverts", viewed.kernel ?? "reverts", lookAt(model)].join(" "),
              asked: [taken, viewed] as const,
            };
          });
          const show = (answers: readonly Answer[], index: number): string => {
            const { asked } = planned[index] as (typeof planned)[number];
            const said = asked.map((one, place) => showAnswer(one, answers[place] as Answer));
            return [...said, ...answers.slice(asked.length).map(({ data }) => BigInt(data))].join(" ");
          };
          await evm.request("evm_setNextBlockTimestamp", model.now);
          await takeSteps(actor, planned, show, comparison);
        }
      };
      return await tryHistories(world, worlds, play, options);
    } finally {
      await evm.close();
    }
  },
};

/** A Lido of its own, whose oracle and finaliser the actor is, with stETH and wstETH that the queue may take. */
async function build(evm: LocalEvm, actor: Actor, eye: string, totalShares: bigint): Promise<Addresses> {
  const stETH = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/LidoStETH"),
      ["address", "address", "address", "uint256", "uint256", "uint256", "uint256"],
      [actor.address, evm.sender, actor.address, totalShares, VALIDATORS, VALIDATORS, STAKED],
    ),
  );
  const wstETH = await evm.deploy(withArguments(compiled("contracts/devnet/WstETH"), ["address"], [stETH]));
  const queue = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/LidoWithdrawalQueue"),
      ["address", "address", "address", "address"],
      [stETH, wstETH, actor.address, actor.address],
    ),
  );
  await actor.perform([
    call(stETH, "approve", [queue, MAX_UINT256]),
    call(stETH, "approve", [wstETH, MAX_UINT256]),
    call(wstETH, "wrap", [WRAPPED]),
    call(wstETH, "approve", [queue, MAX_UINT256]),
  ]);
  return { queue, stETH, wstETH, eye, actor: actor.address };
}
