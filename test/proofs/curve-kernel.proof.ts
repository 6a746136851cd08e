// The Curve and Lido kernels against the ports of the offline mainnet, over random sequences: trades,
// liquidity in and out, rebases, slashes, stakes and gifts, in pools of every size and shape. After each
// operation the whole state must be the same.

import { Interface } from "ethers";
import fc from "fast-check";
import { multicall3CreationCode, withArguments } from "../../devnet/genesis/package-artifacts.ts";
import { addLiquidity } from "../../strategies/kernels/curve/add-liquidity.ts";
import { exchange } from "../../strategies/kernels/curve/exchange.ts";
import { getDy } from "../../strategies/kernels/curve/get-dy.ts";
import { removeLiquidity } from "../../strategies/kernels/curve/remove-liquidity.ts";
import { removeLiquidityImbalance } from "../../strategies/kernels/curve/remove-liquidity-imbalance.ts";
import {
  calcWithdrawOneCoin,
  removeLiquidityOneCoin,
} from "../../strategies/kernels/curve/remove-liquidity-one-coin.ts";
import { ETH, STETH, type StethPool } from "../../strategies/kernels/curve/steth-pool.ts";
import { virtualPrice } from "../../strategies/kernels/curve/virtual-price.ts";
import { etherByShares, type Lido, sharesByEther, submit } from "../../strategies/kernels/lido/lido.ts";
import { oracleReport } from "../../strategies/kernels/lido/oracle-report.ts";
import { unwrap, wrap } from "../../strategies/kernels/lido/wsteth.ts";
import { MAX_UINT256 } from "../../strategies/kernels/math/units.ts";
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
  "function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy) payable returns (uint256)",
  "function add_liquidity(uint256[2] amounts, uint256 min_mint_amount) payable returns (uint256)",
  "function remove_liquidity(uint256 amount, uint256[2] min_amounts) returns (uint256[2])",
  "function remove_liquidity_imbalance(uint256[2] amounts, uint256 max_burn_amount) returns (uint256)",
  "function remove_liquidity_one_coin(uint256 amount, int128 i, uint256 min_amount) returns (uint256)",
  "function calc_withdraw_one_coin(uint256 amount, int128 i) view returns (uint256)",
  "function get_dy(int128 i, int128 j, uint256 dx) view returns (uint256)",
  "function get_virtual_price() view returns (uint256)",
  "function admin_balances(uint256) view returns (uint256)",
  "function set_minter(address)",
  "function totalSupply() view returns (uint256)",
  "function submit(address) payable returns (uint256)",
  "function transfer(address, uint256) returns (bool)",
  "function approve(address, uint256) returns (bool)",
  "function handleOracleReport(uint256 validators, uint256 balance)",
  "function getTotalShares() view returns (uint256)",
  "function getTotalPooledEther() view returns (uint256)",
  "function getPooledEthByShares(uint256) view returns (uint256)",
  "function getSharesByPooledEth(uint256) view returns (uint256)",
  "function sharesOf(address) view returns (uint256)",
  "function wrap(uint256) returns (uint256)",
  "function unwrap(uint256) returns (uint256)",
  "function getEthBalance(address) view returns (uint256)",
]);

const ETHER_PLACEHOLDER = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";
const SIZE_SCALE = 40n;
const STEPS_A_WORLD = 400;
const STEPS_A_TRANSACTION = 40;
const VALIDATORS = 1n;

/** A size is a fraction of what there is, of any magnitude, or a few wei. */
type Size = { part: bigint; dust: bigint };
const size: fc.Arbitrary<Size> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ part: magnitude(Number(SIZE_SCALE)), dust: fc.constant(0n) }) },
  { weight: 1, arbitrary: fc.record({ part: fc.constant(0n), dust: fc.bigInt({ min: 0n, max: 20n }) }) },
);

