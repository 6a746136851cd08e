/**
 * Study files: what is worth asking again, in a `*.study.ts` beside its results. One schema for what may stand in one; fields mean what
 * the flags of the same names do.
 */
import { existsSync } from "node:fs";
import { basename, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { FORMATS } from "../../backtest/artefacts/write.ts";
import { KINDS } from "../../backtest/engine/kinds/kinds.ts";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { FILL_RULES } from "../../backtest/tape/fill.ts";
import { WORLD_NAMES } from "../../backtest/worlds/worlds.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { schemaError } from "../../errors/schema-error.ts";
import type { LoopSetting } from "../../strategies/leveraged-loop/params.ts";
import { scaled } from "../../strategies/quantity.ts";

/** Of a depeg or a stress, WAD. */
const severity = scaled(18, 1n).prefault(1);
const strategy = z.enum(KINDS).default("leveraged-loop");
const days = z.int().min(1);
const setting = z.string().exactOptional();
const seed = z.int().min(0).exactOptional();
/** What a part asks, for its reader. */
const asks = z.string().exactOptional();

const space = {
  asks,
  setting,
  axis: z.record(z.string(), z.string()),
  set: z.record(z.string(), z.string()),
  method: z.enum(["grid", "random", "sobol"]).default("grid"),
  count: z.int().min(1).exactOptional(),
  seed,
  lender: z.enum(["market", "redemption"]).exactOptional(),
  by: z.string().default("apr"),
};

const part = z.discriminatedUnion("study", [
  z.strictObject({
    study: z.literal("run"),
    asks,
    strategy,
    setting,
    severity,
    market: z.enum(["traded", "stated"]).exactOptional(),
    report: z.boolean().default(false),
  }),
  z.strictObject({
    study: z.literal("compare"),
    asks,
    settings: z.array(z.string()).exactOptional(),
    severity,
  }),
  z.strictObject({
    study: z.literal("break"),
    asks,
    strategy,
    setting,
    axis: z.array(z.string()).exactOptional(),
    at: z
      .record(z.string(), z.number())
      .transform((values) => Object.entries(values).map(([name, value]) => `${name}=${value}`))
      .exactOptional(),
  }),
  z.strictObject({
    study: z.literal("stress"),
    asks,
    strategy,
    setting,
    scenarios: z.array(z.string()).exactOptional(),
    severity,
    day: z.int().min(0).default(14),
  }),
  z.strictObject({
    study: z.literal("bootstrap"),
    asks,
    strategy,
    setting,
    paths: z.int().min(1).default(100),
    block: days.default(10),
    seed,
  }),
  z.strictObject({
    study: z.literal("sweep"),
    ...space,
    top: z.int().min(1).default(10),
    report: z.boolean().default(false),
  }),
  z.strictObject({
    study: z.literal("walk-forward"),
    ...space,
    train: days.default(30),
    test: days.default(15),
    anchored: z.boolean().default(false),
    choose: z.enum(["best", "robust"]).default("best"),
  }),
]);

export type Part = z.output<typeof part>;

const schema = z.strictObject({
  /** What is asked, for its reader. */
  asks: z.string(),
  tape: z.string().default(BUILT_IN_TAPE),
  fill: z.enum(FILL_RULES).default("refuse"),
  between: z.enum(["hold", "linear"]).default("hold"),
  world: z.enum(WORLD_NAMES).exactOptional(),
  /** stETH that the vault's one depositor brings. */
  deposit: scaled(18, 1n).prefault(100),
  /** Of every part that names none of its own. */
  seed: z.int().min(0).default(1),
  /** Settings of the loop by names of one's own, beside the presets. */
  settings: z.record(z.string(), z.custom<LoopSetting>(isObject, "expected a setting")).default({}),
  /** What is run, one after the other; a part's results go into a folder of its name. */
  parts: z.record(z.string().regex(/^[\w-]+$/, "expected letters, digits, - and _"), part),
  /** The folder of the results, relative to the study file; nothing is written without it. */
  out: z.string().exactOptional(),
  formats: z.array(z.enum(FORMATS)).default([...FORMATS]),
});

export type StudyFile = z.input<typeof schema>;
export type StudyPlan = z.output<typeof schema>;

/** @throws KEEL_NO_FILE, KEEL_STUDY with the key */
export async function loadStudy(path: string): Promise<StudyPlan> {
  const file = basename(path);
  if (!existsSync(path))
    throw new KeelError("KEEL_NO_FILE", `there is no study file ${path}`, "Name a .study.ts file");
  let given: unknown;
  try {
    given = (await import(pathToFileURL(resolve(path)).href)).default;
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    throw new KeelError("KEEL_STUDY", `${file} cannot be loaded: ${reason}`, "Correct it", { cause });
  }
  if (given === undefined)
    throw new KeelError(
      "KEEL_STUDY",
      `${file} exports no study`,
      "Write `export default study({ … })` in it",
    );
  const { data, error } = schema.safeParse(given);
  if (error !== undefined) throw schemaError("KEEL_STUDY", file, given, error);
  return data;
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}
