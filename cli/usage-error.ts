/** What commander says of a command line that it cannot read, in our form: a code, what is wrong, what to do. */
import type { CommanderError } from "commander";
import { KeelError } from "../errors/keel-error.ts";

const CODES: Readonly<Record<string, `KEEL_${string}`>> = {
  "commander.unknownOption": "KEEL_UNKNOWN_FLAG",
  "commander.unknownCommand": "KEEL_UNKNOWN_COMMAND",
};

/** @returns undefined where commander has shown help, or the version, instead */
export function usageError({ code, message }: CommanderError): KeelError | undefined {
  if (code.startsWith("commander.help") || code === "commander.version") return undefined;
  const [what = message, hint] = message.replace(/^error: /, "").split("\n");
  const remedy = hint === undefined ? "Look at `keel --help`, or `keel <command> --help`" : meant(hint);
  return new KeelError(CODES[code] ?? "KEEL_BAD_ARGUMENT", what.replace(/\.$/, ""), remedy);
}

/** `(Did you mean deposit?)` as a sentence that starts with a verb. */
function meant(hint: string): string {
  return hint.replace(/^\(Did you mean (.+)\?\)$/, "Write $1, if that was meant");
}
