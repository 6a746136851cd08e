/** What commander says of a command line that it cannot read, in our form: a code, what is wrong, what to do. */
import type { Command, CommanderError } from "commander";
import { KeelError } from "../errors/keel-error.ts";

const CODES: Readonly<Record<string, `KEEL_${string}`>> = {
  "commander.unknownOption": "KEEL_UNKNOWN_FLAG",
  "commander.unknownCommand": "KEEL_UNKNOWN_COMMAND",
};

/** @returns undefined where it was no error: help was asked for */
export function usageError(
  { code, message, exitCode }: CommanderError,
  program: Command,
): KeelError | undefined {
  if (code === "commander.help") {
    program.outputHelp();
    return undefined;
  }
  if (exitCode === 0) return undefined;
  const [what = message, hint] = message.replace(/^error: /, "").split("\n");
  const remedy = hint === undefined ? "Look at `keel --help`, or `keel <command> --help`" : meant(hint);
  return new KeelError(CODES[code] ?? "KEEL_BAD_ARGUMENT", what.replace(/\.$/, ""), remedy);
}

/** `(Did you mean deposit?)` as a sentence that starts with a verb. */
function meant(hint: string): string {
  return hint.replace(/^\(Did you mean (.+)\?\)$/, "Write $1, if that was meant");
}
