// The reserve kernels against the genuine Aave v3.0 pool of the offline mainnet, over one long random
// history: lenders and borrowers supply, withdraw, borrow, repay and give away, at changing prices, several
// in one block or weeks apart. After each operation the reserve, the actor's balances and the actor's account
// data must be the same, and a refusal must have the same code.

import { Interface, toBeHex } from "ethers";
import fc from "fast-check";
import { addressBook } from "../../devnet/addresses.ts";
import { ensureGenesis } from "../../devnet/genesis/genesis-file.ts";
import { normalizedIncome, type ReserveAccount } from "../../strategies/kernels/aave/reserve.ts";
import {
  type AccountData,
  accountData,
  baseValue,
  type CollateralConfig,
} from "../../strategies/kernels/aave/v3.0/account-data.ts";
import { borrow } from "../../strategies/kernels/aave/v3.0/borrow.ts";
import { repay } from "../../strategies/kernels/aave/v3.0/repay.ts";
import {
  debtBalance,
  normalizedDebt,
  type Reserve,
  supplyBalance,
} from "../../strategies/kernels/aave/v3.0/reserve.ts";
import { borrowRefusal, withdrawRefusal } from "../../strategies/kernels/aave/v3.0/risk.ts";
import { supply } from "../../strategies/kernels/aave/v3.0/supply.ts";
import { withdraw } from "../../strategies/kernels/aave/v3.0/withdraw.ts";
import { MAX_UINT256, RAY, WAD } from "../../strategies/kernels/math/units.ts";
import { ProtocolRevert } from "../../strategies/kernels/revert.ts";
import { Actor, type Answer, type Deed } from "../evm/actor.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import { packageRuntime } from "../evm/package-runtime.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import type { Comparison } from "./comparison.ts";
import { exactly } from "./smallest.ts";
import { type ExpectedStep, takeSteps, tryHistories } from "./try-cases.ts";

const ABI = new Interface([
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referral)",
  "function withdraw(address asset, uint256 amount, address to) returns (uint256)",
  "function borrow(address asset, uint256 amount, uint256 rateMode, uint16 referral, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 rateMode, address onBehalfOf) returns (uint256)",
  `function getReserveData(address asset) view returns ((uint256 configuration, uint128 liquidityIndex, uint128 liquidityRate,
    uint128 variableBorrowIndex, uint128 variableBorrowRate, uint128 stableBorrowRate, uint40 lastUpdate, uint16 id,
    address aToken, address stableDebtToken, address variableDebtToken, address strategy, uint128 accruedToTreasury,
    uint128 unbacked, uint128 isolationModeTotalDebt))`,
  "function getUserAccountData(address user) view returns (uint256, uint256, uint256, uint256, uint256, uint256)",
  "function getReserveNormalizedIncome(address asset) view returns (uint256)",
  "function getReserveNormalizedVariableDebt(address asset) view returns (uint256)",
  "function scaledTotalSupply() view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function approve(address, uint256) returns (bool)",
  "function transfer(address, uint256) returns (bool)",
  "function deposit() payable",
  "function Error(string)",
]);

const { aavePool, aWETH, aWstETH, variableDebtWETH, variableDebtWstETH, weth, wstETH, wstethEthSource } =
  addressBook;

const VARIABLE_RATE = 2;
const SIZE_SCALE = 40n;
const WETH_CONFIG: CollateralConfig = { ltv: 8_250n, liquidationThreshold: 8_600n };
const WSTETH_CONFIG: CollateralConfig = { ltv: 6_900n, liquidationThreshold: 8_100n };
/** The market's WETH curve, which wstETH has too. */
const CURVE = { optimalUsageRatio: (RAY * 70n) / 100n, baseRate: 0n, slope1: (RAY * 3n) / 100n, slope2: RAY };
const PURSE = 10n ** 26n;
const LENDERS = 3;
const BORROWERS = 4;
const STEPS_A_BLOCK = 4;

const NOTHING = { scaledSupply: 0n, scaledDebt: 0n };

const LENDER_DEEDS = ["supply", "withdraw", "withdraw all", "give"] as const;
const BORROWER_DEEDS = [
  "supply",
  "withdraw",
  "withdraw all",
  "borrow",
  "borrow",
  "repay",
  "repay all",
] as const;

type Step = { lender: number; borrower: number; size: bigint };

/** A fraction of what there is: of any magnitude, or up to a tenth more than all of it. */
const size = fc.oneof(magnitude(Number(SIZE_SCALE)), fc.bigInt({ min: 0n, max: (11n << SIZE_SCALE) / 10n }));

const step: fc.Arbitrary<Step> = fc.record({
  lender: fc.nat(LENDER_DEEDS.length - 1),
  borrower: fc.nat(BORROWER_DEEDS.length - 1),
  size,
});

