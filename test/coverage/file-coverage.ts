/** What the tests ran of one source. */
export interface FileCoverage {
  /** From the repository's root, e.g. `contracts/vault/Fees.sol`. */
  readonly path: string;
  readonly lines: Part;
  readonly statements: Part;
  /** Numbers of the lines of which something did not run, upwards. */
  readonly uncovered: readonly number[];
}

export interface Part {
  readonly covered: number;
  readonly all: number;
}

/** The part that must run, of lines and of statements. */
export const TARGET_PERCENT = 95;

/** Several parts as one; of nothing, everything runs. */
export function percent(parts: readonly Part[]): number {
  const covered = parts.reduce((sum, part) => sum + part.covered, 0);
  const all = parts.reduce((sum, part) => sum + part.all, 0);
  return all === 0 ? 100 : (100 * covered) / all;
}
