/** Gas of the keeper's transactions as `npm run gas` measured them on the contracts and keeps them in `gas-snapshot.json`. */
import { readFileSync } from "node:fs";
import { KeelError } from "../../errors/keel-error.ts";
import { Action } from "../../strategies/decision.ts";
import type { GasCosts } from "./gas.ts";
import type { OtherKind } from "./kinds/kinds.ts";

const SNAPSHOT = new URL("../../gas-snapshot.json", import.meta.url);
/** What the snapshot calls the actions of other kinds than the loop. */
const OTHERS: Readonly<Record<OtherKind, Readonly<Partial<Record<Action, string>>>>> = {
  lending: {
    [Action.borrow]: "lending-borrow",
    [Action.repay]: "lending-repay",
    [Action.unwind]: "lending-unwind",
    [Action.harvest]: "lending-harvest",
  },
  "curve-lp": {
    [Action.enter]: "curve-enter",
    [Action.withdraw]: "curve-withdraw",
    [Action.mark]: "curve-observe",
  },
  restaking: {
    [Action.deposit]: "restaking-deposit",
    [Action.exit]: "restaking-start-exit",
    [Action.claim]: "restaking-claim",
  },
};
const NAMES = ["lever", "delever", "mark", "allocate", "poke"] as const satisfies readonly (keyof GasCosts)[];

/** @throws KEEL_GAS_UNMEASURED where the snapshot lacks one of them */
export function measuredGas(kind?: OtherKind): GasCosts {
  const snapshot: Record<string, number> = JSON.parse(readFileSync(SNAPSHOT, "utf8"));
  const gasOf = (name: string): bigint => {
    const gas = snapshot[name];
    if (gas !== undefined) return BigInt(gas);
    throw new KeelError(
      "KEEL_GAS_UNMEASURED",
      `gas-snapshot.json has no figure for "${name}"`,
      "Measure it with `npm run gas -- --update`",
    );
  };
  const common = Object.fromEntries(NAMES.map((name) => [name, gasOf(name)])) as unknown as GasCosts;
  if (kind === undefined) return common;
  const others = Object.entries(OTHERS[kind]).map(([action, name]) => [action, gasOf(name)]);
  return { ...common, others: Object.fromEntries(others) };
}
