// The Symbiotic kernels against the genuine vault, network-restake delegator and instant slasher, over random
// histories of two stakers, one of them also the network: deposits, withdrawals over epochs, slashes for past
// offences, claims, changing limits and operator shares. After each operation the whole state must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { claim } from "../../strategies/kernels/symbiotic/claim.ts";
import {
  type NetworkGrant,
  operatorStake,
  setNetworkLimit,
  setOperatorShares,
} from "../../strategies/kernels/symbiotic/delegation.ts";
import { deposit } from "../../strategies/kernels/symbiotic/deposit.ts";
import { latest } from "../../strategies/kernels/symbiotic/history.ts";
import { newOperator, slash, slashableStake } from "../../strategies/kernels/symbiotic/slasher.ts";
import {
  activeBalance,
  emptyAccount,
  emptyVault,
  epochAt,
  slashableBalance,
  totalStake,
  type VaultAccount,
  withdrawalBalance,
  withdrawalPot,
} from "../../strategies/kernels/symbiotic/vault.ts";
import { redeem, withdraw } from "../../strategies/kernels/symbiotic/withdraw.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import type { Comparison } from "./comparison.ts";
import { exactly } from "./smallest.ts";
import { buildSymbiotic, openVault, type Protocol, type VaultAddresses } from "./symbiotic-world.ts";
import { takeSteps, tryHistories } from "./try-cases.ts";
import { lastWord, showWords } from "./words.ts";

const ABI = new Interface([
  "function deposit(address onBehalfOf, uint256 amount) returns (uint256, uint256)",
  "function withdraw(address claimer, uint256 amount) returns (uint256, uint256)",
  "function redeem(address claimer, uint256 shares) returns (uint256, uint256)",
  "function claim(address recipient, uint256 epoch) returns (uint256)",
  "function slash(bytes32 subnetwork, address operator, uint256 amount, uint48 capture, bytes hints) returns (uint256)",
  "function setNetworkLimit(bytes32 subnetwork, uint256 amount)",
  "function setOperatorNetworkShares(bytes32 subnetwork, address operator, uint256 shares)",
  "function currentEpoch() view returns (uint256)",
  "function activeStake() view returns (uint256)",
  "function activeShares() view returns (uint256)",
  "function activeSharesOf(address) view returns (uint256)",
  "function activeBalanceOf(address) view returns (uint256)",
  "function slashableBalanceOf(address) view returns (uint256)",
  "function totalStake() view returns (uint256)",
  "function withdrawals(uint256) view returns (uint256)",
  "function withdrawalShares(uint256) view returns (uint256)",
  "function withdrawalsOf(uint256 epoch, address account) view returns (uint256)",
  "function stake(bytes32 subnetwork, address operator) view returns (uint256)",
  "function slashableStake(bytes32 subnetwork, address operator, uint48 capture, bytes hints) view returns (uint256)",
  "function cumulativeSlash(bytes32 subnetwork, address operator) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
]);

const SIZE_SCALE = 40n;
const BLOCKS_A_WORLD = 40;
const STEPS_A_BLOCK = 10;
const OPERATIONS = [
  "deposit",
  "deposit",
  "deposit for the other",
  "withdraw",
  "withdraw",
  "redeem",
  "claim",
  "claim",
  "slash",
  "slash",
  "slash",
  "set limit",
  "set shares",
] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  amount: fc.oneof(magnitude(100), fc.bigInt({ min: 10n ** 18n, max: 10n ** 24n })),
  /** A fraction of what there is, of any magnitude, or up to a tenth more than all of it. */
  size: fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n })),
  operator: fc.nat(1),
  /** How long ago an offence was, in thousandths of an epoch. */
  ago: fc.oneof(
    { weight: 1, arbitrary: fc.constantFrom(0, 1, 1_000, 1_001) },
    { weight: 4, arbitrary: fc.integer({ min: 1, max: 1_000 }) },
  ),
  epochsAgo: fc.constantFrom(0, 1, 1, 1, 2, 3),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const block = fc.record({
  actor: fc.constantFrom(0, 0, 0, 1),
  /** Since the block before, in thousandths of an epoch. */
  elapsed: fc.oneof(fc.constantFrom(0, 1, 1_000, 2_000), fc.nat(400), fc.nat(400), fc.nat(2_500)),
  steps: exactly(step, STEPS_A_BLOCK),
});

