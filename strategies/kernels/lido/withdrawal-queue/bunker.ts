// Bunker mode: while Lido is losing ether, requests wait until the loss is known, so that nobody leaves at a rate
// that those who stay must make good. In arithmetic it is a border in time: later requests are not finalised.
// Ports onOracleReport of WithdrawalQueue (lido-dao 2.0) and the safe border of Lido's accounting oracle
// (lido-oracle, services/safe_border.py; docs.lido.fi, accounting oracle). The border is the oracle's own, no
// contract checks it: unproven but for hand-computed cases.

import type { Seconds } from "../../math/units.ts";
import { ProtocolRevert } from "../../revert.ts";
import type { WithdrawalQueue } from "./queue.ts";

/**
 * Books an oracle report made for the time `report`. `bunkerStart` counts only in the report that turns bunker
 * mode on; a later one does not move it.
 */
export const onOracleReport = (
  queue: WithdrawalQueue,
  bunker: boolean,
  bunkerStart: Seconds,
  report: Seconds,
  now: Seconds,
): void => {
  if (bunkerStart >= now || report >= now) throw new ProtocolRevert("InvalidReportTimestamp");
  queue.lastReport = report;
  if (!bunker) queue.bunkerSince = undefined;
  else queue.bunkerSince ??= bunkerStart;
};

/** The oracle's settings, in epochs of 32 slots. */
export type BorderSettings = {
  /** Requests younger than this always wait: FINALIZATION_DEFAULT_SHIFT, 8 on mainnet. */
  readonly defaultShift: number;
  /** Requests older than this never wait for a loss: FINALIZATION_MAX_NEGATIVE_REBASE_EPOCH_SHIFT, 1350. */
  readonly maxNegativeRebaseShift: number;
  /** A report's frame, 225, and the epoch where the first began. */
  readonly epochsPerFrame: number;
  readonly initialEpoch: number;
};

export type Bunker = {
  /** Epoch in which bunker mode began or, in the report that turns it on, of the last report before. */
  readonly since: number;
  /** Epoch of the earliest slashing whose penalty is not complete, if there is one. */
  readonly earliestSlashing: number | undefined;
};

/**
 * The last epoch whose requests a report for epoch `reference` may finalise.
 * Quirk: the limit on waiting holds for a negative rebase only; behind an incomplete slashing requests wait as
 * long as it takes.
 */
export const safeBorderEpoch = (
  reference: number,
  bunker: Bunker | undefined,
  { defaultShift, maxNegativeRebaseShift, epochsPerFrame, initialEpoch }: BorderSettings,
): number => {
  const ordinary = reference - defaultShift;
  if (bunker === undefined) return ordinary;
  const rebase = Math.max(reference - maxNegativeRebaseShift, bunker.since - defaultShift);
  if (bunker.earliestSlashing === undefined) return Math.min(rebase, ordinary);
  const frame = Math.floor((bunker.earliestSlashing - initialEpoch) / epochsPerFrame);
  return Math.min(rebase, frame * epochsPerFrame + initialEpoch - defaultShift);
};
