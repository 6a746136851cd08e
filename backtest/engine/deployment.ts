/** What Keel's contracts are deployed with, and how a loop's setting in people's words becomes it. */
import type { Seconds, Wad } from "../../strategies/kernels/math/units.ts";
import { type LoopSetting, parseLoopSetting } from "../../strategies/leveraged-loop/params.ts";
import { ratioOfBps } from "../../strategies/leveraged-loop/risk.ts";
import type { Market } from "../../strategies/market/market.ts";
import { type PricesSetting, pricesSetting } from "../../strategies/prices/params.ts";
import type { PricesConfig } from "../../strategies/prices/steth-prices.ts";
import { type VaultSetting, vaultSetting } from "../../strategies/vault/params.ts";
import type { StrategyChoice } from "./kinds/open.ts";

export interface Deployment {
  /** The block in which prices begin to be observed; not before the world's. */
  readonly time: Seconds;
  readonly prices: PricesConfig;
  readonly strategy: StrategyChoice;
  /** Fastest growth of the vault's units that is recognised, a year. */
  readonly maxRate: Wad;
  /** Units that the vault takes at most. */
  readonly depositCap: bigint;
  /** Basis points of units above the high-water mark. */
  readonly performanceFee: bigint;
  /** Basis points of all units a year. */
  readonly managementFee: bigint;
}

export interface DeploymentSetting {
  readonly loop: LoopSetting;
  readonly prices?: PricesSetting;
  readonly vault?: VaultSetting;
}

/** A vault around `strategy` in `world`, deployed at its time; settings as their schemas have them where they are left out. */
export const deploymentOf = (
  world: Market,
  strategy: StrategyChoice,
  { prices = {}, vault = {} }: Omit<DeploymentSetting, "loop"> = {},
): Deployment => ({
  time: world.time,
  prices: pricesSetting.parse(prices),
  strategy,
  ...vaultSetting.parse(vault),
});

/**
 * A loop's deployment into `world` at its own time. What the setting leaves out is as its schema has it.
 * @throws KeelError where the setting is unsound for the world's lender
 */
export function deploymentInto(world: Market, { loop, ...others }: DeploymentSetting): Deployment {
  const { window } = pricesSetting.parse(others.prices ?? {});
  const settings = parseLoopSetting(loop, ratioOfBps(world.lender.collateral.liquidationThreshold), window);
  return deploymentOf(world, { kind: "leveraged-loop", settings }, others);
}
