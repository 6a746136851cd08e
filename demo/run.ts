/**
 * `npm start` and `keel demo`: a leveraged stETH vault through the summer of 2022, on chain with its keeper and again
 * offline, and what it came to. Ends by itself, unless it is asked to leave the chain up.
 */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { Listr } from "listr2";
import { renderReport } from "../backtest/report/html.ts";
import { STETH_2022_LABELS, STETH_2022_NOTES, STETH_2022_TITLE } from "../backtest/report/steth-2022.ts";
import type { Summary } from "../backtest/report/summary.ts";
import { renderTable, wantsColor } from "../backtest/report/table.ts";
import type { Run } from "../backtest/result.ts";
import { deployVault } from "../deploy/deploy.ts";
import { withFixedTimes } from "../deploy/fixed-times.ts";
import type { Deployment } from "../deploy/records.ts";
import { accounts, walletOf } from "../devnet/accounts.ts";
import { type Chain, startChain } from "../devnet/chain.ts";
import { createLog } from "../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../keeper/params.ts";
import { runOnChain } from "./chain-run.ts";
import { FLOWS } from "./flows.ts";
import { scenarioHashes } from "./hashes.ts";
import type { Offline } from "./offline.ts";
import { readPricedAt } from "./read-vault.ts";
import { DEPLOYED_FROM, loopSettings, scenarioParameters, scenarioTape } from "./scenario.ts";
import { summarise } from "./summarise.ts";

export interface DemoOptions {
  /** Serve the chain on this port and leave it up when the scenario has ended. */
  readonly port?: number;
  /** Where results go. */
  readonly out: string;
  /** Where the deployment is recorded for the command line to find; with the results, unless it is named. */
  readonly stateDirectory?: string;
}

export interface Demo {
  readonly chain: Chain;
  readonly deployment: Deployment;
  readonly summary: Summary;
}

const SCENARIO = "steth-2022";

interface Progress {
  chain: Chain;
  deployment: Deployment;
  pricedAt: number;
  onchain: Run;
  offline: Offline;
  summary: Summary;
}

/** Plays the scenario, writes `summary.json`, `report.html` and the keeper's journal to `out`, and prints the table. */
export async function runDemo(options: DemoOptions): Promise<Demo> {
  const { port, out, stateDirectory = join(out, "state") } = options;
  mkdirSync(out, { recursive: true });
  const report = join(out, "report.html");
  const tasks = new Listr<Progress>(
    [
      {
        title: "Boot the offline mainnet as of 1 May 2022",
        task: async (progress, task) => {
          progress.chain = await startChain(port === undefined ? {} : { port });
          const { url, places } = progress.chain;
          task.title += `: ${places.length} contracts${url === undefined ? "" : `, ${url}`}`;
        },
      },
      {
        title: "Deploy the vault and its leveraged loop",
        task: async (progress, task) => {
          progress.deployment = await deploy(progress.chain, stateDirectory);
          const { contracts } = progress.deployment;
          progress.pricedAt = await readPricedAt(progress.chain.provider, contracts);
          task.title += ` at ${contracts.vault}`;
        },
      },
      {
        title: "Play May to August 2022",
        task: (_progress, task) =>
          task.newListr(
            [
              {
                title: "on chain, with the keeper",
                task: async (progress, step) => {
                  const title = step.title;
                  progress.onchain = await play(progress, out, (done, total) => {
                    step.title = `${title}: step ${done} of ${total}`;
                  });
                },
              },
              {
                title: "offline, and deeper depegs than the real one",
                task: async (progress, step) => {
                  const title = step.title;
                  progress.offline = await offlineBeside(progress.pricedAt, (done, total) => {
                    step.title = `${title}: ${done} of ${total} studies`;
                  });
                },
              },
            ],
            { concurrent: true },
          ),
      },
      {
        title: "Compare, and write the report",
        task: (progress) => {
          const { onchain, offline } = progress;
          const summary = summarise(SCENARIO, onchain, offline);
          progress.summary = summary;
          writeFileSync(join(out, "summary.json"), `${JSON.stringify(summary, undefined, 2)}\n`);
          const input = {
            title: STETH_2022_TITLE,
            summary,
            runs: { onchain, unmanaged: offline.unmanaged },
            labels: STETH_2022_LABELS,
            notes: STETH_2022_NOTES,
            hashes: scenarioHashes(),
          };
          writeFileSync(report, renderReport(input));
        },
      },
    ],
    { rendererOptions: { collapseSubtasks: false }, fallbackRenderer: "simple" },
  );
  const progress = {} as Progress;
  try {
    await tasks.run(progress);
  } catch (error) {
    await progress.chain?.close();
    throw error;
  }
  const { chain, deployment, summary } = progress;
  console.log(`\n${renderTable(summary, { color: wantsColor(process.stdout, process.env), report })}`);
  if (port === undefined) await chain.close();
  return { chain, deployment, summary };
}

function deploy({ provider }: Chain, stateDirectory: string): Promise<Deployment> {
  return deployVault({
    chain: withFixedTimes(provider, DEPLOYED_FROM),
    parameters: scenarioParameters(),
    owner: walletOf("owner"),
    keeper: accounts.keeper,
    stateDirectory,
  });
}

async function play(
  { chain, deployment }: Progress,
  out: string,
  onStep: (done: number, total: number) => void,
): Promise<Run> {
  const journal = join(out, "keeper.sqlite");
  for (const suffix of ["", "-wal", "-shm"]) rmSync(journal + suffix, { force: true });
  const latest = await chain.provider.request({ method: "eth_getBlockByNumber", params: ["latest", false] });
  return runOnChain({
    label: "managed on chain",
    chain: chain.provider,
    contracts: deployment.contracts,
    params: loopSettings(scenarioParameters().loop).params,
    tape: scenarioTape(),
    flows: FLOWS,
    keeperParams: DEFAULT_KEEPER_PARAMS,
    journal,
    log: createLog("silent"),
    openedAt: Number(latest.timestamp) + 1,
    onStep,
  });
}

/** On another core: the exact engine needs none of the chain. */
function offlineBeside(pricedAt: number, onDone: (done: number, total: number) => void): Promise<Offline> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL("./offline-worker.ts", import.meta.url), { workerData: { pricedAt } });
    worker.on("message", ({ result, done, total }) => {
      if (result === undefined) onDone(done, total);
      else resolve(result);
    });
    worker.once("error", reject);
    worker.once(
      "exit",
      (code) => code === 0 || reject(new Error(`the offline part ended with code ${code}`)),
    );
  });
}
