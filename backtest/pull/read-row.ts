/** A tape's row as a chain held it at one block: one multicall of what Lido, the pool, the lender and the feeds said then. */
import { formatUnits, Interface } from "ethers";
import { addressBook } from "../../devnet/addresses.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { type Read, readGroups } from "../../devnet/multicall.ts";
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Header } from "./block-at.ts";

const VIEWS = new Interface([
  "function get_dy(int128 i, int128 j, uint256 dx) view returns (uint256)",
  "function balances(uint256 i) view returns (uint256)",
  "function getPooledEthByShares(uint256 shares) view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address account) view returns (uint256)",
  "function latestRoundData() view returns (uint80 round, int256 answer, uint256, uint256 updatedAt, uint80)",
]);

/** Chainlink's ETH/USD feed on mainnet, 8 decimals. The offline mainnet has none. */
const ETH_USD_FEED = "0x5f4eC3Df9cbd43714FE2740f5E3616155c5b8419";

const { curvePool, stETH, weth, aWETH, variableDebtWETH } = addressBook;
const read = (to: string, name: string, ...args: readonly unknown[]): Read => ({
  to,
  abi: VIEWS,
  name,
  args,
});

const GROUPS: readonly (readonly Read[])[] = [
  [read(curvePool.address, "get_dy", 1, 0, WAD)],
  [read(curvePool.address, "balances", 0), read(curvePool.address, "balances", 1)],
  [read(variableDebtWETH.address, "totalSupply"), read(weth.address, "balanceOf", aWETH.address)],
  [read(stETH.address, "getPooledEthByShares", WAD)],
  [read(ETH_USD_FEED, "latestRoundData")],
];

/** The columns that a pulled tape has, as tapes name them. */
export const PULLED = [
  "steth_eth",
  "curve_eth",
  "curve_steth",
  "weth_utilisation",
  "share_rate",
  "eth_usd",
  "gas_gwei",
] as const;

/** Fields by column; empty where the chain had no such contract yet. */
export type PulledRow = Readonly<Record<(typeof PULLED)[number], string>>;

/** Utilisation is of Aave v3's WETH, rounded down to a WAD; the gas price is the block's base fee. */
export async function readRow(rpc: Eip1193, { number, baseFee }: Header): Promise<PulledRow> {
  const { groups } = await readGroups(rpc, GROUPS, `0x${number.toString(16)}`);
  const [price, balances, lender, share, feed] = groups;
  const [debt = 0n, available = 0n] = (lender ?? []) as readonly bigint[];
  const lent = debt + available === 0n ? "" : formatUnits((debt * WAD) / (debt + available), 18);
  const ether = (wei: bigint | undefined) => (wei === undefined ? "" : formatUnits(wei, 18));
  return {
    steth_eth: ether(price?.[0]),
    curve_eth: ether(balances?.[0]),
    curve_steth: ether(balances?.[1]),
    weth_utilisation: lent,
    share_rate: ether(share?.[0]),
    eth_usd: feed === undefined ? "" : formatUnits(feed[0].answer, 8),
    gas_gwei: baseFee === 0n ? "" : formatUnits(baseFee, 9),
  };
}
