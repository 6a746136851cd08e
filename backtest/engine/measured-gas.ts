/** Gas of the keeper's transactions as `npm run gas` measured them on the contracts and keeps them in `gas-snapshot.json`. */
import { readFileSync } from "node:fs";
import { KeelError } from "../../errors/keel-error.ts";
import type { GasCosts } from "./gas.ts";

const SNAPSHOT = new URL("../../gas-snapshot.json", import.meta.url);
const NAMES = ["lever", "delever", "mark", "allocate", "poke"] as const satisfies readonly (keyof GasCosts)[];

/** @throws KEEL_GAS_UNMEASURED where the snapshot lacks one of them */
export function measuredGas(): GasCosts {
  const snapshot: Record<string, number> = JSON.parse(readFileSync(SNAPSHOT, "utf8"));
  const gasOf = (name: keyof GasCosts): bigint => {
    const gas = snapshot[name];
    if (gas !== undefined) return BigInt(gas);
    throw new KeelError(
      "KEEL_GAS_UNMEASURED",
      `gas-snapshot.json has no figure for "${name}"`,
      "Measure it with `npm run gas -- --update`",
    );
  };
  return Object.fromEntries(NAMES.map((name) => [name, gasOf(name)])) as unknown as GasCosts;
}
