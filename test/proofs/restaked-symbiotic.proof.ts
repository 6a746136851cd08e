// The model of a position restaked in Symbiotic against SymbioticStrategy on the genuine vault, delegator and slasher,
// over random histories: the Keel vault puts in and takes out, the keeper does what the rules ask for, others stake
// beside it, the network slashes, Lido reports, strangers give, time passes. After each step everything that the
// strategy tells, and everything that it holds, must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { etherByShares, type Lido } from "../../strategies/kernels/lido/lido.ts";
import type { NetworkGrant } from "../../strategies/kernels/symbiotic/delegation.ts";
import { setNetworkLimit, setOperatorShares } from "../../strategies/kernels/symbiotic/delegation.ts";
import { deposit as stakeInVault } from "../../strategies/kernels/symbiotic/deposit.ts";
import { newOperator, slash } from "../../strategies/kernels/symbiotic/slasher.ts";
import {
  activeBalance,
  emptyAccount,
  emptyVault,
  totalStake,
  type VaultAccount,
} from "../../strategies/kernels/symbiotic/vault.ts";
import { withdraw as leaveVault } from "../../strategies/kernels/symbiotic/withdraw.ts";
import { parseRestakingSetting } from "../../strategies/restaking/params.ts";
import { decide, type RestakingState } from "../../strategies/restaking/policy.ts";
import {
  deposit,
  execute,
  finishExit,
  startExit,
  withdraw,
} from "../../strategies/restaking/symbiotic-moves.ts";
import {
  claimableUnits,
  depositLimit,
  entryUnits,
  exitUnits,
  looseUnits,
  pendingUnits,
  type RestakedSymbiotic,
  stakedUnits,
  stakeFactor,
  withdrawLimit,
} from "../../strategies/restaking/symbiotic-position.ts";
import { entriesOpen, risk } from "../../strategies/restaking/symbiotic-risk.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { Comparison } from "./comparison.ts";
import { PARAMS, STATE } from "./restaking-policy.proof.ts";
import { buildSymbiotic, openVault, type Protocol, type VaultAddresses } from "./symbiotic-world.ts";

const DECISION = "(uint8 action, uint8 reason, uint8 urgency, uint8 level, uint64 target)";
const ABI = new Interface([
  "function submit(address) payable returns (uint256)",
  "function approve(address, uint256) returns (bool)",
  "function wrap(uint256) returns (uint256)",
  "function transfer(address, uint256) returns (bool)",
  "function transferShares(address, uint256) returns (uint256)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function sharesOf(address) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function deposit(uint256 units)",
  "function deposit(address onBehalfOf, uint256 amount) returns (uint256, uint256)",
  "function withdraw(uint256 units, uint256 minUnits) returns (uint256)",
  "function withdraw(address claimer, uint256 amount) returns (uint256, uint256)",
  "function startExit(uint256 units) returns (uint256)",
  "function finishExit() returns (uint256)",
  "function execute(uint8 action, uint64 target, uint256 floor)",
  "function setNetworkLimit(bytes32 subnetwork, uint256 amount)",
  "function setOperatorNetworkShares(bytes32 subnetwork, address operator, uint256 shares)",
  "function slash(bytes32 subnetwork, address operator, uint256 amount, uint48 capture, bytes hints) returns (uint256)",
  "function looseUnits() view returns (uint256)",
  "function stakedUnits() view returns (uint256)",
  "function pendingUnits() view returns (uint256)",
  "function claimableUnits() view returns (uint256)",
  "function entryUnits() view returns (uint256)",
  "function exitUnits() view returns (uint256)",
  "function withdrawLimit() view returns (uint256)",
  "function depositLimit() view returns (uint256)",
  "function factorSeen() view returns (uint256)",
  "function entriesOpen() view returns (bool)",
  `function risk() view returns (${STATE} state)`,
  `function check() view returns (${DECISION} decision)`,
]);
const TERMS = `(address vault, address steth, address wsteth, uint256 cap, uint256 haircut, ${PARAMS} params)`;
const VENUE = `(address vault, bytes32 subnetwork, address operator, address rewards, address rewardToken,
    uint256 rewardWorth, address rewardReceiver)`;

