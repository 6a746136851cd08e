// The StableSwap-NG kernels against the port of the pool, over random sequences: trades, liquidity in and out in
// every form, admin fees, a rate that grows and falls, and time for the averages to move, in pools of every size
// and shape. After each operation the whole state must be the same.

import { Interface, toBeHex } from "ethers";
import fc from "fast-check";
import { withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { addLiquidity } from "../../strategies/kernels/curve-ng/add-liquidity.ts";
import { withdrawAdminFees } from "../../strategies/kernels/curve-ng/admin-fees.ts";
import { dynamicFee } from "../../strategies/kernels/curve-ng/dynamic-fee.ts";
import { exchange, getDy } from "../../strategies/kernels/curve-ng/exchange.ts";
import { getDx } from "../../strategies/kernels/curve-ng/get-dx.ts";
import { lpTokensFor } from "../../strategies/kernels/curve-ng/imbalance.ts";
import {
  invariantOracle,
  newOracle,
  priceOracle,
  spotPrice,
} from "../../strategies/kernels/curve-ng/oracle.ts";
import {
  atRates,
  balancesOf,
  type Coin,
  type NgPool,
  type Pair,
  storedRate,
} from "../../strategies/kernels/curve-ng/pool.ts";
import { removeLiquidity } from "../../strategies/kernels/curve-ng/remove-liquidity.ts";
import { removeLiquidityImbalance } from "../../strategies/kernels/curve-ng/remove-liquidity-imbalance.ts";
import {
  calcWithdrawOneCoin,
  removeLiquidityOneCoin,
} from "../../strategies/kernels/curve-ng/remove-liquidity-one-coin.ts";
import { virtualPrice } from "../../strategies/kernels/curve-ng/virtual-price.ts";
import { MAX_UINT256, WAD } from "../../strategies/kernels/math/units.ts";
import { Actor, type Deed } from "../evm/actor.ts";
import { compiled } from "../evm/compiled.ts";
import { LocalEvm } from "../evm/local-evm.ts";
import { packageRuntime } from "../evm/package-runtime.ts";
import type { Proof } from "../proof.ts";
import { magnitude } from "./amounts.ts";
import { attempt } from "./attempt.ts";
import type { Comparison } from "./comparison.ts";
import { exactly } from "./smallest.ts";
import { takeSteps, tryHistories } from "./try-cases.ts";
import { showFirstWords, showWords } from "./words.ts";

const ABI = new Interface([
  "function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy) returns (uint256)",
  "function add_liquidity(uint256[] amounts, uint256 min_mint_amount) returns (uint256)",
  "function remove_liquidity(uint256 burn, uint256[] min_amounts) returns (uint256[2])",
  "function remove_liquidity_imbalance(uint256[] amounts, uint256 max_burn) returns (uint256)",
  "function remove_liquidity_one_coin(uint256 burn, int128 i, uint256 min_received) returns (uint256)",
  "function withdraw_admin_fees()",
  "function get_dy(int128 i, int128 j, uint256 dx) view returns (uint256)",
  "function get_dx(int128 i, int128 j, uint256 dy) view returns (uint256)",
  "function calc_token_amount(uint256[] amounts, bool deposit) view returns (uint256)",
  "function calc_withdraw_one_coin(uint256 burn, int128 i) view returns (uint256)",
  "function get_virtual_price() view returns (uint256)",
  "function get_p(uint256) view returns (uint256)",
  "function dynamic_fee(int128 i, int128 j) view returns (uint256)",
  "function price_oracle(uint256) view returns (uint256)",
  "function D_oracle() view returns (uint256)",
  "function last_price(uint256) view returns (uint256)",
  "function ema_price(uint256) view returns (uint256)",
  "function admin_balances(uint256) view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function mint(address, uint256)",
  "function approve(address, uint256) returns (bool)",
  "function latestAnswer() view returns (int256)",
]);
const NOBODY = "0x0000000000000000000000000000000000000000";
const ORACLE = "0x00000000000000000000000000000000000face7";
const RECEIVER = "0x000000000000000000000000000000000000dEaD";

const SIZE_SCALE = 40n;
const STEPS_A_WORLD = 400;
const STEPS_A_TRANSACTION = 20;
/** More than any world's trades come to. */
const PURSE = 1n << 200n;

/** A fraction of what there is, of any magnitude, or a few wei, or many times all of it. */
type Size = { part: bigint; dust: bigint };
const size: fc.Arbitrary<Size> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ part: magnitude(Number(SIZE_SCALE)), dust: fc.constant(0n) }) },
  { weight: 1, arbitrary: fc.record({ part: magnitude(Number(SIZE_SCALE) + 12), dust: fc.constant(1n) }) },
  { weight: 1, arbitrary: fc.record({ part: fc.constant(0n), dust: fc.bigInt({ min: 0n, max: 20n }) }) },
);

