/** Finds the modules that plug into prove, bench and gas: a file of the right name that exports the right thing. */
import { globSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { KeelError } from "../../errors/keel-error.ts";

const ROOT = join(import.meta.dirname, "..", "..");

/**
 * @param pattern glob from the repository's root, e.g. `bench/*.bench.ts`
 * @param exported the name that each file must export
 * @returns what the files export, sorted by path
 */
export async function discover<T>(pattern: string, exported: string): Promise<T[]> {
  const paths = globSync(pattern, { cwd: ROOT }).sort();
  return Promise.all(
    paths.map(async (path) => {
      const module = await import(pathToFileURL(join(ROOT, path)).href);
      if (module[exported] !== undefined) return module[exported];
      throw new KeelError(
        "KEEL_FIGURES_NO_EXPORT",
        `${path} exports no "${exported}"`,
        `Export a constant of that name from it`,
      );
    }),
  );
}

/**
 * Those whose name contains the wanted text, in any case.
 *
 * @param wanted nothing chooses all
 */
export function choose<T extends { readonly name: string }>(
  found: readonly T[],
  wanted?: string,
): readonly T[] {
  if (wanted === undefined) return found;
  const chosen = found.filter(({ name }) => name.toLowerCase().includes(wanted.toLowerCase()));
  if (chosen.length > 0) return chosen;
  throw new KeelError(
    "KEEL_FIGURES_NONE_CHOSEN",
    `no name contains "${wanted}"`,
    found.length > 0 ? `Choose from: ${found.map(({ name }) => name).join("; ")}` : "Leave --only out",
  );
}
