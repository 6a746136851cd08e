/** The built-in tape as it is played to a vault whose strategy has come after its delay: ten days later, and the people in it. */
import type { Flow } from "../../../backtest/engine/flows.ts";
import { builtInTape } from "../../../backtest/tape/built-in.ts";
import type { Tape } from "../../../backtest/tape/tape.ts";

const WAD = 10n ** 18n;
const ETHER = WAD;
/** Reports keep their hour of the day. */
const LATER = 10 * 86_400;

/** Its first `steps` steps, from step `from` on at so many times its depeg. */
export function laterTape(
  steps: number,
  { from, multiple }: { readonly from: number; readonly multiple: bigint } = { from: 0, multiple: 1n },
): Tape {
  const { name, rows } = builtInTape();
  const deeper = builtInTape(multiple * WAD).rows;
  // The first row is the world that the chain begins with.
  const played = [...rows.slice(1, from + 1), ...deeper.slice(from + 1, steps + 1)];
  return { name, rows: played.map((row) => ({ ...row, time: row.time + LATER })) };
}

/** Some come early and some late, some go in parts and some at once. */
export function peopleIn({ rows }: Tape): readonly Flow[] {
  const at = (part: number) => rows[Math.floor((rows.length - 1) * part)]?.time ?? 0;
  return [
    { time: at(0), who: "alice", kind: "deposit", assets: 300n * ETHER },
    { time: at(0), who: "bob", kind: "deposit", assets: 201n * ETHER + 1n },
    { time: at(0.1), who: "carol", kind: "deposit", assets: 77n * ETHER },
    { time: at(0.45), who: "bob", kind: "redeem", shares: 12n * ETHER + 7n, minAssets: 0n },
    { time: at(0.6), who: "carol", kind: "deposit", assets: 5n * ETHER },
    { time: at(0.8), who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
    { time: at(0.9), who: "carol", kind: "redeem", shares: 20n * ETHER, minAssets: 20n * ETHER },
  ];
}