const OPERATIONS = [
  "sell 0",
  "sell 1",
  "add both",
  "add 0",
  "add 1",
  "remove both",
  "remove 0",
  "remove 1",
  "remove named amounts",
  "pay admin",
] as const;
const VIEWS = [
  "get_dy 0",
  "get_dy 1",
  "get_dx 0",
  "get_dx 1",
  "virtual price",
  "calc_withdraw_one_coin",
  "calc_token_amount in",
  "calc_token_amount out",
  "get_p",
  "dynamic_fee",
] as const;

const step = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  view: fc.constantFrom(...VIEWS),
  size,
  size2: size,
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const block = fc.record({
  elapsed: fc.oneof(fc.constantFrom(0, 1, 12, 866, 31_536_000), fc.nat(100_000)),
  /** What coin 1's oracle answers. */
  worth: fc.oneof(
    { weight: 4, arbitrary: fc.bigInt({ min: WAD, max: (12n * WAD) / 10n }) },
    { weight: 1, arbitrary: fc.bigInt({ min: WAD / 2n, max: 3n * WAD }) },
  ),
  steps: exactly(step, STEPS_A_TRANSACTION),
});

const world = fc.record({
  amplification: fc.oneof(fc.constantFrom(1n, 200n, 1_000_000n), fc.bigInt({ min: 1n, max: 5_000n })),
  fee: fc.oneof(fc.constant(1_000_000n), fc.bigInt({ min: 0n, max: 100_000_000n })),
  multiplier: fc.oneof(
    fc.constantFrom(0n, 10_000_000_000n, 20_000_000_000n),
    fc.bigInt({ min: 10_000_000_000n, max: 200_000_000_000n }),
  ),
  window: fc.constantFrom(1n, 866n, 62_324n),
  /** Of coin 0. */
  decimals: fc.constantFrom(18n, 18n, 8n, 6n),
  /** Bits of the first deposit at 18 decimals: from a thousandth of a token of 6 decimals to 10^10 tokens. */
  first: fc.integer({ min: 50, max: 93 }),
  skew: fc.integer({ min: -3, max: 3 }),
  blocks: exactly(block, STEPS_A_WORLD / STEPS_A_TRANSACTION),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

type Model = { pool: NgPool; multipliers: Pair; rates: Pair; now: number };
type Planned = { deed: Deed; kernel: bigint | undefined };

const call = (to: string, name: string, args: readonly unknown[] = []): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
});
const amountOf = ({ part, dust }: Size, whole: bigint): bigint => ((whole * part) >> SIZE_SCALE) + dust;
const OTHER: Record<Coin, Coin> = { 0: 1, 1: 0 };