const world = fc.record({
  epochDuration: fc.constantFrom(1_000, 7 * 86_400, 100_003),
  depositLimit: fc.oneof(
    { weight: 4, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: magnitude(100) },
  ),
  blocks: exactly(block, BLOCKS_A_WORLD),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Character = { actor: Actor; account: VaultAccount };
type Model = {
  vault: ReturnType<typeof emptyVault>;
  grant: NetworkGrant;
  operators: [ReturnType<typeof newOperator>, ReturnType<typeof newOperator>];
  collateral: bigint;
  now: number;
};

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});
const part = (whole: bigint, size: bigint): bigint => (whole * size) >> SIZE_SCALE;
const ago = ({ vault, now }: Model, thousandths: number): number =>
  now - Math.floor((vault.epochDuration * thousandths) / 1_000);

type Planned = { deed: Deed; kernel: bigint | undefined };

/** Takes the step in the model, and says how to take it on the chain. */
function plan(
  model: Model,
  at: VaultAddresses,
  { subnetwork }: Protocol,
  characters: readonly Character[],
  who: number,
  step: Step,
): Planned {
  const { vault, grant, now } = model;
  const { actor, account } = characters[who] as Character;
  const other = characters[1 - who] as Character;
  const operator = model.operators[step.operator] as (typeof model.operators)[number];
  const operatorAddress = (characters[step.operator] as Character).actor.address;
  switch (step.operation) {
    case "deposit":
    case "deposit for the other": {
      const to = step.operation === "deposit" ? { actor, account } : other;
      const kernel = attempt(() => deposit(vault, to.account, step.amount, now));
      if (kernel !== undefined) model.collateral += step.amount;
      return { deed: call(at.vault, "deposit", [to.actor.address, step.amount]), kernel };
    }
    case "withdraw": {
      const amount = part(activeBalance(vault, account), step.size);
      return {
        deed: call(at.vault, "withdraw", [actor.address, amount]),
        kernel: attempt(() => withdraw(vault, account, amount, now).minted),
      };
    }
    case "redeem": {
      const shares = part(account.activeShares, step.size);
      return {
        deed: call(at.vault, "redeem", [actor.address, shares]),
        kernel: attempt(() => redeem(vault, account, shares, now).minted),
      };
    }
    case "claim": {
      const epoch = Math.max(0, epochAt(vault, now) - step.epochsAgo);
      const kernel = attempt(() => claim(vault, account, epoch, now));
      model.collateral -= kernel ?? 0n;
      return { deed: call(at.vault, "claim", [actor.address, epoch]), kernel };
    }
    case "slash": {
      const capture = ago(model, step.ago);
      const amount = part(totalStake(vault, now), step.size);
      // Only the network's middleware may slash: the first of the two.
      const slashed = attempt(() =>
        who === 0 ? slash(vault, grant, operator, amount, capture, now) : undefined,
      );
      model.collateral -= slashed?.burned ?? 0n;
      return {
        deed: call(at.slasher, "slash", [subnetwork, operatorAddress, amount, capture, "0x"]),
        kernel: slashed?.slashed,
      };
    }
    case "set limit":
      return {
        deed: call(at.delegator, "setNetworkLimit", [subnetwork, step.amount]),
        kernel: attempt(() => {
          setNetworkLimit(grant, step.amount, now);
          return 0n;
        }),
      };
    case "set shares":
      return {
        deed: call(at.delegator, "setOperatorNetworkShares", [subnetwork, operatorAddress, step.amount]),
        kernel: attempt(() => {
          setOperatorShares(grant, operator.shares, step.amount, now);
          return 0n;
        }),
      };
  }
}

