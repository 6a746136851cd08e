// The kernels of rETH, osETH and weETH against ports of their books, over random sequences: reports, mints,
// burns, deposits, withdrawals, rewards and slashes, growing and idle. After each operation both conversions of each
// token and its whole state must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import {
  assetsAt,
  burnOsToken,
  mintOsToken,
  type OsToken,
  osTokenAssets,
  osTokenShares,
  setRewardPerSecond,
  updateOsToken,
} from "../../strategies/kernels/rate-bearing/oseth.ts";
import { ethValue, type NetworkBalances, rethValue } from "../../strategies/kernels/rate-bearing/reth.ts";
import {
  depositToEtherfi,
  type EtherfiPool,
  eethOf,
  rebaseEtherfi,
  sharesForWithdrawal,
  sharesOfEeth,
  withdrawFromEtherfi,
} from "../../strategies/kernels/rate-bearing/weeth.ts";
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
  "function submitBalances(uint256 totalEth, uint256 rethSupply)",
  "function getEthValue(uint256) view returns (uint256)",
  "function getRethValue(uint256) view returns (uint256)",
  "function mintShares(uint256) returns (uint256)",
  "function burnShares(uint256) returns (uint256)",
  "function setAvgRewardPerSecond(uint256)",
  "function updateState()",
  "function totalShares() view returns (uint256)",
  "function totalAssets() view returns (uint256)",
  "function convertToShares(uint256) view returns (uint256)",
  "function convertToAssets(uint256) view returns (uint256)",
  "function deposit() payable returns (uint256)",
  "function withdraw(uint256) returns (uint256)",
  "function rebase(int128)",
  "function getTotalPooledEther() view returns (uint256)",
  "function totalValueInLp() view returns (uint128)",
  "function sharesForAmount(uint256) view returns (uint256)",
  "function sharesForWithdrawalAmount(uint256) view returns (uint256)",
  "function amountForShare(uint256) view returns (uint256)",
]);

const SIZE_SCALE = 40n;
const BLOCKS_A_WORLD = 10;
const STEPS_A_BLOCK = 40;
const OPERATIONS = [
  "rETH report",
  "osETH mint",
  "osETH mint",
  "osETH burn",
  "osETH rate",
  "osETH update",
  "eETH deposit",
  "eETH deposit",
  "eETH withdraw",
  "eETH rebase",
  "eETH slash",
] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  amount: fc.oneof(magnitude(90), fc.bigInt({ min: 1n, max: 10n ** 24n })),
  asked: magnitude(96),
  /** A fraction of what there is, of any magnitude, or up to a tenth more than all of it. */
  size: fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n })),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const world = fc.record({
  fee: fc.constantFrom(0n, 500n, 10_000n),
  capacity: fc.oneof(fc.constant(1n << 120n), magnitude(96)),
  blocks: exactly(
    fc.record({
      elapsed: fc.oneof(fc.constantFrom(0, 12, 31_536_000), fc.nat(86_400)),
      steps: exactly(step, STEPS_A_BLOCK),
    }),
    BLOCKS_A_WORLD,
  ),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Model = { reth: NetworkBalances; os: OsToken; eeth: EtherfiPool; now: number };
type Addresses = { reth: string; os: string; eeth: string };
type Planned = { deed: Deed; kernel: bigint | undefined };

const call = (to: string, name: string, args: readonly unknown[] = [], value = 0n): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
  value,
});
const part = (whole: bigint, size: bigint): bigint => (whole * size) >> SIZE_SCALE;
const done = (kernel: () => void): bigint | undefined =>
  attempt(() => {
    kernel();
    return 0n;
  });

