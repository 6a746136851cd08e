/** `keel backtest pull`: a tape out of a node's past. */
import { csvOf, pull } from "../../backtest/pull/pull.ts";
import { RpcNode } from "../../devnet/rpc-node.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { StudyProgress } from "./progress.ts";
import { writeResult } from "./write-result.ts";

export interface PullFlags {
  readonly rpc: string;
  readonly from: string;
  readonly to: string;
  readonly every: string;
  readonly out: string;
  readonly rate: number;
}

const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}Z)?$/;
const UNITS: Readonly<Record<string, number>> = { m: 60, h: 3_600, d: 86_400 };

/** How many rows the flags ask for. @throws KEEL_BAD_ARGUMENT */
export const rowsOf = (flags: PullFlags): number => {
  const { from, to, every } = timesOf(flags);
  return Math.floor((to - from) / every) + 1;
};

/** Writes the tape, and says what it wrote. @throws KEEL_BAD_ARGUMENT, KEEL_NOT_WRITABLE, and what a pull does */
export async function pullTape(flags: PullFlags, progress: StudyProgress): Promise<string> {
  const { rpc, out, rate } = flags;
  const store = `${out}.sqlite`;
  const rows = await pull({
    rpc: new RpcNode(rpc),
    ...timesOf(flags),
    store,
    rate,
    onRow: (done) => {
      progress.update(done);
      return !progress.stopped;
    },
  });
  if (rows.length < rowsOf(flags))
    return `${rows.length} of ${rowsOf(flags)} rows are kept in ${store}; the same command goes on from there`;
  writeResult(out, csvOf(rows));
  return `${rows.length} rows written to ${out}`;
}

function timesOf({ from, to, every }: PullFlags): { from: number; to: number; every: number } {
  const times = { from: timeOf(from), to: timeOf(to), every: spanOf(every) };
  if (times.from < times.to) return times;
  throw new KeelError(
    "KEEL_BAD_ARGUMENT",
    `${from} is not before ${to}`,
    "Name the earlier time with --from",
  );
}

function timeOf(text: string): number {
  const time = DATE.test(text) ? Date.parse(text) / 1_000 : Number.NaN;
  if (!Number.isNaN(time)) return time;
  throw new KeelError(
    "KEEL_BAD_ARGUMENT",
    `"${text}" is no time`,
    "Write 2022-05-01 or 2022-05-01T06:00:00Z",
  );
}

function spanOf(text: string): number {
  const [, count, unit] = /^(\d+)([mhd])$/.exec(text) ?? [];
  const seconds = Number(count) * (UNITS[unit ?? ""] ?? Number.NaN);
  if (seconds >= 60) return seconds;
  throw new KeelError("KEEL_BAD_ARGUMENT", `"${text}" is no time between rows`, "Write 1m, 6h or 1d");
}