const OPERATIONS = [
  "sell ether",
  "sell stETH",
  "add both",
  "add ether",
  "add stETH",
  "remove both",
  "remove ether",
  "remove stETH",
  "remove named amounts",
  "report",
  "slash",
  "stake",
  "give stETH",
  "wrap",
  "unwrap",
] as const;

const VIEWS = ["get_dy of ether", "get_dy of stETH", "virtual price", "calc_withdraw_one_coin"] as const;

type Step = {
  operation: (typeof OPERATIONS)[number];
  view: (typeof VIEWS)[number];
  size: Size;
  size2: Size;
};

const step: fc.Arbitrary<Step> = fc.record({
  operation: fc.constantFrom(...OPERATIONS),
  view: fc.constantFrom(...VIEWS),
  size,
  size2: size,
});

const world = fc.record({
  amplification: fc.oneof(fc.constant(50n), fc.bigInt({ min: 1n, max: 5_000n })),
  fee: fc.oneof(fc.constant(4_000_000n), fc.bigInt({ min: 0n, max: 5_000_000_000n })),
  adminFee: fc.oneof(fc.constant(5_000_000_000n), fc.bigInt({ min: 0n, max: 10_000_000_000n })),
  /** Bits of the pool's first balances: from a few million wei to a hundred million ether. */
  ether: fc.integer({ min: 24, max: 86 }),
  steth: fc.integer({ min: -3, max: 3 }),
  /** Shares against 1e28 wei of staked ether: a rate from 0.5 to 2. */
  totalShares: fc.bigInt({ min: 5n * 10n ** 27n, max: 2n * 10n ** 28n }),
  steps: exactly(step, STEPS_A_WORLD),
});
type World = typeof world extends fc.Arbitrary<infer T> ? T : never;

const STAKED = 10n ** 28n;

type Addresses = { pool: string; token: string; stETH: string; wstETH: string; eye: string };
type Model = { pool: StethPool; lido: Lido; beaconBalance: bigint; wsteth: bigint };

/** What one step asks of the chain, and what the kernel answered: undefined where it refused. */
type Planned = { deed: Deed; kernel: bigint | undefined };

const call = (to: string, name: string, args: readonly unknown[] = [], value = 0n): Deed => ({
  to,
  data: ABI.encodeFunctionData(name, args),
  value,
});

const amountOf = ({ part, dust }: Size, whole: bigint): bigint => ((whole * part) >> SIZE_SCALE) + dust;

