/**
 * The three people of the demo: Alice stays, Bob comes late, Carol leaves in the worst week. What is compared with "left
 * alone" has the first day's deposits only: nobody is there to put Bob's to work.
 */
import type { Flow } from "../backtest/engine/flows.ts";

const ETHER = 10n ** 18n;
const at = (date: string): number => Date.parse(date) / 1000;

export const FLOWS = [
  { time: at("2022-05-01T06:00:00Z"), who: "alice", kind: "deposit", assets: 100n * ETHER },
  { time: at("2022-05-01T06:00:00Z"), who: "carol", kind: "deposit", assets: 80n * ETHER },
  { time: at("2022-05-20"), who: "bob", kind: "deposit", assets: 60n * ETHER },
  { time: at("2022-06-14T12:00:00Z"), who: "carol", kind: "redeem", shares: "all", minAssets: 0n },
] as const satisfies readonly Flow[];

export const FIRST_DEPOSITS: readonly Flow[] = FLOWS.filter(({ time }) => time === FLOWS[0].time);