/** The state that a step can have changed, as the chain has it. */
const look = (
  model: Model,
  at: VaultAddresses,
  { subnetwork, collateral }: Protocol,
  characters: readonly Character[],
  who: number,
  step: Step,
): Deed[] => {
  const staker = (characters[who] as Character).actor.address;
  const operator = (characters[step.operator] as Character).actor.address;
  const epoch = epochAt(model.vault, model.now);
  return [
    call(at.vault, "currentEpoch"),
    call(at.vault, "activeStake"),
    call(at.vault, "activeShares"),
    call(at.vault, "activeSharesOf", [staker]),
    call(at.vault, "activeBalanceOf", [staker]),
    call(at.vault, "slashableBalanceOf", [staker]),
    call(at.vault, "totalStake"),
    ...[epoch, epoch + 1].flatMap((pot) => [
      call(at.vault, "withdrawals", [pot]),
      call(at.vault, "withdrawalShares", [pot]),
      call(at.vault, "withdrawalsOf", [pot, staker]),
    ]),
    call(at.delegator, "stake", [subnetwork, operator]),
    call(at.slasher, "slashableStake", [subnetwork, operator, ago(model, step.ago), "0x"]),
    call(at.slasher, "cumulativeSlash", [subnetwork, operator]),
    call(collateral, "balanceOf", [at.vault]),
  ];
};

/** The same as the kernels have it. */
const lookAt = (model: Model, { account }: Character, step: Step): (bigint | undefined)[] => {
  const { vault, grant, now } = model;
  const operator = model.operators[step.operator] as (typeof model.operators)[number];
  const epoch = epochAt(vault, now);
  return [
    BigInt(epoch),
    latest(vault.activeStake),
    vault.activeShares,
    account.activeShares,
    attempt(() => activeBalance(vault, account)),
    attempt(() => slashableBalance(vault, account, now)),
    totalStake(vault, now),
    ...[epoch, epoch + 1].flatMap((pot) => [
      withdrawalPot(vault, pot).assets,
      withdrawalPot(vault, pot).shares,
      attempt(() => withdrawalBalance(vault, account, pot)),
    ]),
    attempt(() => operatorStake(vault, grant, operator.shares)),
    attempt(() => slashableStake(vault, grant, operator, ago(model, step.ago), now)),
    latest(operator.slashed),
    model.collateral,
  ];
};

export const proof: Proof = {
  name: "KRN-07 Symbiotic vault, delegation and slashing",
  holds: [
    { kernels: ["symbiotic"], against: "the vault of Symbiotic, @symbioticfi/core 1.0.3", grade: "genuine" },
  ],
  cases: 10_000,
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actors = [await Actor.hire(evm), await Actor.hire(evm)] as const;
      const collateral = await evm.deploy(compiled("contracts/devnet/CurveToken"));
      const protocol = await buildSymbiotic(evm, actors, collateral);
      const numRuns = Math.ceil(options.cases / (BLOCKS_A_WORLD * STEPS_A_BLOCK));
      const worlds = fc.sample(world, { seed: options.seed, numRuns });
      const play = async ({ epochDuration, depositLimit, blocks }: World, comparison: Comparison) => {
        const at = await openVault(evm, protocol, actors, epochDuration, depositLimit);
        const model: Model = {
          vault: emptyVault(at.openedAt, epochDuration, depositLimit),
          grant: { limit: [], totalShares: [] },
          operators: [newOperator(), newOperator()],
          collateral: 0n,
          now: at.readyAt,
        };
        const characters = actors.map((actor) => ({ actor, account: emptyAccount() }));
        for (const { actor: who, elapsed, steps } of blocks) {
          if (comparison.left === 0) break;
          model.now = 2 * model.now - ago(model, elapsed);
          const expected = steps.slice(0, comparison.left).map((step) => {
            const { deed, kernel } = plan(model, at, protocol, characters, who, step);
            const deeds = [deed, ...look(model, at, protocol, characters, who, step)];
            const state = showWords([kernel, ...lookAt(model, characters[who] as Character, step)]);
            return { input: `${step.operation} ${deed.data} at ${model.now}`, deeds, state };
          });
          await evm.request("evm_setNextBlockTimestamp", model.now);
          const show = (answers: readonly Answer[]) => showWords(answers.map(lastWord));
          await takeSteps(actors[who] as Actor, expected, show, comparison);
        }
      };
      return await tryHistories(world, worlds, play, options);
    } finally {
      await evm.close();
    }
  },
};
