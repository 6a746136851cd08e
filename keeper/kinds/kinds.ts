/** Every kind that the keeper knows, by its name. */
import type { Snapshot } from "../snapshot.ts";
import { type KindName, kindOf, type Watched } from "../watched.ts";
import { curveLp } from "./curve-lp.ts";
import { exitQueue } from "./exit-queue.ts";
import type { Kind } from "./kind.ts";
import { lending } from "./lending.ts";
import { leveragedLoop } from "./leveraged-loop.ts";
import { restaking } from "./restaking.ts";
import { ripcord } from "./ripcord.ts";

// biome-ignore lint/suspicious/noExplicitAny: each kind knows its own contracts and snapshots, and is given no others
export type AnyKind = Kind<any, any>;

export const KINDS: Readonly<Record<KindName, AnyKind>> = {
  "leveraged-loop": leveragedLoop,
  lending,
  "curve-lp": curveLp,
  restaking,
  "exit-queue": exitQueue,
  ripcord,
};

export const kindFor = (watched: Watched): AnyKind => KINDS[kindOf(watched)];

export const kindThatSaw = ({ kind }: Snapshot): AnyKind => KINDS[kind];
