// The model of a position restaked in EigenLayer against EigenLayerStrategy on the port of EigenLayer, over random histories: the Keel
// vault puts in and takes out, the keeper does what the rules ask for, others stake beside it, the service slashes and pauses, Lido
// reports, strangers give, blocks pass. After each step everything that the strategy tells, and everything that it holds, must be
// the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import {
  type Allocation,
  maxMagnitude,
  newOperator,
  slashOperator,
} from "../../strategies/kernels/eigenlayer/operator.ts";
import { delegateTo, newStaker } from "../../strategies/kernels/eigenlayer/staker.ts";
import { etherByShares, sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import * as moves from "../../strategies/restaking/eigenlayer-moves.ts";
import * as books from "../../strategies/restaking/eigenlayer-position.ts";
import { Actor } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import {
  call,
  type KeelSite,
  look,
  lookAt,
  openKeel,
  type Planned,
  POOLED,
  part,
  planned,
  reportLido,
  SETTINGS,
  SIZES,
  shown,
  TERMS,
  termsOf,
} from "./restaked.ts";
import { type OwnOperation, plannedOwn } from "./restaked-steps.ts";

const VENUE = `(address strategyManager, address delegation, address allocations, address rewards, address strategy,
    address operator, address rewardReceiver)`;
const EIGEN = new Interface([
  "function delegate((bytes signature, uint256 expiry) signature, bytes32 salt)",
  "function depositIntoStrategy(address strategy, address token, uint256 amount) returns (uint256)",
  "function allocate(uint256 set, uint64 magnitude, int128 pendingDiff)",
  "function slash(uint256 set, uint256 wadToSlash) returns (uint256, uint256)",
  "function setPaused(uint256 bits)",
]);
const DELAY_BLOCKS = 40;
const STEPS_A_WORLD = 60;
const NO_SALT = `0x${"0".repeat(64)}`;

const OPERATIONS = [
  "deposit",
  "deposit",
  "withdraw",
  "start exit",
  "start exit",
  "finish exit",
  "execute",
  "execute",
  "execute",
  "stake beside",
  "slash",
  "pause",
  "give steth",
  "give wsteth",
  "give to the venue",
  "rebase",
] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  ...SIZES,
  /** Blocks since the step before. */
  blocks: fc.oneof(fc.constantFrom(1, DELAY_BLOCKS, DELAY_BLOCKS + 1), fc.integer({ min: 1, max: 30 })),
  paused: fc.integer({ min: 0, max: 7 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  rebasing: fc.boolean(),
  steps: fc.array(step, { minLength: STEPS_A_WORLD, maxLength: STEPS_A_WORLD }),
});

interface Site extends KeelSite {
  readonly service: Actor;
  readonly other: Actor;
  readonly eigen: string;
  readonly strategy: string;
}

type Model = books.RestakedEigen & { readonly allocation: Allocation; beaconBalance: bigint };

function plan(site: Site, model: Model, step: Step): Planned<Model> {
  const { strategy, keel, service, other, eigen } = site;
  const { amount, size } = step;
  const own = plannedOwn(books, moves, site, other, model, step);
  if (own !== undefined) return own;
  switch (step.operation as Exclude<Step["operation"], OwnOperation>) {
    case "stake beside": {
      const deed = call(eigen, "depositIntoStrategy", [eigen, site.steth, amount], EIGEN);
      return planned(model, other, [deed], ({ venue, lido }) => {
        if (venue.depositsPaused) throw new Error("paused");
        venue.steth += sharesByEther(lido, amount);
        const prior = etherByShares(lido, venue.steth) + books.OFFSET - amount;
        venue.totalShares += (amount * (venue.totalShares + books.OFFSET)) / prior;
      });
    }
    case "slash": {
      const wad = part(WAD, size) >> 3n;
      return planned(model, service, [call(eigen, "slash", [0n, wad], EIGEN)], (next) =>
        slashOperator(next.operator, next.allocation, wad, next.block, DELAY_BLOCKS),
      );
    }
    case "pause":
      return planned(model, service, [call(eigen, "setPaused", [step.paused], EIGEN)], ({ venue }) => {
        venue.depositsPaused = (step.paused & 1) !== 0;
        venue.queuePaused = (step.paused & 2) !== 0;
        venue.leavingPaused = (step.paused & 4) !== 0;
      });
    case "give wsteth":
      return planned(model, keel, [call(site.wsteth, "transfer", [strategy, amount >> 4n])], (next) => {
        next.position.wsteth += amount >> 4n;
      });
    case "give to the venue":
      return planned(model, keel, [call(site.steth, "transferShares", [eigen, amount >> 8n])], (next) => {
        next.venue.steth += amount >> 8n;
      });
  }
}

async function build(evm: LocalEvm, rebasing: boolean): Promise<{ site: Site; model: Model }> {
  const at = await openKeel(evm, rebasing);
  const service = await Actor.hire(evm);
  const other = await Actor.hire(evm);
  const eigen = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/EigenLayer"),
      ["address", "address", "uint48"],
      [at.steth, service.address, DELAY_BLOCKS],
    ),
  );
  const strategy = await evm.deploy(
    withArguments(
      compiled("contracts/strategies/restaking/EigenLayerStrategy"),
      [TERMS, VENUE],
      [termsOf(at), [eigen, eigen, eigen, eigen, eigen, service.address, other.address]],
    ),
  );
  const begun = [
    ...(await at.keel.perform([
      call(strategy, "delegate", [["0x", 0n], NO_SALT], EIGEN),
      call(at.steth, "transferShares", [other.address, sharesByEther(at.lido, POOLED) >> 7n]),
    ])),
    ...(await other.perform([call(at.steth, "approve", [eigen, 1n << 255n])])),
    ...(await service.perform([call(eigen, "allocate", [0n, WAD, 0n], EIGEN)])),
  ];
  if (begun.some(({ success }) => !success)) throw new Error("EigenLayer does not open");
  await evm.request("hardhat_mine", `0x${(2 * DELAY_BLOCKS).toString(16)}`);
  const operator = newOperator();
  operator.encumberedMagnitude = WAD;
  const staker = newStaker();
  delegateTo(staker, operator);
  const model: Model = {
    settings: SETTINGS,
    rebasing,
    lido: at.lido,
    time: await evm.now(),
    block: await height(evm),
    venue: {
      steth: 0n,
      totalShares: 0n,
      delay: DELAY_BLOCKS,
      depositsPaused: false,
      queuePaused: false,
      leavingPaused: false,
    },
    operator,
    allocation: { currentMagnitude: WAD, pendingDiff: 0n },
    position: {
      wsteth: 0n,
      steth: 0n,
      staker,
      queued: [],
      level: 0,
      lastAction: 0,
      lastAlarm: 0,
      factorSeen: maxMagnitude(operator) * 10n ** 9n,
    },
    beaconBalance: POOLED,
  };
  return { site: { ...at, service, other, eigen, strategy }, model };
}

