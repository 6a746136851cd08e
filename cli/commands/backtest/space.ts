/** Flags that say which settings are tried, and what is best. */
import { type Command, Option } from "commander";
import { KeelError } from "../../../errors/keel-error.ts";
import { settingOption, whole } from "./flags.ts";

type Pairs = Readonly<Record<string, string>>;

/** For a flag of `name=expression` that may be given several times. */
const pair =
  (flag: string, example: string) =>
  (text: string, before: Pairs): Pairs => {
    const [name = "", ...expression] = text.split("=");
    if (name.trim() !== "" && expression.length > 0)
      return { ...before, [name.trim()]: expression.join("=").trim() };
    throw new KeelError("KEEL_BAD_ARGUMENT", `${flag} "${text}" has no name and value`, `Write ${example}`);
  };

const pairs = (flag: string, form: string, example: string, does: string): Option =>
  new Option(`${flag} <${form}>`, does).argParser(pair(flag, example)).default({}, "none");

export const withSpace = (command: Command): Command =>
  command
    .addOption(settingOption("the parameter file's own without it; the axes change parts of it"))
    .addOption(
      pairs(
        "--axis",
        "name=range",
        "target=0.5:0.01:0.66",
        "from:step:to, or [a, b, c]; may be given several times",
      ),
    )
    .addOption(
      pairs(
        "--set",
        "path=expression",
        "ltv.target=target",
        "a part of the setting, or stETH, the vault's size; of the axes",
      ),
    )
    .addOption(
      new Option("--method <name>", "which points").choices(["grid", "random", "sobol"]).default("grid"),
    )
    .addOption(whole("--count <points>", "for random and sobol"))
    .addOption(whole("--seed <number>", "for random", 1))
    .addOption(
      new Option(
        "--lender <price>",
        "what the lender prices stETH by; as that of the tape's world without it",
      ).choices(["market", "redemption"]),
    )
    .option("--by <expression>", "what is best, of apr, maxDrawdown, maxLtv and the like", "apr");
