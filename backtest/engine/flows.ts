/** Depositors who come and leavers who go, and what the vault does for them. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { deposit, type Moved } from "../../strategies/vault/enter.ts";
import { redeemDeep, sharesOf } from "../../strategies/vault/leave.ts";
import type { FlowRecord } from "../result.ts";
import { type System, transact } from "./system.ts";

export type Flow =
  | { readonly time: Seconds; readonly who: string; readonly kind: "deposit"; readonly assets: bigint }
  | {
      readonly time: Seconds;
      readonly who: string;
      readonly kind: "redeem";
      /** Vault shares, or all that the leaver has. */
      readonly shares: bigint | "all";
      /** The least stETH that the leaver takes. */
      readonly minAssets: bigint;
    };

/** One flow as a transaction; a refused one moves nothing and says why. */
export function applyFlow(system: System, flow: Flow): { system: System; record: FlowRecord } {
  const outcome = transact(system, ({ vault }): Moved => {
    const { who } = flow;
    if (flow.kind === "deposit") return deposit(vault, who, flow.assets);
    return redeemDeep(vault, who, flow.shares === "all" ? sharesOf(vault, who) : flow.shares, flow.minAssets);
  });
  const { time, who, kind } = flow;
  const record =
    outcome.refused === undefined
      ? { time, who, kind, ...outcome.value }
      : { time, who, kind, assets: 0n, shares: 0n, refused: outcome.refused };
  return { system: outcome.system, record };
}
