/**
 * `npm run prove`: the claims of `test/proofs/*.proof.ts`, each against many random cases. `--cases` says how many,
 * `--seed` repeats a run, `--only` or a bare word chooses by name, `--json` prints `{name, value, unit, target, pass}`.
 */
import { build } from "./figures/build.ts";
import { report } from "./figures/command.ts";
import { choose, discover } from "./figures/discover.ts";
import type { Figure } from "./figures/figure.ts";
import { positiveInteger, readFlags } from "./figures/flags.ts";
import { Progress } from "./figures/progress.ts";
import { type Proof, USUAL_CASES } from "./proof.ts";

const SEED = 2022;

await report(async (argv) => {
  const [word = "-"] = argv;
  const flags = readFlags(word.startsWith("-") ? argv : ["--only", ...argv], {
    cases: { type: "string" },
    seed: { type: "string" },
    only: { type: "string" },
    json: { type: "boolean" },
  });
  build();
  const seed = positiveInteger("seed", flags.seed, SEED);
  const proofs = choose(await discover<Proof>("test/proofs/*.proof.ts", "proof"), flags.only);

  const figures: Figure[] = [];
  const notes: string[] = [];
  for (const proof of proofs) {
    const lacking = proof.lacks?.();
    if (lacking !== undefined) {
      notes.push(`${proof.name}: left out, ${lacking}`);
      continue;
    }
    const cases = positiveInteger("cases", flags.cases, proof.cases ?? USUAL_CASES);
    const bar = new Progress(proof.name, cases);
    const result = await proof.run({ cases, seed, onProgress: (done) => bar.update(done) });
    bar.end();
    const pass = result.failures === 0 && result.cases >= cases;
    figures.push({
      name: proof.name,
      value: result.cases - result.failures,
      unit: "cases",
      target: cases,
      pass,
    });
    if (result.table !== undefined) notes.push(result.table);
    if (result.failures > 0)
      notes.push(
        `${proof.name}: ${result.failures} of ${result.cases} cases fail with seed ${seed}, e.g. ${result.firstFailure}`,
      );
  }
  return { figures, notes, json: flags.json ?? false };
});
