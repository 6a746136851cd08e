/** Strategies of other kinds than the loop, each with the setting that suits the worlds that come with Keel. */
import { type CurveLpSetting, parseCurveLpSetting } from "../../../strategies/curve-lp/params.ts";
import { sharesByEther } from "../../../strategies/kernels/lido/lido.ts";
import { WAD, type Wad } from "../../../strategies/kernels/math/units.ts";
import { type LendingSetting, parseLendingSetting } from "../../../strategies/lending/params.ts";
import { ratioOfBps } from "../../../strategies/leveraged-loop/risk.ts";
import type { Market } from "../../../strategies/market/market.ts";
import { parseRestakingSetting } from "../../../strategies/restaking/params.ts";
import { STABLE_ASSUMPTION } from "../../worlds/stable-market.ts";
import type { OtherKind } from "./kinds.ts";
import { marketFor, type StrategyChoice } from "./open.ts";

/** Half of what is lent against, with room for a fall of ETH by a third. */
export const STANDARD_LENDING: LendingSetting = {
  ltv: { min: "45%", target: "50%", max: "55%", ripcord: "70%" },
  depeg: { evacuate: { ltv: 0 } },
};
const CURVE_LP: CurveLpSetting = {};
const EPOCH = 7 * 86_400;
/** Of the deposit, so that what was restaked can grow. */
const CAP_PERCENT = 120n;

/** What no tape tells of a kind, a sentence each. */
export const KIND_ASSUMES: Readonly<Record<OtherKind, readonly string[]>> = {
  lending: [STABLE_ASSUMPTION],
  "curve-lp": ["the gauge pays nothing: CRV is not counted"],
  restaking: ["the venue has epochs of 7 days, pays no rewards and slashes nobody"],
};

/**
 * @param deposit stETH wei that the vault begins with
 * @param ethUsd dollars an ETH (WAD) before the first step
 */
export function standardChoice(
  kind: OtherKind,
  world: Market,
  { deposit, ethUsd }: { readonly deposit: bigint; readonly ethUsd: Wad },
): StrategyChoice {
  if (kind === "curve-lp") return { kind, params: parseCurveLpSetting(CURVE_LP) };
  if (kind === "restaking") {
    const cap = (sharesByEther(world.lido, deposit) * CAP_PERCENT) / 100n;
    // In whole units, rounded up.
    return { kind, settings: parseRestakingSetting({ cap: Number(cap / WAD) + 1 }), epoch: EPOCH };
  }
  const { collateral } = marketFor(kind, world).lender;
  return {
    kind,
    settings: parseLendingSetting(STANDARD_LENDING, ratioOfBps(collateral.liquidationThreshold)),
    ethUsd,
  };
}
