/** What a keeper is led through, so that it passes every point at which it may die. */
import { toQuantity } from "ethers";
import type { CrashPoint } from "../../keeper/crash-points.ts";
import type { Drill } from "./drill.ts";
import { nonceOff } from "./faults-of-transactions.ts";

const GWEI = 10n ** 9n;
const SLOTS = 12;

export type PlightName = "plain" | "dear" | "reorg" | "gap";

export const PLIGHTS: Readonly<Record<PlightName, (drill: Drill) => Promise<void>>> = {
  plain: (drill) => drill.slots(SLOTS),
  async dear(drill) {
    await drill.untilSent();
    await drill.world.provider.send("hardhat_setNextBlockBaseFeePerGas", [toQuantity(200n * GWEI)]);
    await drill.slots(SLOTS);
  },
  async reorg(drill) {
    const hash = await drill.untilSent();
    const before = await drill.snapshot();
    await drill.slots(2);
    await drill.revertTo(before);
    await drill.drop(hash);
    await drill.slots(SLOTS);
  },
  async gap(drill) {
    const lifts = drill.proxies.map((proxy) => proxy.inject(nonceOff(1)));
    await drill.untilSent();
    for (const lift of lifts) lift();
    await drill.slots(SLOTS);
  },
};

export function plightTo(point: CrashPoint): PlightName {
  if (point === "raise-signed" || point === "raise-recorded") return "dear";
  if (point === "reopened") return "reorg";
  return point === "fill-recorded" ? "gap" : "plain";
}
