// An instant slash: at most what the operator had at stake when the offence was made, less what it was slashed
// since.
// Ports Slasher and BaseSlasher (symbioticfi/core 1.0, slasher type 0).
// Quirk: the network may look back one epoch's duration, never behind its own last slash of the operator.

import { least } from "../math/extremes.ts";
import { uint256 } from "../math/uint256.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { type NetworkGrant, operatorStake } from "./delegation.ts";
import { type History, latest, record, valueAt } from "./history.ts";
import { onSlash } from "./on-slash.ts";
import type { SymbioticVault } from "./vault.ts";

/** An operator as one network sees it. */
export type NetworkOperator = {
  readonly shares: History;
  /** Slashed so far, wei. */
  readonly slashed: History;
  /** The latest offence slashed. */
  latestCapture: Seconds;
};

export const newOperator = (): NetworkOperator => ({ shares: [], slashed: [], latestCapture: 0 });

const capturable = (vault: SymbioticVault, capture: Seconds, now: Seconds): boolean =>
  capture >= now - vault.epochDuration && capture < now;

/** Wei that an operator can be slashed now for an offence at `capture`; zero where that is too long ago. */
export const slashableStake = (
  vault: SymbioticVault,
  grant: NetworkGrant,
  operator: NetworkOperator,
  capture: Seconds,
  now: Seconds,
): bigint => {
  if (!capturable(vault, capture, now) || capture < operator.latestCapture) return 0n;
  const stake = operatorStake(vault, grant, operator.shares, capture);
  return stake - least(latest(operator.slashed) - valueAt(operator.slashed, capture), stake);
};

/** What the network booked as slashed, and what the vault had left to pay of it, wei. */
export type Slash = { readonly slashed: bigint; readonly burned: bigint };

/** Slashes an operator's stake by up to `amount` wei for an offence at `capture`. */
export const slash = (
  vault: SymbioticVault,
  grant: NetworkGrant,
  operator: NetworkOperator,
  amount: bigint,
  capture: Seconds,
  now: Seconds,
): Slash => {
  if (!capturable(vault, capture, now)) throw new ProtocolRevert("InvalidCaptureTimestamp");
  const slashed = least(amount, slashableStake(vault, grant, operator, capture, now));
  if (slashed === 0n) throw new ProtocolRevert("InsufficientSlash");
  const slashedInAll = uint256(latest(operator.slashed) + slashed);
  const burned = onSlash(vault, slashed, capture, now);
  operator.latestCapture = capture;
  record(operator.slashed, now, slashedInAll);
  return { slashed, burned };
};
