// The EigenLayer kernels against a port of its books, over random histories of two stakers and one operator:
// deposits before and after delegation, slashes of one allocation or another, withdrawals that are slashed on their
// way out, and losses on the beacon chain. After each operation the whole state must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import {
  type Allocation,
  maxMagnitude,
  newOperator,
  type Operator,
  slashableQueue,
  slashOperator,
} from "../../strategies/kernels/eigenlayer/operator.ts";
import {
  completeWithdrawal,
  delegateTo,
  depositShares,
  loseOnBeaconChain,
  newStaker,
  type QueuedWithdrawal,
  queueWithdrawal,
  type Staker,
  withdrawable,
} from "../../strategies/kernels/eigenlayer/staker.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { Actor, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import type { Comparison } from "./comparison.ts";
import { exactly } from "./smallest.ts";
import { takeSteps, tryHistories } from "./try-cases.ts";
import { showFirstWords, showWords } from "./words.ts";

const ABI = new Interface([
  "function deposit(uint256)",
  "function delegate()",
  "function queueWithdrawal(uint256) returns (uint256)",
  "function completeWithdrawal(uint256) returns (uint256)",
  "function loseOnBeaconChain(uint256 restaked, uint256 lost)",
  "function allocate(uint256 set, uint64 magnitude, int128 pendingDiff)",
  "function slash(uint256 set, uint256 part) returns (uint256, uint256)",
  "function operatorShares() view returns (uint256)",
  "function burnableShares() view returns (uint256)",
  "function encumberedMagnitude() view returns (uint256)",
  "function maxMagnitude() view returns (uint256)",
  "function slashableSharesInQueue() view returns (uint256)",
  "function withdrawableShares(address) view returns (uint256)",
  "function depositScalingFactor(address) view returns (uint256)",
  "function depositedShares(address) view returns (uint256)",
  "function allocations(uint256) view returns (uint64, int128)",
]);

const SIZE_SCALE = 40n;
const BLOCKS_A_WORLD = 20;
const STEPS_A_BLOCK = 20;
const DELAY = 3;
const SETS = 2;
const OPERATIONS = [
  "deposit",
  "deposit",
  "delegate",
  "queue",
  "queue",
  "complete",
  "complete",
  "beacon",
  "allocate",
  "slash",
] as const;

const size = fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n }));
const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  amount: fc.oneof(magnitude(90), fc.bigInt({ min: 1n, max: 10n ** 24n })),
  size,
  size2: size,
  set: fc.nat(SETS - 1),
  withdrawal: fc.nat(5),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = exactly(
  fc.record({
    actor: fc.nat(1),
    /** Blocks that pass before. */
    passed: fc.constantFrom(0, 0, 1, DELAY, DELAY + 1),
    steps: exactly(step, STEPS_A_BLOCK),
  }),
  BLOCKS_A_WORLD,
);
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Character = { actor: Actor; staker: Staker };
type Model = {
  operator: Operator;
  allocations: Allocation[];
  /** In the order of their ids; undefined once paid. */
  withdrawals: { of: Staker; queued: QueuedWithdrawal | undefined }[];
  burnable: bigint;
  block: number;
};
type Planned = { deed: Deed; kernel: bigint | undefined };

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});
const part = (whole: bigint, of: bigint): bigint => (whole * of) >> SIZE_SCALE;
const done = (kernel: () => void): bigint | undefined =>
  attempt(() => {
    kernel();
    return 0n;
  });