const height = async (evm: LocalEvm): Promise<number> => Number(await evm.request<string>("eth_blockNumber"));

export const proof: Proof = {
  name: "ONE-02 EigenLayer: the model of EigenLayerStrategy on the port of EigenLayer",
  cases: 3_000,
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const comparison = new Comparison();
      const worlds = fc.sample(world, { seed, numRuns: Math.ceil(cases / STEPS_A_WORLD) });
      for (const { rebasing, steps } of worlds) {
        let { site, model } = await build(evm, rebasing);
        for (const step of steps.slice(0, cases - comparison.cases)) {
          model.time += step.elapsed;
          if (step.blocks > 1) {
            await evm.request("hardhat_mine", `0x${(step.blocks - 1).toString(16)}`, "0x0");
          }
          const { operation } = step;
          if (operation === "rebase") {
            // The report is a block of its own, before the one in which everybody looks.
            const reported =
              plan(site, { ...model, block: 0 }, step).next?.beaconBalance ?? model.beaconBalance;
            await evm.request("evm_setNextBlockTimestamp", model.time);
            await reportLido(evm, site.steth, reported);
          }
          model.block = (await height(evm)) + 1;
          const { actor, deeds, next, kept } = plan(site, model, step);
          await evm.request("evm_setNextBlockTimestamp", model.time);
          const answers = await actor.perform([...deeds, ...look(site.strategy, site)]);
          const done = answers.slice(0, deeds.length).every(({ success }) => success);
          model = next ?? kept;
          const seen = shown(answers.slice(deeds.length));
          const input = `${operation} ${step.amount} ${step.size} after ${step.blocks} blocks`;
          comparison.expect(input, `${next !== undefined} ${lookAt(books, model)}`, `${done} ${seen}`);
        }
        onProgress?.(comparison.cases);
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};
