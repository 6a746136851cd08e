// The model of a liquid restaking token against LiquidRestakingStrategy, its door and the port of Renzo, over random histories: the
// Keel vault puts in and takes out, the keeper does what the rules ask for and flags slashes, the reporter pushes rates and pauses,
// the feed prints what it likes, anyone observes, Lido reports, strangers give, time passes. After each step everything that the
// strategy tells, and everything that it holds, must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { sharesByEther } from "../../strategies/kernels/lido/lido.ts";
import { mulDivFloor } from "../../strategies/kernels/math/mul-div.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import {
  clearFlag,
  deposit,
  execute,
  finishExit,
  flagSlash,
  startExit,
  withdraw,
} from "../../strategies/restaking/liquid-moves.ts";
import * as books from "../../strategies/restaking/liquid-position.ts";
import { decide } from "../../strategies/restaking/policy.ts";
import { observe } from "../../strategies/restaking/pushed-rate.ts";
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
  withArrived,
} from "./restaked.ts";

const VENUE = `(address door, address rate, address market, address operator, address route, uint256 maxSale)`;
const TOKEN = new Interface([
  "function report(uint256 rate)",
  "function setPaused(bool paused)",
  "function post(int256 answer)",
  "function observe()",
  "function flagSlash(uint256 part)",
  "function clearFlag()",
  "function getRate() view returns (uint256)",
]);
const COOL_DOWN = 7 * 86_400;
const BOUNDS = { maxAge: 3 * 86_400, maxGrowth: 5_000_000_000_000_000n, maxDrop: 10_000_000_000_000_000n };
const STEPS_A_WORLD = 60;

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
  "grow",
  "grow",
  "fall",
  "print",
  "observe",
  "observe",
  "flag",
  "clear flag",
  "pause",
  "give steth",
  "rebase",
] as const;

const step = fc.record({ operation: fc.constantFrom(...OPERATIONS), ...SIZES });
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  rebasing: fc.boolean(),
  steps: fc.array(step, { minLength: STEPS_A_WORLD, maxLength: STEPS_A_WORLD }),
});

type Model = books.RestakedLiquid & { beaconBalance: bigint };

interface Site extends KeelSite {
  readonly reporter: Actor;
  readonly token: string;
  readonly rate: string;
  readonly market: string;
  readonly strategy: string;
}

function plan(site: Site, model: Model, step: Step): Planned<Model> {
  const { strategy, keel, reporter } = site;
  const { amount, size } = step;
  const token = (to: string, name: string, args: readonly unknown[] = []) => call(to, name, args, TOKEN);
  switch (step.operation) {
    case "deposit": {
      const moved = model.rebasing
        ? call(site.steth, "transferShares", [strategy, amount])
        : call(site.wsteth, "transfer", [strategy, amount]);
      const deeds = [moved, call(strategy, "deposit", [amount])];
      return planned(withArrived(model, amount), keel, deeds, deposit);
    }
    case "withdraw": {
      const units = part(books.withdrawLimit(model), size);
      return planned(model, keel, [call(strategy, "withdraw", [units, 0n])], (next) =>
        withdraw(next, units, 0n),
      );
    }
    case "start exit": {
      const units = part(books.exitUnits(model), size);
      return planned(model, keel, [call(strategy, "startExit", [units])], (next) => startExit(next, units));
    }
    case "finish exit":
      return planned(model, reporter, [call(strategy, "finishExit")], finishExit);
    case "execute": {
      const { action, target } = decide(books.risk(model), model.settings.params);
      return planned(model, keel, [call(strategy, "execute", [action, target, 0n])], (next) =>
        execute(next, action, target),
      );
    }
    case "grow":
    case "fall": {
      const change = part(model.token.rate, size) >> (step.operation === "grow" ? 7n : 4n);
      const rate = step.operation === "grow" ? model.token.rate + change : model.token.rate - change;
      return planned(model, reporter, [token(site.token, "report", [rate])], (next) => {
        next.token.rate = rate;
      });
    }
    case "print": {
      const price = part(WAD, size);
      return planned(model, reporter, [token(site.market, "post", [price])], (next) => {
        next.token.price = price;
        next.token.priceUpdatedAt = next.time;
      });
    }
    case "observe":
      return planned(model, reporter, [token(site.rate, "observe")], ({ token, time }) =>
        observe(token.seen, token.bounds, token.rate, time),
      );
    case "flag": {
      const flagged = part(200_000_000n, size);
      return planned(model, keel, [token(strategy, "flagSlash", [flagged])], (next) =>
        flagSlash(next, flagged),
      );
    }
    case "clear flag":
      return planned(model, reporter, [token(strategy, "clearFlag")], clearFlag);
    case "pause":
      return planned(model, reporter, [token(site.token, "setPaused", [!model.token.paused])], (next) => {
        next.token.paused = !next.token.paused;
      });
    case "give steth":
      return planned(model, keel, [call(site.steth, "transferShares", [strategy, amount >> 4n])], (next) => {
        next.position.steth += amount >> 4n;
      });
    case "rebase":
      // No fee is taken of a loss, so that the shares stay as they are.
      return planned(model, reporter, [], (next) => {
        const lost = part(model.lido.totalPooledEther, size) >> 12n;
        next.beaconBalance -= lost;
        next.lido.totalPooledEther -= lost;
      });
  }
}

