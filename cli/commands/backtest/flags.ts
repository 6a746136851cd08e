/** Flags that several studies share: which market is played, by how much money, and where results go. */
import { type Command, Option } from "commander";
import { FORMATS, type Format } from "../../../backtest/artefacts/write.ts";
import { KINDS } from "../../../backtest/engine/kinds/kinds.ts";
import { BUILT_IN_TAPE } from "../../../backtest/tape/built-in.ts";
import { FILL_RULES } from "../../../backtest/tape/fill.ts";
import { BUILT_IN_TAPES } from "../../../backtest/worlds/built-in-markets.ts";
import { WORLD_NAMES } from "../../../backtest/worlds/worlds.ts";
import { KeelError } from "../../../errors/keel-error.ts";
import { namedSettings } from "../../../strategies/leveraged-loop/presets.ts";
import { parseAmount } from "../../amount.ts";
import type { Outputs } from "../../backtest/artefact.ts";
import { parseMultiple, parseWhole } from "../../numbers.ts";

const WAD = 10n ** 18n;

export const PRESETS = Object.keys(namedSettings).join(", ");

/** What a command is given: a study's own choices, and where its result goes. */
export type Flags<Study> = Study & Outputs;

/** The two apart, so that the outputs are no part of what a result is named by. */
export function parted<Study extends object>(flags: Flags<Study>): { study: Study; outputs: Outputs } {
  const { out, format, json, ...study } = flags;
  const outputs = { format, ...(out !== undefined && { out }), ...(json !== undefined && { json }) };
  return { study: study as unknown as Study, outputs };
}

export const withStudy = (command: Command): Command =>
  command
    .option(
      "--tape <tape>",
      `${BUILT_IN_TAPES.join(", ")}, or a .csv or .parquet file of your own`,
      BUILT_IN_TAPE,
    )
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
      new Option(
        "--world <year>",
        "the lender and pool that such a file begins with; 2022 without it",
      ).choices(WORLD_NAMES),
    )
    .addOption(
      new Option("--deposit <amount>", "stETH that the vault's one depositor brings")
        .argParser(parseAmount)
        .default(100n * WAD, "100"),
    )
    .option("--out <folder>", "write the results there as files, each named by the hashes of what made it")
    .addOption(
      new Option("--format <names>", `which files, separated by commas: ${FORMATS.join(", ")}`)
        .argParser(parseFormats)
        .default(FORMATS, "all of them"),
    )
    .option("--json", "print one JSON object; amounts in wei as decimal strings, ratios as plain numbers");

export const settingOption = (otherwise = "the parameter file's own without it"): Option =>
  new Option("--setting <name>", `${PRESETS}; ${otherwise}`);

export const strategyOption = (): Option =>
  new Option("--strategy <kind>", "what the vault does").choices(KINDS).default("leveraged-loop");

export const severity = (does: string): Option =>
  new Option("--severity <multiple>", does).argParser(parseMultiple).default(WAD, "1");

export const whole = (flags: string, does: string, value?: number): Option =>
  new Option(flags, does).argParser(parseWhole).default(value);

export const separated =
  (by: string) =>
  (text: string): readonly string[] =>
    text.split(by).map((name) => name.trim());

function parseFormats(text: string): readonly Format[] {
  return separated(",")(text).map((name) => {
    const format = FORMATS.find((known) => known === name);
    if (format !== undefined) return format;
    throw new KeelError("KEEL_BAD_ARGUMENT", `"${name}" is no format`, `Use ${FORMATS.join(", ")}`);
  });
}
