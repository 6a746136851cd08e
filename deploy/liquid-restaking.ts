/** A liquid restaking token held beside a vault that is deployed: ezETH, weETH or rsETH, through its own door. */
import { Interface } from "ethers";
import * as z from "zod";
import { type Address, addressBook } from "../devnet/addresses.ts";
import { readAll } from "../devnet/multicall.ts";
import { duration, scaled } from "../strategies/quantity.ts";
import { parseRestakingSetting, restakingSetting } from "../strategies/restaking/params.ts";
import { address, NOBODY, written } from "./file-values.ts";
import { liquidRestaking } from "./modules/liquid-restaking.ts";
import { type Beside, place } from "./placement.ts";
import { restakingParameters } from "./restaking-parameters.ts";

/** Each token with what its door needs of its own protocol. */
const token = z.discriminatedUnion("is", [
  z.strictObject({
    is: z.literal("ezETH"),
    address,
    /** Where stETH becomes ezETH, where it is redeemed, and who says what it redeems for. */
    manager: address,
    queue: address,
    rates: address,
  }),
  z.strictObject({
    is: z.literal("weETH"),
    address,
    liquifier: address,
    /** How long a request is taken to wait: ether.fi names no time. */
    assumedWait: duration,
  }),
  z.strictObject({
    is: z.literal("rsETH"),
    address,
    pool: address,
    withdrawals: address,
    /** Who says what it redeems for. */
    oracle: address,
  }),
]);

type Token = z.output<typeof token>;

export const liquidRestakingFile = z.strictObject({
  strategy: z.literal("liquid-restaking"),
  setting: written(restakingSetting),
  token,
  /** How long its rate may stay the same, and how far it may move from one look to the next. */
  rate: z
    .strictObject({
      maxAge: duration.prefault("3d"),
      maxGrowth: scaled(18, 1n).prefault("0.5%"),
      maxDrop: scaled(18, 1n).prefault("1%"),
    })
    .prefault({}),
  /** A feed of ETH per token on the market; without it nothing is known of a market. */
  market: address.optional(),
  /** Who serves with the stake, for the vault's caps on risks; the token itself without it. */
  operator: address.optional(),
  /** A StableSwap-NG pool of the token and WETH in which it may be sold, and how much at once; never sold without it. */
  sale: z.strictObject({ pool: address, max: scaled(18, 1n) }).optional(),
});

export type LiquidRestakingFile = z.output<typeof liquidRestakingFile>;

const SECONDS_A_BLOCK = 12;
const WAD = 10n ** 18n;
const PROTOCOLS = new Interface([
  "function getRate() view returns (uint256)",
  "function rsETHPrice() view returns (uint256)",
  "function coolDownPeriod() view returns (uint256)",
  "function withdrawalDelayBlocks() view returns (uint256)",
]);

/** @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, and what {@link place} throws */
export async function deployLiquidRestaking(
  { setting, token, rate, market, operator, sale }: LiquidRestakingFile,
  beside: Beside,
): Promise<{ readonly door: Address; readonly rate: Address; readonly strategy: Address }> {
  const { is, address, ...protocol } = token;
  const parameters = {
    ...restakingParameters(parseRestakingSetting(setting)),
    ...protocol,
    token: address,
    route: beside.vault.contracts.route,
    weth: addressBook.weth.address,
    rateSource: rateSourceOf(token),
    rateBounds: { ...rate },
    market: market ?? NOBODY,
    operator: operator ?? address,
    salePool: sale?.pool ?? NOBODY,
    maxSale: sale?.max ?? 0n,
  };
  const { assumedWait: _, ...contracts } = { assumedWait: 0, ...protocol };
  const needs = { [is]: address, ...contracts, ...(sale && { "the pool to sell in": sale.pool }) };
  const slowestExit = await waitOf(token, beside);
  const module = liquidRestaking(is, sale !== undefined);
  return place({ kind: "liquid-restaking", module, parameters, needs, slowestExit }, beside);
}

/** Where the token's protocol says what it redeems for, 1e18 for one ether. */
function rateSourceOf(token: Token) {
  const [target, name] =
    token.is === "ezETH"
      ? [token.rates, "getRate"]
      : token.is === "weETH"
        ? [token.address, "getRate"]
        : [token.oracle, "rsETHPrice"];
  const getter = PROTOCOLS.getFunction(name)?.selector ?? "0x";
  return { target, getter, argument: 0n, one: WAD };
}

/** Seconds that a redemption takes. */
async function waitOf(token: Token, { chain }: Beside): Promise<number> {
  const read = async (to: Address, name: string): Promise<number> =>
    Number((await readAll(chain, [{ to, abi: PROTOCOLS, name }], "latest"))[0]);
  if (token.is === "weETH") return token.assumedWait;
  if (token.is === "ezETH") return read(token.queue, "coolDownPeriod");
  return SECONDS_A_BLOCK * (await read(token.withdrawals, "withdrawalDelayBlocks"));
}
