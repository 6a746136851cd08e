/**
 * The demo's one scenario: the summer of 2022, the vault that a strategist of that May would have deployed, the people in it,
 * and the settings it is compared with.
 */
import type { Deployment } from "../backtest/engine/deployment.ts";
import type { KeeperSettings } from "../backtest/engine/keeper-block.ts";
import { measuredGas } from "../backtest/engine/measured-gas.ts";
import { builtInTape } from "../backtest/tape/built-in.ts";
import type { Tape } from "../backtest/tape/tape.ts";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { DEFAULT_PARAMETERS, type Parameters, readParameters } from "../deploy/parameters.ts";
import { GENESIS_TIMESTAMP } from "../devnet/genesis/genesis-time.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { type LoopSetting, parseLoopSetting } from "../strategies/leveraged-loop/params.ts";
import type { LoopSettings } from "../strategies/leveraged-loop/position.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { ratioOfBps } from "../strategies/leveraged-loop/risk.ts";

/** Seconds after genesis at which the first contract is deployed. */
export const DEPLOYED_FROM = GENESIS_TIMESTAMP + 1;

export const COMPARED = ["careful", "aggressive"] as const satisfies readonly (keyof typeof presets)[];
export type Compared = (typeof COMPARED)[number];

export const settingOf = (name: Compared): LoopSetting => presets[name];

export const scenarioParameters = (): Parameters => readParameters(DEFAULT_PARAMETERS);

/** The tape from its second row on: the first is the world that the chain begins with. */
export function scenarioTape(): Tape {
  const tape = builtInTape();
  return { ...tape, rows: tape.rows.slice(1) };
}

/** The setting's integers for the lender of that summer. */
export function loopSettings(setting: LoopSetting): LoopSettings {
  const { liquidationThreshold } = mainnetOfMay2022().lender.collateral;
  return parseLoopSetting(setting, ratioOfBps(liquidationThreshold));
}

/** @param pricedAt unix seconds of the block in which the price contract was deployed */
export function deploymentWith(setting: LoopSetting, pricedAt: number): Deployment {
  const { prices, vault } = scenarioParameters();
  const strategy = { kind: "leveraged-loop", settings: loopSettings(setting) } as const;
  return { time: pricedAt, prices, strategy, ...vault };
}

/** The keeper's rule for idle funds as the demo's keeper has it, and what its transactions were measured to cost. */
export const offlineKeeper = (): KeeperSettings => ({
  allocation: DEFAULT_KEEPER_PARAMS.allocation,
  gas: measuredGas(),
});