const ETHER = 10n ** 18n;
const VALIDATORS = 31_250n;
const POOLED = VALIDATORS * 32n * ETHER;
const WEEK = 7 * 86_400;
const STEPS_A_WORLD = 60;
const SIZE_SCALE = 40n;
const NOBODY = "0x0000000000000000000000000000000000000000";
/** wstETH that the network and the other staker hold, and stETH of the Keel vault; more than a world moves. */
const PURSE = 40_000n * ETHER;

const SETTINGS = parseRestakingSetting({ cap: 1_000, haircut: "0.3%", cooldown: "6h", calmAfter: "5d" });

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
  "leave beside",
  "slash",
  "give steth",
  "give wsteth",
  "rebase",
  "undelegate",
] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  amount: fc.oneof(magnitude(68), fc.bigInt({ min: ETHER, max: 400n * ETHER })),
  /** A part of what there is, of any magnitude, or up to a tenth more than all of it. */
  size: fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n })),
  /** Seconds since the step before. */
  elapsed: fc.oneof(fc.constantFrom(1, 12, WEEK, 2 * WEEK), fc.integer({ min: 1, max: 3 * 86_400 })),
  ago: fc.integer({ min: 1, max: WEEK }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  rebasing: fc.boolean(),
  steps: fc.array(step, { minLength: STEPS_A_WORLD, maxLength: STEPS_A_WORLD }),
});

/** The chain's side. */
type Site = {
  readonly steth: string;
  readonly wsteth: string;
  readonly network: Actor;
  readonly other: Actor;
  readonly keel: Actor;
  readonly strategy: string;
  readonly at: VaultAddresses;
  readonly protocol: Protocol;
};

/** The model's side. */
type Model = RestakedSymbiotic & {
  readonly grant: NetworkGrant;
  readonly operator: ReturnType<typeof newOperator>;
  readonly other: VaultAccount;
  beaconBalance: bigint;
};

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});
const part = (whole: bigint, size: bigint): bigint => (whole * size) >> SIZE_SCALE;

/** Takes the step in a copy of the model, which is kept where nothing refuses; says how to take it on the chain. */
function plan(
  site: Site,
  model: Model,
  step: Step,
): { actor: Actor; deeds: Deed[]; next: Model | undefined } {
  const { strategy, keel, other, network, at, protocol } = site;
  const next = structuredClone(model);
  const did = (actor: Actor, deeds: Deed[], change: () => unknown) => {
    try {
      change();
      return { actor, deeds, next };
    } catch {
      return { actor, deeds, next: undefined };
    }
  };
  switch (step.operation) {
    case "deposit": {
      const moved = model.rebasing
        ? call(site.steth, "transferShares", [strategy, step.amount])
        : call(site.wsteth, "transfer", [strategy, step.amount]);
      return did(keel, [moved, call(strategy, "deposit(uint256)", [step.amount])], () => {
        next.position[model.rebasing ? "steth" : "wsteth"] += step.amount;
        deposit(next);
      });
    }
    case "withdraw": {
      const units = part(withdrawLimit(model), step.size);
      return did(keel, [call(strategy, "withdraw(uint256,uint256)", [units, 0n])], () =>
        withdraw(next, units, 0n),
      );
    }
    case "start exit": {
      const units = part(exitUnits(model), step.size);
      return did(keel, [call(strategy, "startExit", [units])], () => startExit(next, units));
    }
    case "finish exit":
      return did(other, [call(strategy, "finishExit")], () => finishExit(next));
    case "execute": {
      const { action, target } = decide(risk(model), model.settings.params);
      return did(keel, [call(strategy, "execute", [action, target, 0n])], () =>
        execute(next, action, target),
      );
    }
    case "stake beside":
      return did(other, [call(at.vault, "deposit(address,uint256)", [other.address, step.amount])], () =>
        stakeInVault(next.venue, next.other, step.amount, next.time),
      );
    case "leave beside": {
      const amount = part(activeBalance(model.venue, model.other), step.size);
      return did(other, [call(at.vault, "withdraw(address,uint256)", [other.address, amount])], () =>
        leaveVault(next.venue, next.other, amount, next.time),
      );
    }
    case "slash": {
      const capture = model.time - step.ago;
      const amount = part(totalStake(model.venue, model.time), step.size) >> 2n;
      const args = [protocol.subnetwork, network.address, amount, capture, "0x"];
      return did(network, [call(at.slasher, "slash", args)], () =>
        slash(next.venue, next.grant, next.operator, amount, capture, next.time),
      );
    }
    case "give steth": {
      const shares = step.amount >> 4n;
      return did(keel, [call(site.steth, "transferShares", [strategy, shares])], () => {
        next.position.steth += shares;
      });
    }
    case "give wsteth":
      return did(other, [call(site.wsteth, "transfer", [strategy, step.amount >> 4n])], () => {
        next.position.wsteth += step.amount >> 4n;
      });
    case "rebase":
      // No fee is taken of a loss, so that the shares stay as they are.
      return did(network, [], () => {
        const lost = part(model.lido.totalPooledEther, step.size) >> 12n;
        next.beaconBalance -= lost;
        next.lido.totalPooledEther -= lost;
      });
    case "undelegate": {
      const limit = model.operatorWorks ? 0n : ETHER ** 2n;
      return did(network, [call(at.delegator, "setNetworkLimit", [protocol.subnetwork, limit])], () => {
        setNetworkLimit(next.grant, limit, next.time);
        next.operatorWorks = !next.operatorWorks;
      });
    }
  }
}

