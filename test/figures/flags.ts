/** The command lines of prove, bench and gas. */
import { type ParseArgsOptionDescriptor, parseArgs } from "node:util";
import { KeelError } from "../../errors/keel-error.ts";

type Options = Record<string, Pick<ParseArgsOptionDescriptor, "type">>;

/** @throws KeelError that lists the flags there are, at one that there is not */
export function readFlags<const O extends Options>(argv: readonly string[], options: O) {
  try {
    return parseArgs({ args: [...argv], options, allowPositionals: false }).values;
  } catch (error) {
    const known = Object.entries(options).map(
      ([flag, { type }]) => `--${flag}${type === "string" ? " <…>" : ""}`,
    );
    const [reason] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/);
    throw new KeelError(
      "KEEL_UNKNOWN_FLAG",
      reason ?? "the flags are wrong",
      `Use only ${known.join(", ")}`,
      {
        cause: error,
      },
    );
  }
}

/**
 * @param flag its name, for the error
 * @param text nothing where the flag was not given
 * @throws KeelError unless it is a whole number above 0 that a double holds exactly
 */
export function positiveInteger(flag: string, text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise;
  const value = /^[1-9]\d*$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isSafeInteger(value)) return value;
  throw new KeelError(
    "KEEL_BAD_NUMBER",
    `--${flag} "${text}" is not a whole number above 0`,
    `Write it in digits: --${flag} 1000`,
  );
}