async function build(evm: LocalEvm, rebasing: boolean): Promise<{ site: Site; model: Model }> {
  const at = await openKeel(evm, rebasing);
  const reporter = await Actor.hire(evm);
  const deploy = (source: string, types: readonly string[], values: readonly unknown[]) =>
    evm.deploy(withArguments(compiled(source), types, values));
  const token = await deploy(
    "contracts/devnet/Renzo",
    ["address", "address", "uint256"],
    [at.steth, reporter.address, COOL_DOWN],
  );
  const market = await deploy("test/solidity/utils/PostedFeed", [], []);
  const rate = await deploy(
    "contracts/lst/PushedRateAdapter",
    ["address", "(address, bytes4, uint128, uint128)", "(uint32, uint64, uint64)"],
    [
      token,
      [token, TOKEN.getFunction("getRate")?.selector, 0n, WAD],
      [BOUNDS.maxAge, BOUNDS.maxGrowth, BOUNDS.maxDrop],
    ],
  );
  const opened = await evm.now();
  const door = await deploy("contracts/strategies/restaking/doors/EzethDoor", Array(5).fill("address"), [
    at.steth,
    token,
    token,
    token,
    token,
  ]);
  const strategy = await deploy(
    "contracts/strategies/restaking/LiquidRestakingStrategy",
    [TERMS, VENUE],
    [termsOf(at), [door, rate, market, reporter.address, NOBODY, 0n]],
  );
  // Others hold the token too, so that the queue has what it pays with after a rise of the rate.
  await at.keel.perform([
    call(at.steth, "transferShares", [token, sharesByEther(at.lido, POOLED / 100n) >> 6n]),
  ]);
  const posted = await reporter.perform([call(market, "post", [WAD], TOKEN)]);
  if (posted.some(({ success }) => !success)) throw new Error("the feed takes no price");
  const time = await evm.now();
  const seen = { rate: WAD, answer: WAD, time: opened, changed: opened };
  const model: Model = {
    settings: SETTINGS,
    rebasing,
    lido: at.lido,
    time,
    token: {
      rate: WAD,
      seen,
      bounds: BOUNDS,
      coolDown: COOL_DOWN,
      paused: false,
      price: WAD,
      priceUpdatedAt: time,
    },
    position: {
      wsteth: 0n,
      steth: 0n,
      tokens: 0n,
      doorShares: 0n,
      requests: [],
      flaggedRate: 0n,
      level: 0,
      lastAction: 0,
      lastAlarm: 0,
      factorSeen: mulDivFloor(WAD, 10n ** 27n, WAD),
    },
    beaconBalance: POOLED,
  };
  return { site: { ...at, reporter, token, rate, market, strategy }, model };
}

export const proof: Proof = {
  name: "ONE-02 liquid restaking: the model of LiquidRestakingStrategy and its door on the port of Renzo",
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
          const { actor, deeds, next, kept } = plan(site, model, step);
          if (step.operation === "rebase" && next !== undefined) {
            await evm.request("evm_setNextBlockTimestamp", model.time);
            await reportLido(evm, site.steth, next.beaconBalance);
          }
          await evm.request("evm_setNextBlockTimestamp", model.time);
          const answers = await actor.perform([...deeds, ...look(site.strategy, site)]);
          const done = answers.slice(0, deeds.length).every(({ success }) => success);
          model = next ?? kept;
          const seen = shown(answers.slice(deeds.length));
          comparison.expect(
            `${step.operation} ${step.amount} ${step.size}`,
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