const READS = [
  "looseUnits",
  "stakedUnits",
  "pendingUnits",
  "claimableUnits",
  "entryUnits",
  "exitUnits",
  "withdrawLimit",
  "depositLimit",
  "factorSeen",
  "entriesOpen",
  "risk",
  "check",
] as const;

const look = ({ strategy, wsteth, steth }: Site): Deed[] => [
  ...READS.map((name) => call(strategy, name)),
  call(wsteth, "balanceOf", [strategy]),
  call(steth, "sharesOf", [strategy]),
];

const STATE_ORDER: readonly (keyof RestakingState)[] = [
  "open",
  "level",
  "venueFlags",
  "rateFlags",
  "priceFlags",
  "staked",
  "loose",
  "pending",
  "claimable",
  "epochLeft",
  "exitWait",
  "slashSeen",
  "rateAge",
  "peg",
  "marketAge",
  "saleCost",
  "rewards",
  "sinceAction",
  "sinceAlarm",
];

function lookAt(model: Model): string {
  const state = risk(model);
  const { action, reason, urgency, level, target } = decide(state, model.settings.params);
  return [
    looseUnits(model),
    stakedUnits(model),
    pendingUnits(model),
    claimableUnits(model),
    entryUnits(model),
    exitUnits(model),
    withdrawLimit(model),
    depositLimit(model),
    model.position.factorSeen,
    entriesOpen(model),
    ...STATE_ORDER.map((name) => state[name]),
    ...[action, reason, urgency, level, target],
    model.position.wsteth,
    model.position.steth,
  ].join(" ");
}

function shown(answers: readonly Answer[]): string {
  return answers
    .map(({ success, data }, index) => {
      if (!success) return "reverts";
      const name = READS[index];
      if (name === undefined) return BigInt(data);
      const [value] = ABI.decodeFunctionResult(name, data);
      return name === "risk" || name === "check" ? [...value].join(" ") : value;
    })
    .join(" ");
}