/** Takes the step in the model, and says how to take it on the chain. */
function plan({ pool, rates, now }: Model, to: string, { operation, size, size2 }: Step): Planned {
  switch (operation) {
    case "sell 0":
    case "sell 1": {
      const coin: Coin = operation === "sell 0" ? 0 : 1;
      const dx = amountOf(size, pool.held[coin]);
      return {
        deed: call(to, "exchange", [coin, OTHER[coin], dx, 0]),
        kernel: attempt(() => exchange(pool, rates, coin, dx, now)),
      };
    }
    case "add both":
    case "add 0":
    case "add 1": {
      const amounts: Pair = [
        operation === "add 1" ? 0n : amountOf(size, pool.held[0]),
        operation === "add 0" ? 0n : amountOf(size2, pool.held[1]),
      ];
      return {
        deed: call(to, "add_liquidity", [amounts, 0]),
        kernel: attempt(() => addLiquidity(pool, rates, amounts, now)),
      };
    }
    case "remove both": {
      const burned = amountOf(size, pool.lpSupply);
      const kernel = attempt(() => removeLiquidity(pool, burned, now));
      if (kernel !== undefined) withdrawAdminFees(pool);
      return { deed: call(to, "remove_liquidity", [burned, [0, 0]]), kernel: kernel?.[0] };
    }
    case "remove 0":
    case "remove 1": {
      const coin: Coin = operation === "remove 0" ? 0 : 1;
      const burned = amountOf(size, pool.lpSupply);
      return {
        deed: call(to, "remove_liquidity_one_coin", [burned, coin, 0]),
        kernel: attempt(() => removeLiquidityOneCoin(pool, rates, burned, coin, now)),
      };
    }
    case "remove named amounts": {
      const amounts: Pair = [amountOf(size, pool.held[0]), amountOf(size2, pool.held[1])];
      return {
        deed: call(to, "remove_liquidity_imbalance", [amounts, MAX_UINT256]),
        kernel: attempt(() => removeLiquidityImbalance(pool, rates, amounts, now)),
      };
    }
    case "pay admin":
      withdrawAdminFees(pool);
      return { deed: call(to, "withdraw_admin_fees"), kernel: 0n };
  }
}

/** Asks a view about the state after the step. */
function planView({ pool, rates }: Model, to: string, { view, size, size2 }: Step): Planned {
  switch (view) {
    case "get_dy 0":
    case "get_dy 1": {
      const coin: Coin = view === "get_dy 0" ? 0 : 1;
      const dx = amountOf(size, pool.held[coin]);
      return {
        deed: call(to, "get_dy", [coin, OTHER[coin], dx]),
        kernel: attempt(() => getDy(pool, rates, coin, dx)),
      };
    }
    case "get_dx 0":
    case "get_dx 1": {
      const coin: Coin = view === "get_dx 0" ? 0 : 1;
      const dy = amountOf(size, pool.held[OTHER[coin]]);
      return {
        deed: call(to, "get_dx", [coin, OTHER[coin], dy]),
        kernel: attempt(() => getDx(pool, rates, coin, dy)),
      };
    }
    case "virtual price":
      return { deed: call(to, "get_virtual_price"), kernel: attempt(() => virtualPrice(pool, rates)) };
    case "calc_withdraw_one_coin": {
      const burned = amountOf(size, pool.lpSupply);
      return {
        deed: call(to, "calc_withdraw_one_coin", [burned, 1]),
        kernel: attempt(() => calcWithdrawOneCoin(pool, rates, burned, 1)),
      };
    }
    case "calc_token_amount in":
    case "calc_token_amount out": {
      const deposit = view === "calc_token_amount in";
      const amounts: Pair = [amountOf(size, pool.held[0]), amountOf(size2, pool.held[1])];
      return {
        deed: call(to, "calc_token_amount", [amounts, deposit]),
        kernel: attempt(() => lpTokensFor(pool, rates, amounts, deposit ? 1n : -1n)),
      };
    }
    case "get_p":
      return { deed: call(to, "get_p", [0]), kernel: attempt(() => spotPrice(pool, rates)) };
    case "dynamic_fee":
      return {
        deed: call(to, "dynamic_fee", [0, 1]),
        kernel: attempt(() => dynamicFee(pool, ...atRates(balancesOf(pool), rates), pool.fee)),
      };
  }
}

type Addresses = { pool: string; coins: readonly [string, string] };

/** The state that a step can have changed, as the chain has it. */
const look = ({ pool, coins }: Addresses): Deed[] => [
  ...coins.map((coin) => call(coin, "balanceOf", [pool])),
  call(pool, "admin_balances", [0]),
  call(pool, "admin_balances", [1]),
  call(pool, "totalSupply"),
  call(pool, "last_price", [0]),
  call(pool, "ema_price", [0]),
  call(pool, "price_oracle", [0]),
  call(pool, "D_oracle"),
];

