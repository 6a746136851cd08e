/** A study's result in the forms in which it is handed over: to people, to programs, and as files. */
import type { Provenance } from "../../backtest/artefacts/provenance.ts";
import type { FigureTable } from "../../backtest/artefacts/table.ts";
import type { Format } from "../../backtest/artefacts/write.ts";
import type { Source } from "./source.ts";

export interface Artefact {
  readonly made: Provenance;
  readonly source: Source;
  /** For programs. Amounts in wei are bigints, ratios plain numbers, times unix seconds. */
  readonly told: object;
  readonly tables: readonly FigureTable[];
  /** For people. */
  readonly text: string;
}

/** Where and how results are written beside what is printed. */
export interface Outputs {
  readonly out?: string;
  readonly format: readonly Format[];
  readonly json?: boolean;
}

/** Amounts in wei as decimal strings, ratios as plain numbers, times as unix seconds. */
export function toJson({ made, source, told }: Artefact): string {
  const { name, sha256, filled } = source.tape;
  const tape = { name, sha256, filled, assumed: source.assumed };
  const { study, config, code } = made;
  const plain = (_: string, value: unknown) => (typeof value === "bigint" ? value.toString() : value);
  return JSON.stringify(
    { study, tape, config: { sha256: config }, code: { sha256: code }, ...told },
    plain,
    2,
  );
}

/** What there is to read, and what it rests on. */
export const toText = ({ text, source }: Artefact): string =>
  [text, tapeLine(source), ...notesOf(source)].join("\n");

/** Which tape it was, by its bytes. */
const tapeLine = ({ tape }: Source): string => `tape ${tape.name}, sha256 ${tape.sha256}`;

/** What of the market was not in the tape, a sentence each. */
export function notesOf({ tape, assumed }: Source): string[] {
  const day = (time: number) => new Date(time * 1_000).toISOString().slice(0, 10);
  const filled = tape.filled.map(({ after, rows }) => `filled: ${rows} rows after ${day(after)}`);
  return [...filled, ...assumed.map((sentence) => `assumed: ${sentence}`)];
}

/** Writes the files that were asked for, then prints the result. @throws KEEL_NOT_WRITABLE */
export async function deliver(artefact: Artefact, { out, format, json = false }: Outputs): Promise<void> {
  const words = json ? toJson(artefact) : toText(artefact);
  if (out === undefined) {
    console.log(words);
    return;
  }
  const { writeResults } = await import("../../backtest/artefacts/write.ts");
  const files = await writeResults(out, format, { ...artefact, json: toJson(artefact) });
  console.log(json ? words : `${words}\nwritten to ${out}: ${files.join(", ")}`);
}