/** Takes the step in the model, and says how to take it on the chain. */
function plan(model: Model, at: Addresses, { operation, size, size2 }: Step): Planned {
  const { pool, lido } = model;
  const steth = etherByShares(lido, pool.stethShares);
  switch (operation) {
    case "sell ether": {
      const dx = amountOf(size, pool.ether);
      return {
        deed: call(at.pool, "exchange", [0, 1, dx, 0], dx),
        kernel: attempt(() => exchange(pool, lido, ETH, dx)),
      };
    }
    case "sell stETH": {
      const dx = amountOf(size, steth);
      return {
        deed: call(at.pool, "exchange", [1, 0, dx, 0]),
        kernel: attempt(() => exchange(pool, lido, STETH, dx)),
      };
    }
    case "add both":
    case "add ether":
    case "add stETH": {
      const etherIn = operation === "add stETH" ? 0n : amountOf(size, pool.ether);
      const stethIn = operation === "add ether" ? 0n : amountOf(size2, steth);
      return {
        deed: call(at.pool, "add_liquidity", [[etherIn, stethIn], 0], etherIn),
        kernel: attempt(() => addLiquidity(pool, lido, etherIn, stethIn)),
      };
    }
    case "remove both": {
      const burned = amountOf(size, pool.lpSupply);
      const kernel = attempt(() => removeLiquidity(pool, lido, burned));
      return { deed: call(at.pool, "remove_liquidity", [burned, [0, 0]]), kernel: kernel?.ether };
    }
    case "remove ether":
    case "remove stETH": {
      const coin = operation === "remove ether" ? ETH : STETH;
      const burned = amountOf(size, pool.lpSupply);
      return {
        deed: call(at.pool, "remove_liquidity_one_coin", [burned, coin, 0]),
        kernel: attempt(() => removeLiquidityOneCoin(pool, lido, burned, coin)),
      };
    }
    case "remove named amounts": {
      const etherOut = amountOf(size, pool.ether);
      const stethOut = amountOf(size2, steth);
      return {
        deed: call(at.pool, "remove_liquidity_imbalance", [[etherOut, stethOut], MAX_UINT256]),
        kernel: attempt(() => removeLiquidityImbalance(pool, lido, etherOut, stethOut)),
      };
    }
    case "report":
    case "slash": {
      const change = amountOf(size, lido.totalPooledEther) / 50n;
      const rewards = operation === "report" ? change : -change;
      const deed = call(at.stETH, "handleOracleReport", [VALIDATORS, model.beaconBalance + rewards]);
      const kernel = attempt(() => {
        oracleReport(lido, rewards);
        model.beaconBalance += rewards;
        return 0n;
      });
      return { deed, kernel };
    }
    case "stake": {
      const amount = amountOf(size, pool.ether);
      return {
        deed: call(at.stETH, "submit", [at.pool], amount),
        kernel: attempt(() => submit(lido, amount)),
      };
    }
    case "give stETH": {
      const amount = amountOf(size, steth);
      pool.stethShares += sharesByEther(lido, amount);
      return { deed: call(at.stETH, "transfer", [at.pool, amount]), kernel: 1n };
    }
    case "wrap": {
      const amount = amountOf(size, steth);
      const kernel = attempt(() => wrap(lido, amount));
      model.wsteth += kernel ?? 0n;
      return { deed: call(at.wstETH, "wrap", [amount]), kernel };
    }
    case "unwrap": {
      const amount = amountOf(size, model.wsteth);
      // The token refuses what its holder has not got; the kernel only converts.
      const kernel = amount > model.wsteth ? undefined : attempt(() => unwrap(lido, amount));
      if (kernel !== undefined) model.wsteth -= amount;
      return { deed: call(at.wstETH, "unwrap", [amount]), kernel };
    }
  }
}

/** The state that a step can have changed, as the chain has it. */
const look = (at: Addresses): Deed[] => [
  call(at.eye, "getEthBalance", [at.pool]),
  call(at.stETH, "sharesOf", [at.pool]),
  call(at.pool, "admin_balances", [0]),
  call(at.pool, "admin_balances", [1]),
  call(at.token, "totalSupply"),
  call(at.stETH, "getTotalShares"),
  call(at.stETH, "getTotalPooledEther"),
];

/** The same as the kernels have it. */
const lookAt = ({ pool, lido }: Model): bigint[] => [
  pool.ether,
  pool.stethShares,
  pool.adminEther,
  pool.adminSteth,
  pool.lpSupply,
  lido.totalShares,
  lido.totalPooledEther,
];

/** Asks a view about the state after the step. */
function planView({ pool, lido }: Model, at: Addresses, { view, size }: Step): Planned {
  switch (view) {
    case "get_dy of ether": {
      const dx = amountOf(size, pool.ether);
      return { deed: call(at.pool, "get_dy", [0, 1, dx]), kernel: attempt(() => getDy(pool, lido, ETH, dx)) };
    }
    case "get_dy of stETH": {
      const dx = amountOf(size, pool.ether);
      return {
        deed: call(at.pool, "get_dy", [1, 0, dx]),
        kernel: attempt(() => getDy(pool, lido, STETH, dx)),
      };
    }
    case "virtual price":
      return { deed: call(at.pool, "get_virtual_price"), kernel: attempt(() => virtualPrice(pool, lido)) };
    case "calc_withdraw_one_coin": {
      const burned = amountOf(size, pool.lpSupply);
      return {
        deed: call(at.pool, "calc_withdraw_one_coin", [burned, 1]),
        kernel: attempt(() => calcWithdrawOneCoin(pool, lido, burned, STETH)),
      };
    }
  }
}

