/** A StableSwap-NG pool of WETH and wstETH on the offline mainnet, worth some 40,000 ETH of each. */
import { Contract, ZeroAddress } from "ethers";
import { accounts } from "../../devnet/accounts.ts";
import { type Address, addressBook } from "../../devnet/addresses.ts";
import type { DevnetProvider } from "../../devnet/provider.ts";
import { deployPort } from "./deploy-artifact.ts";

const WAD = 10n ** 18n;
const LIQUIDITY = 40_000n * WAD;
const { weth, wstETH, stETH } = addressBook;
const TOKENS = [
  "function deposit() payable",
  "function approve(address spender, uint256 amount)",
  "function wrap(uint256 amount)",
  "function balanceOf(address account) view returns (uint256)",
  "function add_liquidity(uint256[] amounts, uint256 min_mint_amount)",
];

/** What the pool is made with, as its constructor takes it. */
export const NG_PARAMETERS = {
  A: 500n,
  fee: 1_000_000n,
  offpegFeeMultiplier: 20_000_000_000n,
  maExpTime: 866n,
  coins: [weth.address, wstETH.address],
  rateMultipliers: [WAD, WAD],
  oracles: [ZeroAddress, wstETH.address],
  // `stEthPerToken()`
  methodIds: ["0x00000000", "0x035faf82"],
  feeReceiver: accounts.owner,
} as const;

/** One of a liquid restaking token and WETH, which nobody has put anything into yet. */
export const openSalePool = (provider: DevnetProvider, token: Address): Promise<Address> =>
  deployPort(provider, "StableSwapNG", [
    "LRT/WETH",
    "lrtweth",
    {
      ...NG_PARAMETERS,
      coins: [token, weth.address],
      oracles: [ZeroAddress, ZeroAddress],
      methodIds: ["0x00000000", "0x00000000"],
    },
  ]);

export async function openNgPool(provider: DevnetProvider): Promise<Address> {
  const pool = await deployPort(provider, "StableSwapNG", ["WETH/wstETH", "wethwsteth", NG_PARAMETERS]);
  const signer = provider.signerOf(accounts.liquidityProvider);
  const at = (to: string) => new Contract(to, TOKENS, signer);
  await at(weth.address).getFunction("deposit").send({ value: LIQUIDITY });
  await at(stETH.address).getFunction("approve").send(wstETH.address, LIQUIDITY);
  await at(wstETH.address).getFunction("wrap").send(LIQUIDITY);
  for (const token of [weth, wstETH]) await at(token.address).getFunction("approve").send(pool, LIQUIDITY);
  const wrapped = await at(wstETH.address).getFunction("balanceOf")(accounts.liquidityProvider);
  await at(pool).getFunction("add_liquidity").send([LIQUIDITY, wrapped], 0n);
  return pool;
}