const block = fc.record({
  actor: fc.nat(LENDERS + BORROWERS - 1),
  elapsed: fc.oneof(fc.constantFrom(0, 1, 2, 12), fc.nat(86_400), fc.nat(30 * 86_400)),
  /** Of wstETH, in ETH. */
  price: fc.bigInt({ min: (WAD * 8n) / 10n, max: (WAD * 12n) / 10n }),
  steps: exactly(step, STEPS_A_BLOCK),
});
type Block = typeof block extends fc.Arbitrary<infer T> ? T : never;

/**
 * An actor of the history: its account on the chain, and its balances in both reserves as the kernels have
 * them.
 */
type Character = { actor: Actor; lends: boolean; weth: ReserveAccount; wsteth: ReserveAccount };
type Model = { weth: Reserve; wsteth: Reserve; price: bigint; now: number };

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});

/** Runs a kernel and says why it refused, or undefined where it did not. */
const refusal = (kernel: () => void): string | undefined => {
  try {
    kernel();
    return undefined;
  } catch (error) {
    if (error instanceof ProtocolRevert) return error.reason;
    throw error;
  }
};

const standing = (model: Model, character: Character): AccountData =>
  character.lends
    ? accountData(WETH_CONFIG, supplyBalance(model.weth, character.weth, model.now), WAD, 0n, WAD)
    : accountData(
        WSTETH_CONFIG,
        supplyBalance(model.wsteth, character.wsteth, model.now),
        model.price,
        debtBalance(model.weth, character.weth, model.now),
        WAD,
      );

type Planned = { name: string; deed: Deed; refused: string | undefined };

/** Takes a lender's step in the model, and says how to take it on the chain. */
function planLender(model: Model, { actor, weth: account }: Character, { lender, size }: Step): Planned {
  const name = LENDER_DEEDS[lender] ?? "give";
  const held = supplyBalance(model.weth, account, model.now);
  switch (name) {
    case "supply": {
      const amount = (10n ** 24n * size) >> SIZE_SCALE;
      const refused = refusal(() => supply(model.weth, account, amount, model.now));
      return {
        name,
        deed: call(aavePool.address, "supply", [weth.address, amount, actor.address, 0]),
        refused,
      };
    }
    case "withdraw":
    case "withdraw all": {
      const amount = name === "withdraw" ? (held * size) >> SIZE_SCALE : MAX_UINT256;
      const refused = refusal(() => withdraw(model.weth, account, amount, model.now));
      return {
        name,
        deed: call(aavePool.address, "withdraw", [weth.address, amount, actor.address]),
        refused,
      };
    }
    case "give": {
      const amount = (10n ** 21n * size) >> SIZE_SCALE;
      model.weth.availableLiquidity += amount;
      return { name, deed: call(weth.address, "transfer", [aWETH.address, amount]), refused: undefined };
    }
  }
}

/** Takes a borrower's step in the model, and says how to take it on the chain. */
function planBorrower(model: Model, character: Character, { borrower, size }: Step): Planned {
  const name = BORROWER_DEEDS[borrower] ?? "supply";
  const { actor } = character;
  const to = aavePool.address;
  switch (name) {
    case "supply": {
      const amount = (10n ** 24n * size) >> SIZE_SCALE;
      const refused = refusal(() => supply(model.wsteth, character.wsteth, amount, model.now));
      return { name, deed: call(to, "supply", [wstETH.address, amount, actor.address, 0]), refused };
    }
    case "withdraw":
    case "withdraw all": {
      const held = supplyBalance(model.wsteth, character.wsteth, model.now);
      const amount = name === "withdraw" ? (held * size) >> SIZE_SCALE : MAX_UINT256;
      const refused = refusal(() => {
        const tried = { ...model, wsteth: { ...model.wsteth } };
        const account = { ...character.wsteth };
        withdraw(tried.wsteth, account, amount, model.now);
        const code = withdrawRefusal(standing(tried, { ...character, wsteth: account }));
        if (code !== undefined && character.weth.scaledDebt !== 0n) throw new ProtocolRevert(code);
        withdraw(model.wsteth, character.wsteth, amount, model.now);
      });
      return { name, deed: call(to, "withdraw", [wstETH.address, amount, actor.address]), refused };
    }
    case "borrow": {
      const data = standing(model, character);
      const amount = (data.availableBorrowsBase * size) >> SIZE_SCALE;
      const refused = refusal(() => {
        if (amount !== 0n) {
          const code = borrowRefusal(data, baseValue(amount, WAD));
          if (code !== undefined) throw new ProtocolRevert(code);
        }
        borrow(model.weth, character.weth, amount, model.now);
      });
      return {
        name,
        deed: call(to, "borrow", [weth.address, amount, VARIABLE_RATE, 0, actor.address]),
        refused,
      };
    }
    case "repay":
    case "repay all": {
      const debt = debtBalance(model.weth, character.weth, model.now);
      const amount = name === "repay" ? (debt * size) >> SIZE_SCALE : MAX_UINT256;
      const refused = refusal(() => repay(model.weth, character.weth, amount, model.now));
      return { name, deed: call(to, "repay", [weth.address, amount, VARIABLE_RATE, actor.address]), refused };
    }
  }
}

