// What a slash takes from a Symbiotic vault: from active stake and from waiting withdrawals alike, in
// proportion.
// Ports onSlash of Vault (symbioticfi/core 1.0).
// Quirk: an offence in this epoch spares the withdrawals that this epoch ends, since they had left before it; one
// in the epoch before reaches both pots. Wei left by rounding come from the pot that ends first.

import { least } from "../math/extremes.ts";
import { mulDivFloor } from "../math/mul-div.ts";
import type { Seconds } from "../math/units.ts";
import { ProtocolRevert } from "../revert.ts";
import { latest, record } from "./history.ts";
import { epochAt, type SymbioticVault, withdrawalPot } from "./vault.ts";

const lowerPot = (vault: SymbioticVault, epoch: number, by: bigint): void => {
  const { assets, shares } = withdrawalPot(vault, epoch);
  vault.withdrawals.set(epoch, { assets: assets - by, shares });
};

/** Slashes up to `amount` wei for an offence at `capture` and returns what was taken. */
export const onSlash = (vault: SymbioticVault, amount: bigint, capture: Seconds, now: Seconds): bigint => {
  const epoch = epochAt(vault, now);
  const captureEpoch = epochAt(vault, capture);
  if ((epoch > 0 && captureEpoch < epoch - 1) || captureEpoch > epoch)
    throw new ProtocolRevert("InvalidCaptureEpoch");

  const active = latest(vault.activeStake);
  const next = withdrawalPot(vault, epoch + 1).assets;
  const ending = captureEpoch === epoch ? 0n : withdrawalPot(vault, epoch).assets;
  const slashable = active + ending + next;
  const slashed = least(amount, slashable);
  if (slashed === 0n) return 0n;

  const fromActive = mulDivFloor(slashed, active, slashable);
  record(vault.activeStake, now, active - fromActive);
  if (captureEpoch === epoch) {
    lowerPot(vault, epoch + 1, slashed - fromActive);
    return slashed;
  }
  const nextShare = mulDivFloor(slashed, next, slashable);
  const fromEnding = least(slashed - fromActive - nextShare, ending);
  lowerPot(vault, epoch, fromEnding);
  lowerPot(vault, epoch + 1, slashed - fromActive - fromEnding);
  return slashed;
};
