/** A severity that takes a figure where none can be. */
import { KeelError } from "../../errors/keel-error.ts";
import type { Wad } from "../../strategies/kernels/math/units.ts";

export const tooSevere = (name: string, severity: Wad, what: string): KeelError =>
  new KeelError(
    "KEEL_STRESS",
    `${name} at ${Number(severity) / 1e18}×: ${what}`,
    "Choose a smaller severity",
  );