/** Everything that a step can have changed, as the chain has it. */
const look = ({ actor }: Character): Deed[] => [
  call(aavePool.address, "getReserveData", [weth.address]),
  call(aavePool.address, "getReserveData", [wstETH.address]),
  call(aavePool.address, "getUserAccountData", [actor.address]),
  call(aWETH.address, "scaledTotalSupply"),
  call(variableDebtWETH.address, "scaledTotalSupply"),
  call(weth.address, "balanceOf", [aWETH.address]),
  call(aWstETH.address, "scaledTotalSupply"),
  call(wstETH.address, "balanceOf", [aWstETH.address]),
  call(aWETH.address, "balanceOf", [actor.address]),
  call(variableDebtWETH.address, "balanceOf", [actor.address]),
  call(aWstETH.address, "balanceOf", [actor.address]),
  call(aWETH.address, "scaledBalanceOf", [actor.address]),
  call(variableDebtWETH.address, "scaledBalanceOf", [actor.address]),
  call(aavePool.address, "getReserveNormalizedIncome", [weth.address]),
  call(aavePool.address, "getReserveNormalizedVariableDebt", [weth.address]),
];

const storedPart = (reserve: Pick<Reserve, StoredPart>): string =>
  [
    reserve.liquidityIndex,
    reserve.liquidityRate,
    reserve.variableBorrowIndex,
    reserve.variableBorrowRate,
    BigInt(reserve.lastUpdate),
    reserve.accruedToTreasury,
  ].join(" ");

type StoredPart =
  | "liquidityIndex"
  | "liquidityRate"
  | "variableBorrowIndex"
  | "variableBorrowRate"
  | "lastUpdate"
  | "accruedToTreasury";

/** The same as the kernels have it, in the order of `look`. */
const lookAt = (model: Model, character: Character): string => {
  const data = standing(model, character);
  return [
    storedPart(model.weth),
    storedPart(model.wsteth),
    data.totalCollateralBase,
    data.totalDebtBase,
    data.availableBorrowsBase,
    data.currentLiquidationThreshold,
    data.ltv,
    data.healthFactor,
    model.weth.scaledSupply,
    model.weth.scaledDebt,
    model.weth.availableLiquidity,
    model.wsteth.scaledSupply,
    model.wsteth.availableLiquidity,
    supplyBalance(model.weth, character.weth, model.now),
    debtBalance(model.weth, character.weth, model.now),
    supplyBalance(model.wsteth, character.wsteth, model.now),
    character.weth.scaledSupply,
    character.weth.scaledDebt,
    normalizedIncome(model.weth, model.now),
    normalizedDebt(model.weth, model.now),
  ].join(" ");
};

const show = ([wethData, wstethData, account, ...words]: readonly Answer[]): string => {
  const stored = [wethData, wstethData].map((answer) =>
    storedPart(ABI.decodeFunctionResult("getReserveData", answer?.data ?? "0x")[0]),
  );
  const standing = ABI.decodeFunctionResult("getUserAccountData", account?.data ?? "0x");
  return [...stored, ...standing, ...words.map(({ data }) => BigInt(data))].join(" ");
};

/** Why the chain refused, as the kernels say it: Aave's code, or that it did. */
const refusalOf = ({ success, data }: Answer): string => {
  if (success) return "passes";
  const [reason] = data.startsWith(ABI.getFunction("Error")?.selector ?? "")
    ? ABI.decodeFunctionData("Error", data)
    : [];
  return /^\d+$/.test(reason) ? `refused with ${reason}` : "refused";
};

const refusalIn = (refused: string | undefined): string => {
  if (refused === undefined) return "passes";
  return /^\d+$/.test(refused) ? `refused with ${refused}` : "refused";
};

