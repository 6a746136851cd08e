/** Where LTV stood over a run, before the keeper acted. */
import type { StepRecord } from "../result.ts";

/** Parts of the steps, together 1; all 0 where there are none. */
export interface TimeInBands {
  /** Nothing owed yet, or no more. */
  readonly unlevered: number;
  readonly belowBand: number;
  readonly inBand: number;
  readonly aboveBand: number;
  /** Past the ripcord line. */
  readonly pastLine: number;
}

export function timeInBands(steps: readonly StepRecord[]): TimeInBands {
  const part = (holds: (step: StepRecord) => boolean) =>
    steps.length === 0 ? 0 : steps.filter(holds).length / steps.length;
  return {
    unlevered: part(({ worstLtv }) => worstLtv === 0),
    belowBand: part(({ worstLtv, bands }) => worstLtv > 0 && worstLtv < bands.low),
    inBand: part(({ worstLtv, bands }) => worstLtv > 0 && worstLtv >= bands.low && worstLtv <= bands.high),
    aboveBand: part(({ worstLtv, bands }) => worstLtv > bands.high && worstLtv < bands.line),
    pastLine: part(({ worstLtv, bands }) => worstLtv > bands.high && worstLtv >= bands.line),
  };
}
