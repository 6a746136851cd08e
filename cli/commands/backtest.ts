/** `keel backtest run`: a tape through the exact engine, with its keeper, without it, and beside plain stETH. */
import { type Command, Option } from "commander";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { FILL_RULES, type FillRule } from "../../backtest/tape/fill.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { presets } from "../../strategies/leveraged-loop/presets.ts";
import { parseAmount } from "../amount.ts";
import { configOf } from "../context.ts";
import { parseMultiple } from "../numbers.ts";

interface Flags {
  readonly tape: string;
  readonly fill: FillRule;
  readonly between: Exclude<FillRule, "refuse">;
  readonly setting?: string;
  readonly severity: bigint;
  readonly deposit: bigint;
  readonly break?: boolean;
  readonly json?: boolean;
}

const WAD = 10n ** 18n;

export function addBacktest(program: Command): void {
  const backtest = program
    .command("backtest")
    .summary("run a strategy on historical rates")
    .description("Runs a strategy on historical rates, offline, by the contracts' own rounding.");
  backtest
    .command("run")
    .summary("run a tape through a vault")
    .description(
      "Puts one deposit into the vault of the parameter file on the tape's first step, and tells what became of 100 stETH " +
        "of it: with the keeper, without it once levered, and as stETH that was simply held.",
    )
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
    .option("--setting <name>", `${Object.keys(presets).join(", ")}; the parameter file's own without it`)
    .addOption(
      new Option("--severity <multiple>", "make the tape's depeg so many times as deep")
        .argParser(parseMultiple)
        .default(WAD, "1"),
    )
    .addOption(
      new Option("--deposit <amount>", "stETH that the vault's one depositor brings")
        .argParser(parseAmount)
        .default(100n * WAD, "100"),
    )
    .option("--break", "search for the depeg's multiple at which the position can first be liquidated")
    .option("--json", "one JSON object; amounts in wei as decimal strings, ratios as plain numbers")
    .action(async ({ json = false, ...study }: Flags, command: Command) => {
      if (study.break && study.severity !== WAD) {
        throw new KeelError(
          "KEEL_BAD_ARGUMENT",
          "--break tries severities of its own, and --severity names one",
          "Leave one of the two away",
        );
      }
      const config = await configOf(command);
      // The engine and its model are a hundred files, which no other command should wait for.
      const { runStudy } = await import("../backtest-study.ts");
      const { toJson, toTable } = await import("../backtest-view.ts");
      const results = await runStudy(config, study);
      console.log(json ? toJson(study, results) : toTable(results));
    });
}
