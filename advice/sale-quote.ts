/**
 * What a sale of stETH in the Curve pool fetches at one block, asked of three: Curve's own library, the pool itself, and
 * Keel's kernel on the state that the chain holds. They must agree to the wei.
 */
import { formatEther, Interface, toQuantity } from "ethers";
import { addressBook } from "../devnet/addresses.ts";
import { requireCode } from "../devnet/code-check.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readPool } from "../devnet/read-market.ts";
import { KeelError } from "../errors/keel-error.ts";
import { getDy } from "../strategies/kernels/curve/get-dy.ts";
import { STETH } from "../strategies/kernels/curve/steth-pool.ts";
import { WAD } from "../strategies/kernels/math/units.ts";
import { ProtocolRevert } from "../strategies/kernels/revert.ts";
import { curveApiPool } from "./curve-api.ts";

export interface SaleQuote {
  readonly block: number;
  /** What is sold, stETH wei. Lido owes one ETH for each. */
  readonly steth: bigint;
  /** What it fetches after the pool's fee by the kernel, ETH wei. */
  readonly ether: bigint;
  /** The same by the pool's `get_dy` and by Curve's library. */
  readonly byPool: bigint;
  readonly byCurveApi: bigint;
  readonly agree: boolean;
  /** ETH per stETH of this sale, and of one so small that it moves nothing; WAD, floored. */
  readonly price: bigint;
  readonly smallPrice: bigint;
  /** How far this sale's price is below the small one's; a fraction. */
  readonly priceImpact: number;
  /** How far it is below redemption; negative where the pool pays more than Lido owes. */
  readonly belowRedemption: number;
  /** What the pool holds for its liquidity providers, wei, as Curve's library tells it. */
  readonly pool: { readonly ether: bigint; readonly steth: bigint };
}

const { curveFactory, curvePool, multicall3 } = addressBook;
const POOL = new Interface(["function get_dy(int128 i, int128 j, uint256 dx) view returns (uint256)"]);

/** A thousandth of a stETH: what Curve's library too compares a trade with. */
const SMALL = WAD / 1000n;

/**
 * @param steth wei
 * @throws KEEL_NO_CODE where the chain lacks a contract that is asked, KEEL_BAD_AMOUNT for more stETH than there is or for
 * so little that it fetches nothing
 */
export async function quoteSale(chain: Eip1193, steth: bigint): Promise<SaleQuote> {
  await requireCode(chain, {
    "Curve's stETH pool": curvePool.address,
    "Curve's factory": curveFactory.address,
    Multicall3: multicall3.address,
  });
  const block = toQuantity(await chain.request({ method: "eth_blockNumber" }));
  const { lido, pool } = await readPool(chain, block);
  if (steth > lido.totalPooledEther) throw badAmount(steth, "is more stETH than there is");
  const fetched = (dx: bigint) => getDy(pool, lido, STETH, dx);
  const ether = proceeds(() => fetched(steth), steth);
  const api = await curveApiPool(chain, block);
  const [byPool, byCurveApi, balances] = await Promise.all([
    getDyOnChain(chain, steth, block),
    api.sale(steth),
    api.balances(),
  ]);
  const price = (ether * WAD) / steth;
  const smallPrice = (fetched(SMALL) * WAD) / SMALL;
  return {
    block: Number(block),
    steth,
    ether,
    byPool,
    byCurveApi,
    agree: byPool === ether && byCurveApi === ether,
    price,
    smallPrice,
    priceImpact: steth > SMALL ? below(price, smallPrice) : 0,
    belowRedemption: below(price, WAD),
    pool: balances,
  };
}

const below = (price: bigint, of: bigint): number => Number(((of - price) * WAD) / of) / 1e18;

function proceeds(quote: () => bigint, steth: bigint): bigint {
  try {
    return quote();
  } catch (error) {
    if (error instanceof ProtocolRevert) throw badAmount(steth, "is too little for the pool to pay for");
    throw error;
  }
}

const badAmount = (steth: bigint, why: string) =>
  new KeelError(
    "KEEL_BAD_AMOUNT",
    `"${formatEther(steth)}" ${why}`,
    "Give an amount of stETH such as 10 or 0.5",
  );

async function getDyOnChain(chain: Eip1193, steth: bigint, block: string): Promise<bigint> {
  const call = { to: curvePool.address, data: POOL.encodeFunctionData("get_dy", [1, 0, steth]) };
  const answer = await chain.request({ method: "eth_call", params: [call, block] });
  const [ether] = POOL.decodeFunctionResult("get_dy", answer);
  return ether;
}
