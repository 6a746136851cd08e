// What the proofs of liquid restaking tokens share: random histories in which the Keel vault puts in and takes out, the keeper does what
// the rules ask for and flags slashes, the token's protocol reports and pauses and does whatever else is its part, the feed prints what
// it likes, anyone observes, Lido reports, strangers give, time and blocks pass. After each step everything that the strategy tells,
// and everything that it holds, must be the same in the model.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { mulDivFloor } from "../../strategies/kernels/math/mul-div.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import * as moves from "../../strategies/restaking/liquid-moves.ts";
import * as books from "../../strategies/restaking/liquid-position.ts";
import { observe } from "../../strategies/restaking/pushed-rate.ts";
import { Actor, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { Comparison } from "./comparison.ts";
import {
  call,
  type KeelSite,
  look,
  lookAt,
  NOBODY,
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
import { lostBy, type OwnOperation, plannedOwn } from "./restaked-steps.ts";

const VENUE = `(address door, address rate, address market, address operator, address route, uint256 maxSale)`;
const ABI = new Interface([
  "function post(int256 answer)",
  "function observe()",
  "function flagSlash(uint256 part)",
  "function clearFlag()",
]);
const BOUNDS = { maxAge: 3 * 86_400, maxGrowth: 5_000_000_000_000_000n, maxDrop: 10_000_000_000_000_000n };
const STEPS_A_WORLD = 60;
/** Blocks that a protocol waits which waits by blocks. */
export const DELAY_BLOCKS = 40;

/** What anybody does whatever the token. */
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
  "print",
  "observe",
  "observe",
  "flag",
  "clear flag",
  "give steth",
  "rebase",
] as const;

export interface LiquidStep {
  /** One of those above, or of the protocol's own. */
  readonly operation: string;
  readonly amount: bigint;
  readonly size: bigint;
  /** Seconds and blocks since the step before. */
  readonly elapsed: number;
  readonly blocks: number;
}

/** Where a token's protocol and its door are, and what else only this protocol has. */
export interface ProtocolSite {
  readonly door: string;
  readonly token: string;
  /** What its rate is read from: a contract and its getter's selector. */
  readonly source: readonly [at: string, getter: string];
}

interface Site extends KeelSite {
  readonly reporter: Actor;
  readonly rate: string;
  readonly market: string;
  readonly strategy: string;
}

type Model = books.RestakedLiquid & { beaconBalance: bigint };

/** What the protocol, or whoever trades where the door trades, does in one step. */
export interface Part<Door> {
  readonly deeds: readonly Deed[];
  readonly change: (model: books.RestakedLiquid, door: Door) => void;
}

export interface Protocol<Door extends books.Door, Own extends ProtocolSite> {
  readonly token: Door["is"];
  /** What only this protocol does, as often as it is named. */
  readonly operations: readonly string[];
  open(evm: LocalEvm, at: KeelSite, reporter: Actor): Promise<{ own: Own; door: Door }>;
  plan(own: Own, door: Door, step: LiquidStep): Part<Door>;
}

function plan<Door extends books.Door, Own extends ProtocolSite>(
  protocol: Protocol<Door, Own>,
  site: Site & Own,
  model: Model,
  step: LiquidStep,
): Planned<Model> {
  const { strategy, keel, reporter } = site;
  const { size } = step;
  const ask = (to: string, name: string, args: readonly unknown[] = []) => call(to, name, args, ABI);
  const own = plannedOwn(books, moves, site, reporter, model, step);
  if (own !== undefined) return own;
  switch (step.operation as Exclude<(typeof OPERATIONS)[number], OwnOperation>) {
    case "print": {
      const price = part(WAD, size);
      return planned(model, reporter, [ask(site.market, "post", [price])], ({ seen, time }) => {
        seen.price = price;
        seen.priceUpdatedAt = time;
      });
    }
    case "observe":
      return planned(model, reporter, [ask(site.rate, "observe")], ({ seen, door, time }) =>
        observe(seen.rate, seen.bounds, books.wayOf(door).rate(door), time),
      );
    case "flag": {
      const flagged = part(200_000_000n, size);
      return planned(model, keel, [ask(strategy, "flagSlash", [flagged])], (next) =>
        moves.flagSlash(next, flagged),
      );
    }
    case "clear flag":
      return planned(model, reporter, [ask(strategy, "clearFlag")], moves.clearFlag);
    default: {
      const { deeds, change } = protocol.plan(site, model.door as Door, step);
      return planned(model, reporter, deeds, (next) => change(next, next.door as Door));
    }
  }
}

async function build<Door extends books.Door, Own extends ProtocolSite>(
  protocol: Protocol<Door, Own>,
  evm: LocalEvm,
  rebasing: boolean,
): Promise<{ site: Site & Own; model: Model }> {
  const at = await openKeel(evm, rebasing);
  const reporter = await Actor.hire(evm);
  const { own, door } = await protocol.open(evm, at, reporter);
  const deploy = (source: string, types: readonly string[], values: readonly unknown[]) =>
    evm.deploy(withArguments(compiled(source), types, values));
  const market = await deploy("test/solidity/utils/PostedFeed", [], []);
  const rate = await deploy(
    "contracts/lst/PushedRateAdapter",
    ["address", "(address, bytes4, uint128, uint128)", "(uint32, uint64, uint64)"],
    [own.token, [...own.source, 0n, WAD], [BOUNDS.maxAge, BOUNDS.maxGrowth, BOUNDS.maxDrop]],
  );
  const opened = await evm.now();
  const strategy = await deploy(
    "contracts/strategies/restaking/LiquidRestakingStrategy",
    [TERMS, VENUE],
    [termsOf(at), [own.door, rate, market, reporter.address, NOBODY, 0n]],
  );
  const posted = await reporter.perform([call(market, "post", [WAD], ABI)]);
  if (posted.some(({ success }) => !success)) throw new Error("the feed takes no price");
  const time = await evm.now();
  const said = books.wayOf(door).rate(door);
  const model: Model = {
    settings: SETTINGS,
    rebasing,
    lido: at.lido,
    time,
    block: await heightOf(evm),
    door,
    seen: {
      rate: { rate: said, answer: said, time: opened, changed: opened },
      bounds: BOUNDS,
      price: WAD,
      priceUpdatedAt: time,
    },
    position: {
      wsteth: 0n,
      steth: 0n,
      tokens: 0n,
      flaggedRate: 0n,
      level: 0,
      lastAction: 0,
      lastAlarm: 0,
      factorSeen: mulDivFloor(said, 10n ** 27n, WAD),
    },
    beaconBalance: POOLED,
  };
  return { site: { ...at, ...own, reporter, rate, market, strategy }, model };
}

const heightOf = async (evm: LocalEvm): Promise<number> =>
  Number(await evm.request<string>("eth_blockNumber"));

export function liquidProof<Door extends books.Door, Own extends ProtocolSite = ProtocolSite>(
  protocol: Protocol<Door, Own>,
): Proof {
  const step: fc.Arbitrary<LiquidStep> = fc.record({
    operation: fc.constantFrom(...OPERATIONS, ...protocol.operations),
    ...SIZES,
    blocks: fc.oneof(fc.constantFrom(1, DELAY_BLOCKS), fc.integer({ min: 1, max: 30 })),
  });
  const world = fc.record({
    rebasing: fc.boolean(),
    steps: fc.array(step, { minLength: STEPS_A_WORLD, maxLength: STEPS_A_WORLD }),
  });
  return {
    name: `ONE-02 ${protocol.token}: the model of LiquidRestakingStrategy and its door on the port of the token's protocol`,
    cases: 3_000,
    async run({ cases, seed, onProgress }) {
      const evm = await LocalEvm.open();
      try {
        const comparison = new Comparison();
        const worlds = fc.sample(world, { seed, numRuns: Math.ceil(cases / STEPS_A_WORLD) });
        for (const { rebasing, steps } of worlds) {
          let { site, model } = await build(protocol, evm, rebasing);
          for (const step of steps.slice(0, cases - comparison.cases)) {
            model.time += step.elapsed;
            const mined = step.blocks - 1;
            if (mined > 0) await evm.request("hardhat_mine", `0x${mined.toString(16)}`, "0x0");
            await evm.request("evm_setNextBlockTimestamp", model.time);
            if (step.operation === "rebase") {
              // The report is a block of its own, before the one in which everybody looks.
              await reportLido(evm, site.steth, model.beaconBalance - lostBy(model, step));
              await evm.request("evm_setNextBlockTimestamp", model.time);
            }
            model.block = (await heightOf(evm)) + 1;
            const { actor, deeds, next, kept } = plan(protocol, site, model, step);
            const answers = await actor.perform([...deeds, ...look(site.strategy, site)]);
            const done = answers.slice(0, deeds.length).every(({ success }) => success);
            model = next ?? kept;
            const seen = shown(answers.slice(deeds.length));
            comparison.expect(
              `${step.operation} ${step.amount} ${step.size} after ${step.blocks} blocks`,
              `${next !== undefined} ${lookAt(books, model)}`,
              `${done} ${seen}`,
            );
          }
          onProgress?.(comparison.cases);
        }
        return comparison.result();
      } finally {
        await evm.close();
      }
    },
  };
}
