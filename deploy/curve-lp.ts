/** Liquidity in one of Curve's pools beside a vault that is deployed: the classic one of ETH and stETH, or a StableSwap-NG pool. */
import * as z from "zod";
import { type Address, addressBook } from "../devnet/addresses.ts";
import {
  auctionTerms,
  type CurveLpSetting,
  curveLpSetting,
  parseCurveLpSetting,
} from "../strategies/curve-lp/params.ts";
import { duration, scaled } from "../strategies/quantity.ts";
import { address, NOBODY, written } from "./file-values.ts";
import { ngCurveLp } from "./modules/ng-curve-lp.ts";
import { stethCurveLp } from "./modules/steth-curve-lp.ts";
import { type Beside, place } from "./placement.ts";

export const curveLpFile = z.strictObject({
  strategy: z.literal("curve-lp"),
  setting: written(curveLpSetting).prefault({}),
  /** A StableSwap-NG pool of WETH and wstETH; without it, Curve's classic pool of ETH and stETH. */
  pool: address.optional(),
  /** Where LP tokens earn CRV; left out, they stay with the position. */
  gauge: z.strictObject({ address, minter: address }).optional(),
  /** Rewards and the feeds of their price in ETH. */
  rewards: z.array(z.strictObject({ token: address, feed: address, maxAge: duration })).prefault([]),
  /** The most units that the vault may put there. */
  cap: scaled(18, 1n),
});

export interface CurveLpOptions {
  readonly setting: CurveLpSetting;
  readonly pool?: Address | undefined;
  readonly gauge?: { readonly address: Address; readonly minter: Address } | undefined;
  readonly rewards?: readonly { readonly token: Address; readonly feed: Address; readonly maxAge: number }[];
}

/** @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, and what {@link place} throws */
export async function deployCurveLp(
  { setting, pool, gauge, rewards = [] }: CurveLpOptions,
  beside: Beside,
): Promise<{ readonly auction: Address; readonly strategy: Address }> {
  const params = parseCurveLpSetting(setting);
  const { harvestCost, ...terms } = auctionTerms(setting);
  const { prices, route } = beside.vault.contracts;
  const { stETH, wstETH, weth, curvePool } = addressBook;
  const parameters = {
    prices,
    route,
    stETH: stETH.address,
    pool: pool ?? curvePool.address,
    gauge: gauge?.address ?? NOBODY,
    minter: gauge?.minter ?? NOBODY,
    rewards: rewards.map((reward) => ({ ...reward })),
    terms: { ...terms },
    harvestCost,
    rules: { ...params, depeg: { ...params.depeg } },
  };
  const shared = {
    kind: "curve-lp",
    needs: { prices, route, "Curve's pool": parameters.pool },
    slowestExit: 0,
  };
  if (pool === undefined) return place({ ...shared, module: stethCurveLp, parameters }, beside);
  const coins = { weth: weth.address, wstETH: wstETH.address };
  return place({ ...shared, module: ngCurveLp, parameters: { ...parameters, ...coins } }, beside);
}