async function build(evm: LocalEvm, rebasing: boolean): Promise<{ site: Site; model: Model }> {
  const source = (name: string) => compiled(`contracts/devnet/${name}`);
  const shares = (POOLED * 10n) / 11n;
  const numbers = [shares, VALIDATORS, VALIDATORS, POOLED];
  const steth = await evm.deploy(
    withArguments(
      source("LidoStETH"),
      ["address", "address", "address", "uint256", "uint256", "uint256", "uint256"],
      [evm.sender, evm.sender, evm.sender, ...numbers],
    ),
  );
  const lido: Lido = { totalShares: shares, totalPooledEther: POOLED };
  const wsteth = await evm.deploy(withArguments(source("WstETH"), ["address"], [steth]));
  await evm.send(steth, ABI.encodeFunctionData("approve", [wsteth, 1n << 255n]));
  await evm.send(wsteth, ABI.encodeFunctionData("wrap", [etherByShares(lido, 4n * PURSE)]));
  const fund = (account: string) => evm.send(wsteth, ABI.encodeFunctionData("transfer", [account, PURSE]));

  const actors = [await Actor.hire(evm), await Actor.hire(evm)] as const;
  const [network, other] = actors;
  const protocol = await buildSymbiotic(evm, actors, wsteth, fund);
  const at = await openVault(evm, protocol, actors, WEEK, undefined);
  const keel = await Actor.as(evm, "test/solidity/KeelVaultBatch", [rebasing ? steth : wsteth]);
  if (rebasing) await evm.send(steth, ABI.encodeFunctionData("transferShares", [keel.address, PURSE]));
  else await fund(keel.address);
  if (!rebasing) await evm.send(steth, ABI.encodeFunctionData("transferShares", [keel.address, PURSE]));

  const { params, cap, haircut } = SETTINGS;
  const strategy = await evm.deploy(
    withArguments(
      compiled("contracts/strategies/restaking/SymbioticStrategy"),
      [TERMS, VENUE],
      [
        [keel.address, steth, wsteth, cap, haircut, Object.values(ordered(params))],
        [at.vault, protocol.subnetwork, network.address, NOBODY, NOBODY, 0n, NOBODY],
      ],
    ),
  );
  const site = { steth, wsteth, network, other, keel, strategy, at, protocol };
  const begun = await network.perform([
    call(at.delegator, "setNetworkLimit", [protocol.subnetwork, ETHER ** 2n]),
    call(at.delegator, "setOperatorNetworkShares", [protocol.subnetwork, network.address, 1n]),
  ]);
  if (begun.some(({ success }) => !success)) throw new Error("the stake stands for nobody");
  const time = await evm.now();
  const venue = emptyVault(at.openedAt, WEEK);
  const grant: NetworkGrant = { limit: [], totalShares: [] };
  const operator = newOperator();
  setNetworkLimit(grant, ETHER ** 2n, time);
  setOperatorShares(grant, operator.shares, 1n, time);
  const position = {
    wsteth: 0n,
    steth: 0n,
    account: emptyAccount(),
    epochs: [],
    level: 0,
    lastAction: 0,
    lastAlarm: 0,
    factorSeen: stakeFactor(venue),
  };
  const rest = { settings: SETTINGS, rebasing, lido, operatorWorks: true, time, position };
  return { site, model: { ...rest, venue, grant, operator, other: emptyAccount(), beaconBalance: POOLED } };
}

/** The parameters in the order of the contract's struct. */
function ordered(params: typeof SETTINGS.params): Record<string, number> {
  const names = [...PARAMS.matchAll(/uint64 (\w+)/g)].map(([, name]) => name as keyof typeof params);
  return Object.fromEntries(names.map((name) => [name, params[name]]));
}

export const proof: Proof = {
  name: "ONE-02 restaking: the model of SymbioticStrategy on genuine Symbiotic",
  cases: 3_000,
  async run({ cases, seed, onProgress }) {
    const evm = await LocalEvm.open();
    try {
      const comparison = new Comparison();
      for (const { rebasing, steps } of fc.sample(world, {
        seed,
        numRuns: Math.ceil(cases / STEPS_A_WORLD),
      })) {
        let { site, model } = await build(evm, rebasing);
        for (const step of steps.slice(0, cases - comparison.cases)) {
          model.time += step.elapsed;
          const { actor, deeds, next } = plan(site, model, step);
          if (step.operation === "rebase" && next !== undefined) {
            await evm.request("evm_setNextBlockTimestamp", model.time);
            const report = [VALIDATORS, next.beaconBalance];
            await evm.send(site.steth, ABI.encodeFunctionData("handleOracleReport", report));
          }
          await evm.request("evm_setNextBlockTimestamp", model.time);
          const answers = await actor.perform([...deeds, ...look(site)]);
          const done = answers.slice(0, deeds.length).every(({ success }) => success);
          model = next ?? model;
          const input = `${step.operation} ${JSON.stringify(step, (_, value) => (typeof value === "bigint" ? `${value}` : value))}`;
          const seen = shown(answers.slice(deeds.length));
          comparison.expect(input, `${next !== undefined} ${lookAt(model)}`, `${done} ${seen}`);
        }
        onProgress?.(comparison.cases);
      }
      return comparison.result();
    } finally {
      await evm.close();
    }
  },
};