/** The same as the kernels have it. */
const lookAt = ({ pool, now }: Model): bigint[] => [
  ...pool.held,
  ...pool.adminBalances,
  pool.lpSupply,
  pool.oracle.price.last,
  pool.oracle.price.average,
  priceOracle(pool, now),
  invariantOracle(pool, now),
];

export const proof: Proof = {
  name: "KRN-08 Curve StableSwap-NG kernels",
  holds: [{ kernels: ["curve-ng"], against: "the port of the StableSwap-NG pool", grade: "unproven" }],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actor = await Actor.hire(evm);
      // Aave's own mock of a feed answers what stands in its first slot.
      await evm.request(
        "hardhat_setCode",
        ORACLE,
        packageRuntime("mocks/oracle/CLAggregators/MockAggregator"),
      );
      const worlds = fc.sample(world, {
        seed: options.seed,
        numRuns: Math.ceil(options.cases / STEPS_A_WORLD),
      });
      const play = async (one: World, comparison: Comparison) => {
        const { at, model } = await build(evm, actor, one);
        for (const { elapsed, worth, steps } of one.blocks) {
          if (comparison.left === 0) break;
          model.now += elapsed;
          model.rates = [model.multipliers[0], storedRate(model.multipliers[1], worth)];
          const expected = steps.slice(0, comparison.left).map((step) => {
            const taken = plan(model, at.pool, step);
            const viewed = planView(model, at.pool, step);
            return {
              input: `${step.operation}, ${step.view} ${taken.deed.data}`,
              deeds: [taken.deed, viewed.deed, ...look(at)],
              state: showWords([taken.kernel, viewed.kernel, ...lookAt(model)]),
            };
          });
          await evm.request("hardhat_setStorageAt", ORACLE, "0x0", toBeHex(worth, 32));
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

/** A pool with a first deposit in it; coin 1's worth is asked of the oracle. */
async function build(
  evm: LocalEvm,
  actor: Actor,
  { amplification, fee, multiplier, window, decimals, first, skew }: World,
): Promise<{ at: Addresses; model: Model }> {
  const coin = async (): Promise<string> => {
    const token = await evm.deploy(compiled("contracts/devnet/CurveToken"));
    await evm.send(token, ABI.encodeFunctionData("mint", [actor.address, PURSE]));
    return token;
  };
  const coins = [await coin(), await coin()] as const;
  const multipliers: Pair = [10n ** (36n - decimals), WAD];
  const pool = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/StableSwapNG"),
      [
        "string",
        "string",
        "(uint256, uint256, uint256, uint256, address[2], uint256[2], address[2], bytes4[2], address)",
      ],
      [
        "Pool",
        "POOL",
        [
          amplification,
          fee,
          multiplier,
          window,
          coins,
          multipliers,
          [NOBODY, ORACLE],
          ["0x00000000", ABI.getFunction("latestAnswer")?.selector],
          RECEIVER,
        ],
      ],
    ),
  );
  const began = await evm.request<{ timestamp: string }>("eth_getBlockByNumber", "latest", false);
  const model: Model = {
    pool: {
      held: [0n, 0n],
      adminBalances: [0n, 0n],
      lpSupply: 0n,
      amplification: amplification * 100n,
      fee,
      offpegFeeMultiplier: multiplier,
      adminFee: 5_000_000_000n,
      oracle: newOracle(Number(began.timestamp), window),
    },
    multipliers,
    rates: multipliers,
    now: Number(began.timestamp) + 1,
  };
  const amounts: Pair = [(1n << BigInt(first)) / 10n ** (18n - decimals), 1n << BigInt(first + skew)];
  addLiquidity(model.pool, model.rates, amounts, model.now);
  await evm.request("hardhat_setStorageAt", ORACLE, "0x0", toBeHex(WAD, 32));
  await evm.request("evm_setNextBlockTimestamp", model.now);
  await actor.perform([
    ...coins.map((token) => call(token, "approve", [pool, MAX_UINT256])),
    call(pool, "add_liquidity", [amounts, 0]),
  ]);
  return { at: { pool, coins }, model };
}
