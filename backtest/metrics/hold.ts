/** The same months without a vault: stETH held. */
import { WAD } from "../../strategies/kernels/math/units.ts";
import type { Run, StepRecord } from "../result.ts";
import { finalAssets } from "./final-assets.ts";

const NOTHING_OWED = 1_000_000_000_000;

/** A run of one who holds stETH through the market of `run`: a unit stays a unit. */
export function holding(run: Run): Run {
  const steps = run.steps.map(
    (step): StepRecord => ({
      ...step,
      collateral: 0n,
      debt: 0n,
      entryPerShare: WAD,
      exitPerShare: WAD,
      ltv: 0,
      worstLtv: 0,
      healthFactor: NOTHING_OWED,
      level: 0,
    }),
  );
  return {
    label: "holding stETH",
    engine: run.engine,
    managed: false,
    steps,
    actions: [],
    flows: [],
    liquidations: [],
    ...finalAssets(steps),
    ...(run.ethUsd && { ethUsd: run.ethUsd }),
  };
}
