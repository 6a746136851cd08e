/** A study from its choices to its result, in whichever way it was chosen. */
import type { Config } from "../config.ts";
import type { Artefact } from "./artefact.ts";
import { type StudyProgress, withProgress } from "./progress.ts";

/** How a kind of study is run, and what is made of its results. */
export interface Kind<Study, Results> {
  /** What its progress counts. */
  readonly counts: string;
  readonly run: (config: Config, study: Study, progress: StudyProgress) => Promise<Results>;
  readonly artefact: (config: Config, study: Study, results: Results) => Artefact;
  /** Writes a page of the results. */
  readonly page?: (path: string, config: Config, study: Study, results: Results) => void;
}

export interface Performed {
  readonly artefact: Artefact;
  readonly page?: (path: string) => void;
}

export async function performed<Study, Results>(
  { counts, run, artefact, page }: Kind<Study, Results>,
  config: Config,
  study: Study,
): Promise<Performed> {
  const results = await withProgress(undefined, counts, (progress) => run(config, study, progress));
  return {
    artefact: artefact(config, study, results),
    ...(page && { page: (path: string) => page(path, config, study, results) }),
  };
}