/** Takes the step in the model, and says how to take it on the chain. */
function plan(model: Model, at: Addresses, { operation, amount, size }: Step): Planned {
  const { os, eeth, now } = model;
  switch (operation) {
    case "rETH report": {
      model.reth = { totalEther: amount, rethSupply: part(amount, size) };
      const args = [model.reth.totalEther, model.reth.rethSupply];
      return { deed: call(at.reth, "submitBalances", args), kernel: 0n };
    }
    case "osETH mint":
      return {
        deed: call(at.os, "mintShares", [amount]),
        kernel: attempt(() => mintOsToken(os, amount, now)),
      };
    case "osETH burn": {
      const shares = part(os.totalShares, size);
      return {
        deed: call(at.os, "burnShares", [shares]),
        kernel: attempt(() => burnOsToken(os, shares, now)),
      };
    }
    case "osETH rate": {
      // Up to 100% a year.
      const rate = part(31_709_791_983n, size);
      return {
        deed: call(at.os, "setAvgRewardPerSecond", [rate]),
        kernel: done(() => setRewardPerSecond(os, rate, now)),
      };
    }
    case "osETH update":
      return { deed: call(at.os, "updateState"), kernel: done(() => updateOsToken(os, now)) };
    case "eETH deposit":
      return {
        deed: call(at.eeth, "deposit", [], amount),
        kernel: attempt(() => depositToEtherfi(eeth, amount)),
      };
    case "eETH withdraw": {
      const ether = part(eeth.inPool, size);
      return {
        deed: call(at.eeth, "withdraw", [ether]),
        kernel: attempt(() => withdrawFromEtherfi(eeth, ether)),
      };
    }
    case "eETH rebase":
      return { deed: call(at.eeth, "rebase", [amount]), kernel: done(() => rebaseEtherfi(eeth, amount)) };
    case "eETH slash": {
      const loss = -part(eeth.outOfPool, size);
      return { deed: call(at.eeth, "rebase", [loss]), kernel: done(() => rebaseEtherfi(eeth, loss)) };
    }
  }
}

/** Both conversions of each token for an amount, and the state that a step can have changed, on the chain. */
const look = (at: Addresses, asked: bigint): Deed[] => [
  call(at.reth, "getEthValue", [asked]),
  call(at.reth, "getRethValue", [asked]),
  call(at.os, "convertToAssets", [asked]),
  call(at.os, "convertToShares", [asked]),
  call(at.os, "totalShares"),
  call(at.os, "totalAssets"),
  call(at.eeth, "amountForShare", [asked]),
  call(at.eeth, "sharesForAmount", [asked]),
  call(at.eeth, "sharesForWithdrawalAmount", [asked]),
  call(at.eeth, "totalShares"),
  call(at.eeth, "totalValueInLp"),
  call(at.eeth, "getTotalPooledEther"),
];

/** The same as the kernels have it. */
const lookAt = ({ reth, os, eeth, now }: Model, asked: bigint): (bigint | undefined)[] => [
  ethValue(reth, asked),
  attempt(() => rethValue(reth, asked)),
  osTokenAssets(os, asked, now),
  attempt(() => osTokenShares(os, asked, now)),
  os.totalShares,
  assetsAt(os, now),
  eethOf(eeth, asked),
  sharesOfEeth(eeth, asked),
  sharesForWithdrawal(eeth, asked),
  eeth.totalShares,
  eeth.inPool,
  eeth.inPool + eeth.outOfPool,
];

export const proof: Proof = {
  name: "KRN-09 rETH, osETH and weETH kernels",
  holds: [{ kernels: ["rate-bearing"], against: "the ports of the tokens' books", grade: "unproven" }],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actor = await Actor.hire(evm);
      const deploy = (name: string, types: readonly string[], values: readonly unknown[]) =>
        evm.deploy(withArguments(compiled(`contracts/devnet/${name}`), types, values));
      const numRuns = Math.ceil(options.cases / (BLOCKS_A_WORLD * STEPS_A_BLOCK));
      const worlds = fc.sample(world, { seed: options.seed, numRuns });
      const play = async ({ fee, capacity, blocks }: World, comparison: Comparison) => {
        const at: Addresses = {
          reth: await deploy("RocketPoolETH", ["address"], [actor.address]),
          os: await deploy(
            "OsTokenVaultController",
            ["address", "uint256", "uint256"],
            [actor.address, fee, capacity],
          ),
          eeth: await deploy("EtherfiLiquidityPool", ["address"], [actor.address]),
        };
        const now = await evm.now();
        const model: Model = {
          reth: { totalEther: 0n, rethSupply: 0n },
          os: { totalShares: 0n, totalAssets: 0n, lastUpdate: now, rewardPerSecond: 0n, fee, capacity },
          eeth: { totalShares: 0n, inPool: 0n, outOfPool: 0n },
          now,
        };
        for (const { elapsed, steps } of blocks) {
          if (comparison.left === 0) break;
          model.now += elapsed;
          const expected = steps.slice(0, comparison.left).map((step) => {
            const { deed, kernel } = plan(model, at, step);
            return {
              input: `${step.operation} ${deed.data}, then ${step.asked}`,
              deeds: [deed, ...look(at, step.asked)],
              state: showWords([kernel, ...lookAt(model, step.asked)]),
            };
          });
          await evm.request("evm_setNextBlockTimestamp", model.now);
          await takeSteps(actor, expected, showFirstWords, comparison);
        }
      };
      return await tryHistories(world, worlds, play, options);
    } finally {
      await evm.close();
    }
  },
};
