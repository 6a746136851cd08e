// The model of a position restaked in Symbiotic against SymbioticStrategy on the genuine vault, delegator and slasher,
// over random histories: the Keel vault puts in and takes out, the keeper does what the rules ask for, others stake
// beside it, the network slashes, Lido reports, strangers give, time passes. After each step everything that the
// strategy tells, and everything that it holds, must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
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
import * as moves from "../../strategies/restaking/symbiotic-moves.ts";
import * as books from "../../strategies/restaking/symbiotic-position.ts";
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
} from "./restaked.ts";
import { type OwnOperation, plannedOwn } from "./restaked-steps.ts";
import { buildSymbiotic, openVault, type Protocol, type VaultAddresses } from "./symbiotic-world.ts";

const ABI = new Interface([
  "function deposit(address onBehalfOf, uint256 amount) returns (uint256, uint256)",
  "function withdraw(address claimer, uint256 amount) returns (uint256, uint256)",
  "function setNetworkLimit(bytes32 subnetwork, uint256 amount)",
  "function setOperatorNetworkShares(bytes32 subnetwork, address operator, uint256 shares)",
  "function slash(bytes32 subnetwork, address operator, uint256 amount, uint48 capture, bytes hints) returns (uint256)",
]);
const VENUE = `(address vault, bytes32 subnetwork, address operator, address rewards, address rewardToken,
    uint256 rewardWorth, address rewardReceiver)`;

const ETHER = 10n ** 18n;
const WEEK = 7 * 86_400;
const STEPS_A_WORLD = 60;
/** wstETH that the network and the other staker hold; more than a world moves. */
const PURSE = 40_000n * ETHER;

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
  ...SIZES,
  ago: fc.integer({ min: 1, max: WEEK }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  rebasing: fc.boolean(),
  steps: fc.array(step, { minLength: STEPS_A_WORLD, maxLength: STEPS_A_WORLD }),
});

interface Site extends KeelSite {
  readonly network: Actor;
  readonly other: Actor;
  readonly strategy: string;
  readonly at: VaultAddresses;
  readonly protocol: Protocol;
}

type Model = books.RestakedSymbiotic & {
  readonly grant: NetworkGrant;
  readonly operator: ReturnType<typeof newOperator>;
  readonly other: VaultAccount;
  beaconBalance: bigint;
};

function plan(site: Site, model: Model, step: Step): Planned<Model> {
  const { strategy, other, network, at, protocol } = site;
  const { amount, size } = step;
  const own = plannedOwn(books, moves, site, other, model, step);
  if (own !== undefined) return own;
  switch (step.operation as Exclude<Step["operation"], OwnOperation>) {
    case "stake beside":
      return planned(model, other, [call(at.vault, "deposit", [other.address, amount], ABI)], (next) =>
        stakeInVault(next.venue, next.other, amount, next.time),
      );
    case "leave beside": {
      const leaving = part(activeBalance(model.venue, model.other), size);
      return planned(model, other, [call(at.vault, "withdraw", [other.address, leaving], ABI)], (next) =>
        leaveVault(next.venue, next.other, leaving, next.time),
      );
    }
    case "slash": {
      const capture = model.time - step.ago;
      const slashed = part(totalStake(model.venue, model.time), size) >> 2n;
      const args = [protocol.subnetwork, network.address, slashed, capture, "0x"];
      return planned(model, network, [call(at.slasher, "slash", args, ABI)], (next) =>
        slash(next.venue, next.grant, next.operator, slashed, capture, next.time),
      );
    }
    case "give wsteth":
      return planned(model, other, [call(site.wsteth, "transfer", [strategy, amount >> 4n])], (next) => {
        next.position.wsteth += amount >> 4n;
      });
    case "undelegate": {
      const limit = model.operatorWorks ? 0n : ETHER ** 2n;
      const deed = call(at.delegator, "setNetworkLimit", [protocol.subnetwork, limit], ABI);
      return planned(model, network, [deed], (next) => {
        setNetworkLimit(next.grant, limit, next.time);
        next.operatorWorks = !next.operatorWorks;
      });
    }
  }
}

async function build(evm: LocalEvm, rebasing: boolean): Promise<{ site: Site; model: Model }> {
  const lidoAndVault = await openKeel(evm, rebasing);
  const actors = [await Actor.hire(evm), await Actor.hire(evm)] as const;
  const [network, other] = actors;
  const { wsteth } = lidoAndVault;
  const fund = async (account: string) => {
    await evm.send(wsteth, call(wsteth, "transfer", [account, PURSE]).data);
  };
  const protocol = await buildSymbiotic(evm, actors, wsteth, fund);
  const at = await openVault(evm, protocol, actors, WEEK, undefined);
  const strategy = await evm.deploy(
    withArguments(
      compiled("contracts/strategies/restaking/SymbioticStrategy"),
      [TERMS, VENUE],
      [termsOf(lidoAndVault), [at.vault, protocol.subnetwork, network.address, NOBODY, NOBODY, 0n, NOBODY]],
    ),
  );
  const begun = await network.perform([
    call(at.delegator, "setNetworkLimit", [protocol.subnetwork, ETHER ** 2n], ABI),
    call(at.delegator, "setOperatorNetworkShares", [protocol.subnetwork, network.address, 1n], ABI),
  ]);
  if (begun.some(({ success }) => !success)) throw new Error("the stake stands for nobody");
  const time = await evm.now();
  const venue = emptyVault(at.openedAt, WEEK);
  const grant: NetworkGrant = { limit: [], totalShares: [] };
  const operator = newOperator();
  setNetworkLimit(grant, ETHER ** 2n, time);
  setOperatorShares(grant, operator.shares, 1n, time);
  const model: Model = {
    settings: SETTINGS,
    rebasing,
    lido: lidoAndVault.lido,
    operatorWorks: true,
    time,
    position: {
      wsteth: 0n,
      steth: 0n,
      account: emptyAccount(),
      epochs: [],
      level: 0,
      lastAction: 0,
      lastAlarm: 0,
      factorSeen: books.stakeFactor(venue),
    },
    venue,
    grant,
    operator,
    other: emptyAccount(),
    beaconBalance: POOLED,
  };
  return { site: { ...lidoAndVault, network, other, strategy, at, protocol }, model };
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
          const { actor, deeds, next, kept } = plan(site, model, step);
          if (step.operation === "rebase" && next !== undefined) {
            await evm.request("evm_setNextBlockTimestamp", model.time);
            await reportLido(evm, site.steth, next.beaconBalance);
          }
          await evm.request("evm_setNextBlockTimestamp", model.time);
          const answers = await actor.perform([...deeds, ...look(site.strategy, site)]);
          const done = answers.slice(0, deeds.length).every(({ success }) => success);
          model = next ?? kept;
          const input = `${step.operation} ${JSON.stringify(step, (_, value) => (typeof value === "bigint" ? `${value}` : value))}`;
          const seen = shown(answers.slice(deeds.length));
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