/** A reserve as the chain has it. */
async function readReserve(
  evm: LocalEvm,
  asset: string,
  aToken: string,
  debtToken: string,
  reserveFactor: bigint,
): Promise<Reserve> {
  const deeds = [
    call(aavePool.address, "getReserveData", [asset]),
    call(aToken, "scaledTotalSupply"),
    call(debtToken, "scaledTotalSupply"),
    call(asset, "balanceOf", [aToken]),
  ];
  const answers = await evm.callAll(deeds.map(({ to, data }) => [to, data]));
  const [reserve] = ABI.decodeFunctionResult("getReserveData", answers[0] ?? "0x");
  const [scaledSupply = 0n, scaledDebt = 0n, availableLiquidity = 0n] = answers
    .slice(1)
    .map((answer) => BigInt(answer ?? 0));
  return {
    liquidityIndex: reserve.liquidityIndex,
    variableBorrowIndex: reserve.variableBorrowIndex,
    liquidityRate: reserve.liquidityRate,
    variableBorrowRate: reserve.variableBorrowRate,
    lastUpdate: Number(reserve.lastUpdate),
    scaledSupply,
    scaledDebt,
    accruedToTreasury: reserve.accruedToTreasury,
    availableLiquidity,
    reserveFactor,
    curve: CURVE,
  };
}

/** Actors with a purse of both tokens, which the pool may take from. */
async function hireCharacters(evm: LocalEvm): Promise<Character[]> {
  const characters: Character[] = [];
  for (let index = 0; index < LENDERS + BORROWERS; index++) {
    const actor = await Actor.hire(evm);
    await actor.perform([
      { to: weth.address, data: ABI.encodeFunctionData("deposit"), value: PURSE },
      { to: wstETH.address, data: "0x", value: PURSE },
      call(weth.address, "approve", [aavePool.address, MAX_UINT256]),
      call(wstETH.address, "approve", [aavePool.address, MAX_UINT256]),
    ]);
    characters.push({ actor, lends: index < LENDERS, weth: { ...NOTHING }, wsteth: { ...NOTHING } });
  }
  return characters;
}

export const proof: Proof = {
  name: "KRN-04 Aave v3.0 reserve, its accounts and their safety",
  holds: [
    {
      kernels: [
        "aave/reserve.ts",
        "aave/v3.0/account-data.ts",
        "aave/v3.0/accrue.ts",
        "aave/v3.0/borrow.ts",
        "aave/v3.0/repay.ts",
        "aave/v3.0/reserve.ts",
        "aave/v3.0/risk.ts",
        "aave/v3.0/scaled.ts",
        "aave/v3.0/supply.ts",
        "aave/v3.0/update-rates.ts",
        "aave/v3.0/withdraw.ts",
      ],
      against: "the pool of Aave v3.0, @aave/core-v3 1.19.3",
      grade: "genuine",
    },
  ],
  async run(options) {
    const { world } = await ensureGenesis();
    const evm = await LocalEvm.open(world);
    try {
      const characters = await hireCharacters(evm);
      // The lender's oracle asks Aave's own mock of a feed, whose answer is its first slot.
      await evm.request(
        "hardhat_setCode",
        wstethEthSource.address,
        packageRuntime("mocks/oracle/CLAggregators/MockAggregator"),
      );
      const opened = await evm.checkpoint();
      const play = async (blocks: readonly Block[], comparison: Comparison) => {
        await opened();
        for (const { weth, wsteth } of characters)
          for (const account of [weth, wsteth]) Object.assign(account, NOTHING);
        const model: Model = {
          weth: await readReserve(evm, weth.address, aWETH.address, variableDebtWETH.address, 1_000n),
          wsteth: await readReserve(evm, wstETH.address, aWstETH.address, variableDebtWstETH.address, 0n),
          price: WAD,
          now: await evm.now(),
        };
        for (const { actor, elapsed, price, steps } of blocks) {
          if (comparison.left === 0) break;
          const character = characters[actor] as Character;
          model.now += elapsed;
          model.price = price;
          await evm.request("hardhat_setStorageAt", wstethEthSource.address, "0x0", toBeHex(price, 32));
          await evm.request("evm_setNextBlockTimestamp", model.now);
          const expected = steps.map((step): ExpectedStep => {
            const { name, deed, refused } = character.lends
              ? planLender(model, character, step)
              : planBorrower(model, character, step);
            return {
              input: `${name} ${deed.data} after ${elapsed} s`,
              deeds: [deed, ...look(character)],
              state: `${refusalIn(refused)} ${lookAt(model, character)}`,
            };
          });
          const showStep = ([deed, ...looks]: readonly Answer[]) =>
            `${refusalOf(deed as Answer)} ${show(looks)}`;
          await takeSteps(character.actor, expected, showStep, comparison);
        }
      };
      const numRuns = Math.ceil(options.cases / STEPS_A_BLOCK);
      const blocks = fc.sample(block, { seed: options.seed, numRuns });
      return await tryHistories(fc.array(block), [blocks], play, options);
    } finally {
      await evm.close();
    }
  },
};
