/** A tape out of a node's past: one row every so often, each read at the last block of its time. */
import PQueue from "p-queue";
import pRetry from "p-retry";
import { genesisBlockHash } from "../../devnet/chain-identity.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import { blockAt, headerOf } from "./block-at.ts";
import { PULLED, readRow } from "./read-row.ts";
import { PullStore, type Stored } from "./store.ts";

export interface Pull {
  readonly rpc: Eip1193;
  readonly from: Seconds;
  /** Included where a row falls on it. */
  readonly to: Seconds;
  readonly every: Seconds;
  /** Where rows are kept until the tape is whole. */
  readonly store: string;
  /** Requests a second at most. */
  readonly rate: number;
  /** Milliseconds before the first retry of a request that failed; each further one waits twice as long. */
  readonly patience?: number;
  /** After each row; false ends the pull with what is there. */
  readonly onRow?: (done: number, total: number) => boolean;
}

const SECOND = 1_000;
/** A node is asked again so often before a pull gives up. */
const RETRIES = 5;

/**
 * @returns the rows that are there, in order; fewer than asked for where `onRow` ended it
 * @throws KEEL_NO_SUCH_BLOCK where the chain does not reach from `from` to `to`; whatever the node failed with in the end
 */
export async function pull(settings: Pull): Promise<readonly Stored[]> {
  const { from, to, every, store: path, onRow = () => true } = settings;
  const rpc = paced(settings);
  const [first, last] = [await headerOf(rpc, 0), await headerOf(rpc, "latest")];
  for (const [time, holds] of [
    [from, first.time <= from],
    [to, last.time >= to],
  ] as const) {
    if (holds) continue;
    const reach = `${isoOf(first.time)} to ${isoOf(last.time)}`;
    const what = `the chain reaches from ${reach}, which leaves out ${isoOf(time)}`;
    throw new KeelError("KEEL_NO_SUCH_BLOCK", what, "Name times that it has seen");
  }
  const store = new PullStore(path, await genesisBlockHash(rpc));
  try {
    const total = Math.floor((to - from) / every) + 1;
    const rows: Stored[] = [];
    let low = first;
    for (let time = from; time <= to; time += every) {
      let stored = store.get(time);
      if (stored === undefined) {
        const header = await blockAt(rpc, time, low, last);
        low = header;
        stored = { time, block: header.number, hash: header.hash, row: await readRow(rpc, header) };
        store.put(stored);
      }
      rows.push(stored);
      if (!onRow(rows.length, total)) break;
    }
    return rows;
  } finally {
    store.close();
  }
}

/** The tape as CSV, with what it was read from above it. */
export function csvOf(rows: readonly Stored[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  const told = PULLED.filter((column) => rows.some(({ row }) => row[column] !== ""));
  const head = [
    `# Read from a node: block ${first?.block} (${first?.hash}) to block ${last?.block} (${last?.hash}).`,
    "# steth_eth: a sale of 1 stETH in the Curve pool. weth_utilisation: Aave v3's WETH. gas_gwei: the block's base fee.",
    ["date", ...told].join(","),
  ];
  const lines = rows.map(({ time, row }) => [isoOf(time), ...told.map((column) => row[column])].join(","));
  return `${[...head, ...lines].join("\n")}\n`;
}

/** As `2022-05-01T06:00:00Z`. */
const isoOf = (time: Seconds): string => new Date(time * SECOND).toISOString().replace(".000Z", "Z");

/** The node at no more than the rate, asked again where it fails to answer. What it answers with an error is final. */
function paced({ rpc, rate, patience = SECOND }: Pull): Eip1193 {
  const queue = new PQueue({ concurrency: 1, interval: SECOND, intervalCap: rate });
  const options = {
    retries: RETRIES,
    minTimeout: patience,
    shouldRetry: ({ error }: { error: Error }) => mayPass(error),
  };
  return { request: (call) => queue.add(() => pRetry(() => rpc.request(call), options)) };
}

/** An archive's refusal for load comes with a code of its own; a revert would come again. */
const LIMIT_EXCEEDED = -32005;

function mayPass(error: Error): boolean {
  const { code } = error as { code?: unknown };
  return typeof code !== "number" || code === LIMIT_EXCEEDED;
}
