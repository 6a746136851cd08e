/** How prove, bench and gas end: figures on standard output, problems on standard error, an exit code that says which. */
import { KeelError } from "../../errors/keel-error.ts";
import type { Figure } from "./figure.ts";
import { figureTable } from "./table.ts";

export interface Outcome {
  readonly figures: readonly Figure[];
  /** What a person needs beyond the figures, e.g. the first case that broke a claim. */
  readonly notes: readonly string[];
}

/**
 * Prints what `measure` found, as JSON if it was asked for, and sets the exit code: 0 only if every figure passes.
 *
 * @param measure reads its own flags from `argv`
 */
export async function report(
  measure: (argv: readonly string[]) => Promise<Outcome & { readonly json: boolean }>,
): Promise<void> {
  try {
    const { figures, notes, json } = await measure(process.argv.slice(2));
    if (json) console.log(JSON.stringify(figures, null, 2));
    else console.log(figures.length > 0 ? figureTable(figures) : "nothing to measure yet");
    for (const note of notes) console.error(note);
    process.exitCode = figures.every(({ pass }) => pass) ? 0 : 1;
  } catch (error) {
    if (!(error instanceof KeelError)) throw error;
    console.error(error.toLine());
    process.exitCode = 1;
  }
}
