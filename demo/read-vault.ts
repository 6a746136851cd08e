/** The vault and its position as the chain has them at the latest block, read in one call. */
import { Interface } from "ethers";
import { interfaceOf } from "../contracts/artifacts.ts";
import type { Contracts } from "../deploy/records.ts";
import { addressBook } from "../devnet/addresses.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { readAll } from "../devnet/multicall.ts";
import type { LoopState } from "../strategies/leveraged-loop/policy.ts";

const WAD = 10n ** 18n;

const views = new Interface([
  "function balanceOf(address) view returns (uint256)",
  "function getPooledEthByShares(uint256) view returns (uint256)",
  "function get_dy(int128, int128, uint256) view returns (uint256)",
  "function getUserAccountData(address) view returns (uint256 collateral, uint256 debt, uint256, uint256, uint256, uint256 healthFactor)",
]);

export interface VaultReading {
  /** wstETH in the lender and WETH owed to it, wei. */
  readonly collateral: bigint;
  readonly debt: bigint;
  /** Aave's own, WAD. */
  readonly healthFactor: bigint;
  readonly entryUnits: bigint;
  readonly exitUnits: bigint;
  /** Vault shares. */
  readonly supply: bigint;
  readonly redemptionRate: bigint;
  /** What a sale of one stETH fetches in the pool, wei. */
  readonly poolPrice: bigint;
  readonly state: LoopState;
}

export async function readVault(chain: Eip1193, { strategy, vault }: Contracts): Promise<VaultReading> {
  const loop = interfaceOf("LeveragedLoopStrategy");
  const shares = interfaceOf("KeelVault");
  const { aavePool, aWstETH, curvePool, stETH, variableDebtWETH } = addressBook;
  const read = await readNamed(chain, {
    collateral: [aWstETH.address, views, "balanceOf", strategy],
    debt: [variableDebtWETH.address, views, "balanceOf", strategy],
    account: [aavePool.address, views, "getUserAccountData", strategy],
    entryUnits: [vault, shares, "entryUnits"],
    exitUnits: [vault, shares, "exitUnits"],
    supply: [vault, shares, "totalSupply"],
    redemptionRate: [stETH.address, views, "getPooledEthByShares", WAD],
    poolPrice: [curvePool.address, views, "get_dy", 1, 0, WAD],
    state: [strategy, loop, "risk"],
  });
  const state = Object.entries(read.state.toObject()).map(([name, value]) => [name, Number(value)]);
  return { ...read, healthFactor: read.account.healthFactor, state: Object.fromEntries(state) };
}

/** The shares of `holder`. */
export async function readShares(chain: Eip1193, { vault }: Contracts, holder: string): Promise<bigint> {
  const { shares } = await readNamed(chain, { shares: [vault, views, "balanceOf", holder] });
  return shares;
}

/** Unix seconds at which the price contract last looked at the market; right after deployment, of its own block. */
export async function readPricedAt(chain: Eip1193, { prices }: Contracts): Promise<number> {
  const { market } = await readNamed(chain, { market: [prices, interfaceOf("StethPrices"), "market"] });
  return Number(market.time);
}

type NamedRead = readonly [to: string, abi: Interface, name: string, ...args: unknown[]];

/** Answers of the latest block by name. */
async function readNamed<Name extends string>(
  chain: Eip1193,
  reads: Readonly<Record<Name, NamedRead>>,
  // biome-ignore lint/suspicious/noExplicitAny: what a view returns is known by its signature alone
): Promise<Record<Name, any>> {
  const entries = Object.entries(reads) as [Name, NamedRead][];
  const plain = entries.map(([, [to, abi, name, ...args]]) => ({ to, abi, name, args }));
  const answers = await readAll(chain, plain, "latest");
  return Object.fromEntries(entries.map(([name], index) => [name, answers[index]])) as Record<Name, unknown>;
}