export const proof: Proof = {
  name: "KRN-05 Curve stETH pool, Lido and wstETH kernels",
  holds: [
    { kernels: ["curve"], against: "the port of Curve's stETH pool", grade: "proven" },
    {
      kernels: ["lido/lido.ts", "lido/oracle-report.ts"],
      against: "the port of Lido's stETH",
      grade: "proven",
    },
    { kernels: ["lido/wsteth.ts"], against: "the port of wstETH", grade: "unproven" },
  ],
  async run(options) {
    const evm = await LocalEvm.open();
    try {
      const actor = await Actor.hire(evm);
      const eye = await evm.deploy(multicall3CreationCode());
      const worlds = fc.sample(world, {
        seed: options.seed,
        numRuns: Math.ceil(options.cases / STEPS_A_WORLD),
      });
      const play = async (one: World, comparison: Comparison) => {
        const { at, model } = await build(evm, actor, eye, one);
        for (let start = 0; start < one.steps.length && comparison.left > 0; start += STEPS_A_TRANSACTION) {
          const steps = one.steps.slice(start, start + STEPS_A_TRANSACTION).map((step) => {
            const taken = plan(model, at, step);
            const viewed = planView(model, at, step);
            return {
              input: `${step.operation}, ${step.view} ${taken.deed.data}`,
              deeds: [taken.deed, viewed.deed, ...look(at)],
              state: showWords([taken.kernel, viewed.kernel, ...lookAt(model)]),
            };
          });
          await takeSteps(actor, steps, showFirstWords, comparison);
        }
      };
      return await tryHistories(world, worlds, play, options);
    } finally {
      await evm.close();
    }
  },
};

/** A pool with a first deposit in it, on a Lido of its own. */
async function build(
  evm: LocalEvm,
  actor: Actor,
  eye: string,
  { amplification, fee, adminFee, ether, steth, totalShares }: World,
): Promise<{ at: Addresses; model: Model }> {
  const stETH = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/LidoStETH"),
      ["address", "address", "address", "uint256", "uint256", "uint256", "uint256"],
      [actor.address, evm.sender, actor.address, totalShares, VALIDATORS, VALIDATORS, STAKED],
    ),
  );
  const token = await evm.deploy(compiled("contracts/devnet/CurveToken"));
  const pool = await evm.deploy(
    withArguments(
      compiled("contracts/devnet/CurveStethPool"),
      ["address", "address[2]", "address", "uint256", "uint256", "uint256"],
      [evm.sender, [ETHER_PLACEHOLDER, stETH], token, amplification, fee, adminFee],
    ),
  );
  await evm.send(token, ABI.encodeFunctionData("set_minter", [pool]));
  const wstETH = await evm.deploy(withArguments(compiled("contracts/devnet/WstETH"), ["address"], [stETH]));
  const model: Model = {
    pool: {
      ether: 0n,
      stethShares: 0n,
      adminEther: 0n,
      adminSteth: 0n,
      lpSupply: 0n,
      amplification: amplification * 100n,
      fee,
      adminFee,
    },
    lido: { totalShares, totalPooledEther: STAKED },
    beaconBalance: STAKED,
    wsteth: 0n,
  };
  const firstEther = 1n << BigInt(ether);
  const firstSteth = 1n << BigInt(ether + steth);
  addLiquidity(model.pool, model.lido, firstEther, firstSteth);
  await actor.perform([
    call(stETH, "approve", [pool, MAX_UINT256]),
    call(stETH, "approve", [wstETH, MAX_UINT256]),
    call(pool, "add_liquidity", [[firstEther, firstSteth], 0], firstEther),
  ]);
  return { at: { pool, token, stETH, wstETH, eye }, model };
}
