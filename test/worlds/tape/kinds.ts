/** Every kind of strategy that the exact engine plays, as it is played on the chain too. */
import { curveLp } from "./curve-lp.ts";
import type { PlayedKind } from "./kind-on-both-sides.ts";
import { lending } from "./lending.ts";
import { loopAtRedemption } from "./loop-at-redemption.ts";
import { restaking } from "./restaking.ts";

export const PLAYED_KINDS: readonly PlayedKind[] = [loopAtRedemption, lending, curveLp, restaking];
