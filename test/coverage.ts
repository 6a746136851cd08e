/**
 * `npm run coverage`: the lines and statements of `contracts/` that the Solidity tests run, room by room, and where a file
 * lacks some. Fails below 95%. It compiles everything anew with its statements counted, so it takes some ten minutes.
 * `coverage/html` shows every line; `--json` prints `{name, value, unit, target, pass}`. What only vitest and the proofs run,
 * as the policies' twins, counts as not covered.
 */
import { figuresOf } from "./coverage/figures.ts";
import { gapsOf } from "./coverage/gaps.ts";
import { measure } from "./coverage/measure.ts";
import { build } from "./figures/build.ts";
import { report } from "./figures/command.ts";
import { readFlags } from "./figures/flags.ts";

await report(async (argv) => {
  const { json = false } = readFlags(argv, { json: { type: "boolean" } });
  build();
  const files = measure();
  return { figures: figuresOf(files), notes: gapsOf(files), json };
});
