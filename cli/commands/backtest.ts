/** `keel backtest …`: strategies on historical rates, by the exact engine. */
import { type Command, Option } from "commander";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { FILL_RULES } from "../../backtest/tape/fill.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import { parseAmount } from "../amount.ts";
import type { BootstrapStudy } from "../backtest/bootstrap.ts";
import type { Comparison } from "../backtest/compare.ts";
import type { PullFlags } from "../backtest/pull.ts";
import type { Study } from "../backtest/run.ts";
import type { StressStudy } from "../backtest/stress.ts";
import type { SweepStudy } from "../backtest/sweep.ts";
import { configOf } from "../context.ts";
import { parseMultiple, parseWhole } from "../numbers.ts";

type Json = { readonly json?: boolean };

const WAD = 10n ** 18n;
const PRESETS = Object.keys(presets).join(", ");

export function addBacktest(program: Command): void {
  const backtest = program
    .command("backtest")
    .summary("run a strategy on historical rates")
    .description("Runs a strategy on historical rates, offline, by the contracts' own rounding.");
  addRun(backtest);
  addCompare(backtest);
  addStress(backtest);
  addBootstrap(backtest);
  addSweep(backtest);
  addPull(backtest);
}

function addRun(backtest: Command): void {
  const command = backtest
    .command("run")
    .summary("run a tape through a vault")
    .description(
      "Puts one deposit into the vault of the parameter file on the tape's first step, and tells what became of 100 stETH " +
        "of it: with the keeper, without it once levered, and as stETH that was simply held.",
    );
  withMarket(command)
    .option("--setting <name>", `${PRESETS}; the parameter file's own without it`)
    .addOption(severity("make the tape's depeg so many times as deep"))
    .option("--report <file>", "write a tear sheet, one HTML page that opens offline")
    .option("--break", "search for the depeg's multiple at which the position can first be liquidated")
    .action(async ({ json = false, report, ...study }: Study & Json & { readonly report?: string }) => {
      if (study.break && study.severity !== WAD) {
        throw new KeelError(
          "KEEL_BAD_ARGUMENT",
          "--break tries severities of its own, and --severity names one",
          "Leave one of the two away",
        );
      }
      const config = await configOf(command);
      // The engine and its model are a hundred files, which no other command should wait for.
      const { runStudy } = await import("../backtest/run.ts");
      const { toJson, toTable } = await import("../backtest/view.ts");
      const results = await runStudy(config, study);
      if (report !== undefined) {
        const { writeTearSheet } = await import("../backtest/tear-sheet.ts");
        writeTearSheet(report, config, study, results);
      }
      const { setting = "parameters", severity, deposit } = study;
      const told = { setting, severity: Number(severity) / 1e18, deposit, ...results.ways };
      console.log(json ? toJson(results.source, told) : toTable(results));
    });
}

function addCompare(backtest: Command): void {
  const command = backtest
    .command("compare")
    .summary("several settings side by side")
    .description(
      "Runs a tape through each setting of the loop, with its keeper, and through stETH that was held.",
    );
  withMarket(command)
    .option(
      "--settings <names>",
      `separated by commas, of ${PRESETS}; all of them without it`,
      separated(","),
    )
    .addOption(severity("make the tape's depeg so many times as deep"))
    .action(async ({ json = false, ...comparison }: Comparison & Json) => {
      const config = await configOf(command);
      const { compareSettings } = await import("../backtest/compare.ts");
      const { toJson, toTable } = await import("../backtest/view.ts");
      const results = await compareSettings(config, comparison);
      const { severity, deposit } = comparison;
      const told = { severity: Number(severity) / 1e18, deposit, ...results.ways };
      console.log(json ? toJson(results.source, told) : toTable(results));
    });
}

function addStress(backtest: Command): void {
  const command = backtest
    .command("stress")
    .summary("a setting through named stresses")
    .description(
      "Runs a tape through the loop as it is and under each stress, with the keeper and left alone once levered. Stresses joined " +
        "by + come together. Without --scenarios all that have a name are run, and told.",
    );
  withMarket(command)
    .option("--setting <name>", `${PRESETS}; the parameter file's own without it`)
    .option("--scenarios <names>", "separated by commas, such as slash,june-2022+gas-spike", separated(","))
    .addOption(severity("make each stress so many times as severe"))
    .addOption(
      new Option("--day <days>", "days after the tape's first row at which the stress begins")
        .argParser(parseWhole)
        .default(14),
    )
    .action(async ({ json = false, ...study }: StressStudy & Json) => {
      const config = await configOf(command);
      const { stressStudy, stressTable } = await import("../backtest/stress.ts");
      const { notesOf, toJson, tapeLine } = await import("../backtest/view.ts");
      const results = await stressStudy(config, study);
      const { setting = "parameters", severity, deposit, day } = study;
      const told = { setting, severity: Number(severity) / 1e18, day, deposit, scenarios: results.scenarios };
      if (json) console.log(toJson(results.source, told));
      else
        console.log([stressTable(results), tapeLine(results.source), ...notesOf(results.source)].join("\n"));
    });
}

