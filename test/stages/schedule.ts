/** Runs stages side by side, each as soon as those it needs have passed. */
import type { Stage, StageResult } from "./stage.ts";

export interface Watcher {
  onStart(stage: Stage): void;
  onEnd(result: StageResult): void;
}

/**
 * @param stages in the order in which they are to start where nothing else decides
 * @param atOnce how many may run at a time
 * @returns one result a stage, in the order given; a stage whose requirement failed is "not run"
 */
export async function schedule(
  stages: readonly Stage[],
  atOnce: number,
  run: (stage: Stage) => Promise<StageResult>,
  watcher: Watcher,
): Promise<StageResult[]> {
  const results = new Map<Stage, StageResult>();
  const waiting = new Set(stages);
  const running = new Set<Promise<void>>();
  const stateOf = (name: string) => [...results.values()].find(({ stage }) => stage.name === name)?.state;

  const end = (result: StageResult) => {
    results.set(result.stage, result);
    watcher.onEnd(result);
  };
  const start = (stage: Stage) => {
    watcher.onStart(stage);
    const done = run(stage).then((result) => {
      end(result);
      running.delete(done);
    });
    running.add(done);
  };

  while (waiting.size > 0 || running.size > 0) {
    for (const stage of waiting) {
      const needed = (stage.after ?? []).map(stateOf);
      if (needed.some((state) => state === "failed" || state === "not run")) {
        waiting.delete(stage);
        end({ stage, state: "not run", seconds: 0, output: "" });
      } else if (running.size < atOnce && needed.every((state) => state === "passed")) {
        waiting.delete(stage);
        start(stage);
      }
    }
    if (running.size > 0) await Promise.race(running);
  }
  return stages.flatMap((stage) => results.get(stage) ?? []);
}