/** Takes the step in the model, and says how to take it on the chain. */
function plan(model: Model, at: string, staker: Staker, serves: boolean, step: Step): Planned {
  const { operator, block } = model;
  const allocation = model.allocations[step.set] as Allocation;
  switch (step.operation) {
    case "deposit":
      return {
        deed: call(at, "deposit", [step.amount]),
        kernel: done(() => depositShares(staker, step.amount)),
      };
    case "delegate":
      return { deed: call(at, "delegate"), kernel: done(() => delegateTo(staker, operator)) };
    case "queue": {
      const shares = part(staker.depositShares, step.size);
      const queued = attempt(() => queueWithdrawal(staker, shares, block));
      if (queued !== undefined) model.withdrawals.push({ of: staker, queued });
      return { deed: call(at, "queueWithdrawal", [shares]), kernel: queued?.scaledShares };
    }
    case "complete": {
      const id = Math.max(0, model.withdrawals.length - 1 - step.withdrawal);
      const entry = model.withdrawals[id];
      const paid = attempt(() =>
        entry?.of === staker && entry.queued !== undefined
          ? completeWithdrawal(staker, entry.queued, block, DELAY)
          : undefined,
      );
      if (paid !== undefined && entry !== undefined) entry.queued = undefined;
      return { deed: call(at, "completeWithdrawal", [id]), kernel: paid };
    }
    case "beacon": {
      const lost = part(step.amount, step.size) >> 3n;
      return {
        deed: call(at, "loseOnBeaconChain", [step.amount, lost]),
        kernel: done(() => loseOnBeaconChain(staker, step.amount, lost)),
      };
    }
    case "allocate": {
      const free = maxMagnitude(operator) - operator.encumberedMagnitude + allocation.currentMagnitude;
      const current = part(free, step.size);
      const pending = -part(current, step.size2);
      const allowed = serves && current <= free;
      if (allowed) {
        operator.encumberedMagnitude += current - allocation.currentMagnitude;
        Object.assign(allocation, { currentMagnitude: current, pendingDiff: pending });
      }
      return {
        deed: call(at, "allocate", [step.set, current, pending]),
        kernel: allowed ? 0n : undefined,
      };
    }
    case "slash": {
      const wads = part(WAD, step.size);
      const slashed = attempt(() =>
        serves ? slashOperator(operator, allocation, wads, block, DELAY) : undefined,
      );
      model.burnable += (slashed?.fromShares ?? 0n) + (slashed?.fromQueue ?? 0n);
      return { deed: call(at, "slash", [step.set, wads]), kernel: slashed?.fromShares };
    }
  }
}

/** The state that a step can have changed, as the chain has it. */
const look = (at: string, account: string, set: number): Deed[] => [
  call(at, "operatorShares"),
  call(at, "burnableShares"),
  call(at, "encumberedMagnitude"),
  call(at, "maxMagnitude"),
  call(at, "slashableSharesInQueue"),
  call(at, "withdrawableShares", [account]),
  call(at, "depositScalingFactor", [account]),
  call(at, "depositedShares", [account]),
  call(at, "allocations", [set]),
];

/** The same as the kernels have it. */
const lookAt = (model: Model, staker: Staker, set: number): (bigint | undefined)[] => [
  model.operator.shares,
  model.burnable,
  model.operator.encumberedMagnitude,
  maxMagnitude(model.operator),
  slashableQueue(model.operator, model.block, DELAY),
  attempt(() => withdrawable(staker)),
  staker.scaling,
  staker.depositShares,
  (model.allocations[set] as Allocation).currentMagnitude,
];

export const proof: Proof = {
  name: "KRN-10 EigenLayer shares and slashing factors",
  holds: [{ kernels: ["eigenlayer"], against: "the port of EigenLayer's books", grade: "unproven" }],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actors = [await Actor.hire(evm), await Actor.hire(evm)] as const;
      const numRuns = Math.ceil(options.cases / (BLOCKS_A_WORLD * STEPS_A_BLOCK));
      const worlds = fc.sample(world, { seed: options.seed, numRuns });
      const play = async (blocks: World, comparison: Comparison) => {
        const at = await evm.deploy(
          withArguments(
            compiled("contracts/devnet/EigenLayerShares"),
            ["address", "uint48"],
            [actors[0].address, DELAY],
          ),
        );
        const characters: Character[] = actors.map((actor) => ({ actor, staker: newStaker() }));
        const model: Model = {
          operator: newOperator(),
          allocations: Array.from({ length: SETS }, () => ({ currentMagnitude: 0n, pendingDiff: 0n })),
          withdrawals: [],
          burnable: 0n,
          block: 0,
        };
        for (const { actor: who, passed, steps } of blocks) {
          if (comparison.left === 0) break;
          if (passed > 0) await evm.request("hardhat_mine", `0x${passed.toString(16)}`);
          model.block = Number(await evm.request<string>("eth_blockNumber")) + 1;
          const { actor, staker } = characters[who] as Character;
          const expected = steps.slice(0, comparison.left).map((step) => {
            const { deed, kernel } = plan(model, at, staker, who === 0, step);
            return {
              input: `${step.operation} ${deed.data} in block ${model.block}`,
              deeds: [deed, ...look(at, actor.address, step.set)],
              state: showWords([kernel, ...lookAt(model, staker, step.set)]),
            };
          });
          await takeSteps(actor, expected, showFirstWords, comparison);
        }
      };
      return await tryHistories(world, worlds, play, options);
    } finally {
      await evm.close();
    }
  },
};