function addBootstrap(backtest: Command): void {
  const command = backtest
    .command("bootstrap")
    .summary("a setting through many tapes that might have been")
    .description(
      "Draws tapes from joint blocks of the tape's own rows, runs each with the keeper, and tells how the results are spread. Ctrl-C " +
        "ends it with the paths that are done.",
    );
  const whole = (flags: string, does: string, value: number) =>
    new Option(flags, does).argParser(parseWhole).default(value);
  withMarket(command)
    .option("--setting <name>", `${PRESETS}; the parameter file's own without it`)
    .addOption(whole("--paths <number>", "how many tapes are drawn", 100))
    .addOption(whole("--block <days>", "how long a block is on average", 10))
    .addOption(whole("--seed <number>", "the same seed draws the same tapes", 1))
    .action(async ({ json = false, ...study }: BootstrapStudy & Json) => {
      const config = await configOf(command);
      const { bootstrapStudy, bootstrapTable } = await import("../backtest/bootstrap.ts");
      const { withProgress } = await import("../backtest/progress.ts");
      const { notesOf, toJson, tapeLine } = await import("../backtest/view.ts");
      const results = await withProgress(study.paths, "paths", (progress) =>
        bootstrapStudy(config, study, progress),
      );
      const { source, ...told } = results;
      const { setting = "parameters", deposit, block, seed } = study;
      if (json) console.log(toJson(source, { setting, deposit, block, seed, ...told }));
      else console.log([bootstrapTable(results), tapeLine(source), ...notesOf(source)].join("\n"));
    });
}

function addSweep(backtest: Command): void {
  const command = backtest
    .command("sweep")
    .summary("many settings over one tape")
    .description(
      "Tries every combination of the axes' values, or as many points as --count says, by the fast engine in workers, and tells the best " +
        "settings, how good their neighbours are, and how far the fast engine was from the exact one. For example: --axis " +
        "target=0.5:0.01:0.66 --axis room=[0.03,0.06] --set ltv.target=target --set ltv.min=target-0.03 --set ltv.max=target+room",
    );
  const several = (text: string, before: readonly string[]) => [...before, text];
  withMarket(command)
    .option(
      "--setting <name>",
      `${PRESETS}, for what the sweep leaves open; the parameter file's own without it`,
    )
    .option("--axis <name=range>", "from:step:to, or [a, b, c]; may be given several times", several, [])
    .option(
      "--set <path=expression>",
      "a part of the setting, or stETH, the vault's size; of the axes",
      several,
      [],
    )
    .addOption(
      new Option("--method <name>", "which points").choices(["grid", "random", "sobol"]).default("grid"),
    )
    .option("--count <points>", "for random and sobol", parseWhole)
    .addOption(new Option("--seed <number>", "for random").argParser(parseWhole).default(1))
    .addOption(
      new Option("--lender <price>", "what the lender prices stETH by")
        .choices(["market", "redemption"])
        .default("market"),
    )
    .option("--by <expression>", "what is best, of apr, maxDrawdown, maxLtv and the like", "apr")
    .addOption(new Option("--top <settings>", "how many are told").argParser(parseWhole).default(10))
    .option("--keep <folder>", "keeps what is done there; the same sweep goes on from it")
    .option("--report <file>", "write a page with a heatmap of the first two axes")
    .action(async ({ json = false, report, ...study }: SweepStudy & Json & { readonly report?: string }) => {
      const config = await configOf(command);
      const { summaryOf, sweepStudy, sweepTable, writeSweepPage } = await import("../backtest/sweep.ts");
      const { withProgress } = await import("../backtest/progress.ts");
      const { toJson } = await import("../backtest/view.ts");
      const results = await withProgress(undefined, "settings", (progress) =>
        sweepStudy(config, study, progress),
      );
      if (report !== undefined) writeSweepPage(report, study, results);
      const { best, unsound, sweep } = results;
      const told = {
        ...study,
        says: summaryOf(results),
        done: sweep.done,
        unsound,
        error: sweep.error,
        best,
      };
      console.log(json ? toJson(results.source, told) : sweepTable(results));
    });
}

function addPull(backtest: Command): void {
  backtest
    .command("pull")
    .summary("a tape out of a node's past")
    .description(
      "Reads Lido, Curve's pool, Aave and the feeds at past blocks of an archive node, and writes a tape. Ctrl-C keeps what was read " +
        "beside the tape, and the same command goes on from there.",
    )
    .requiredOption("--rpc <url>", "an archive node")
    .requiredOption("--from <time>", "2022-05-01, or 2022-05-01T06:00:00Z; UTC")
    .requiredOption("--to <time>", "likewise; included")
    .option("--every <span>", "time between two rows: 10m, 6h, 1d", "6h")
    .requiredOption("--out <file>", "the tape, a .csv file")
    .addOption(new Option("--rate <requests>", "requests a second at most").argParser(parseWhole).default(10))
    .action(async (flags: PullFlags) => {
      const { pullTape, rowsOf } = await import("../backtest/pull.ts");
      const { withProgress } = await import("../backtest/progress.ts");
      console.log(await withProgress(rowsOf(flags), "rows", (progress) => pullTape(flags, progress)));
    });
}

/** The flags that say which market is played, and by how much money. */
const withMarket = (command: Command): Command =>
  command
    .option("--tape <tape>", `${BUILT_IN_TAPE}, or a .csv or .parquet file of your own`, BUILT_IN_TAPE)
    .addOption(
      new Option("--fill <rule>", "what to do about rows that such a file lacks")
        .choices(FILL_RULES)
        .default("refuse"),
    )
    .addOption(
      new Option(
        "--between <rule>",
        "what holds in the steps between two of its rows: the earlier row, or a line",
      )
        .choices(FILL_RULES.filter((rule) => rule !== "refuse"))
        .default("hold"),
    )
    .addOption(
      new Option("--deposit <amount>", "stETH that the vault's one depositor brings")
        .argParser(parseAmount)
        .default(100n * WAD, "100"),
    )
    .option("--json", "one JSON object; amounts in wei as decimal strings, ratios as plain numbers");

const severity = (does: string): Option =>
  new Option("--severity <multiple>", does).argParser(parseMultiple).default(WAD, "1");

const separated =
  (by: string) =>
  (text: string): readonly string[] =>
    text.split(by).map((name) => name.trim());
