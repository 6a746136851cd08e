/**
 * What a strategist writes down before a vault is deployed: its name and limits, how its prices are watched, and the rules
 * of its strategy. Read from a JSON file; amounts and ratios are decimals there and integers from here on.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { KeelError } from "../errors/keel-error.ts";
import { schemaError } from "../errors/schema-error.ts";
import { loopParamsSchema, loopPresets } from "../strategies/leveraged-loop/params.ts";
import type { LoopParams } from "../strategies/leveraged-loop/policy.ts";
import { decimal } from "./decimal.ts";

/** Kinds of strategy that have a deployment module. */
export const STRATEGIES = ["leveraged-loop"] as const;

const ratio = decimal(18, "1 (0.05 is 5%)");

/** A preset's name, or every rule spelled out. */
const rules = z.union([z.string(), z.looseObject({})]).transform((given, context): LoopParams => {
  const preset = typeof given === "string" ? loopPresets[given] : undefined;
  if (preset !== undefined) return preset;
  const { data, error } = loopParamsSchema.safeParse(given);
  if (error === undefined) return data;
  for (const issue of error.issues) context.issues.push({ ...issue, input: given } as z.core.$ZodRawIssue);
  return z.NEVER;
});

export const parametersSchema = z.strictObject({
  strategy: z.enum(STRATEGIES),
  vault: z.strictObject({
    name: z.string().min(1),
    symbol: z.string().min(1),
    /** Fastest growth that the vault recognises. */
    maxRatePerYear: ratio,
    /** Lido shares that the vault takes at most. */
    depositCap: decimal(18, "Lido shares"),
  }),
  prices: z.strictObject({
    windowSeconds: z.int().min(1800),
    maxStep: ratio,
    maxGap: ratio,
    maxGrowth: ratio,
    chunk: decimal(18, "stETH"),
    assumedStakingApr: ratio,
  }),
  loop: z.strictObject({
    rules,
    maxChunk: decimal(18, "stETH"),
    /** How far below the market price a sale may fall; whole basis points. */
    tolerance: decimal(4, "1 (0.01 is 1%)"),
  }),
});

export type Parameters = z.output<typeof parametersSchema>;

/** The setting that a strategist of May 2022 would have chosen. */
export const DEFAULT_PARAMETERS = join(import.meta.dirname, "parameters", "strategist-2022.json");

/** @throws KEEL_BAD_PARAMETERS with the key, KEEL_UNKNOWN_STRATEGY, KEEL_UNKNOWN_PRESET, KEEL_NO_FILE */
export function readParameters(path: string): Parameters {
  return parseParameters(readJson(path), path);
}

/** @param source of the settings, for messages: a file's name */
export function parseParameters(settings: unknown, source: string): Parameters {
  const { strategy, loop } = (settings ?? {}) as { strategy?: unknown; loop?: { rules?: unknown } };
  requireKnown("strategy", strategy, STRATEGIES, source);
  requireKnown("preset", loop?.rules, Object.keys(loopPresets), source);
  const { data, error } = parametersSchema.safeParse(settings);
  if (error !== undefined) throw schemaError("KEEL_BAD_PARAMETERS", source, settings, error);
  return data;
}

/** Names of strategies and presets are refused with a list of what there is; other types are the schema's business. */
function requireKnown(
  what: "strategy" | "preset",
  name: unknown,
  known: readonly string[],
  source: string,
): void {
  if (typeof name !== "string" || known.includes(name)) return;
  throw new KeelError(
    `KEEL_UNKNOWN_${what.toUpperCase()}`,
    `${source} names the ${what} "${name}", which does not exist`,
    `Use one of ${known.join(", ")}`,
  );
}

function readJson(path: string): unknown {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new KeelError("KEEL_NO_FILE", `${path} cannot be read`, "Name a file that exists", { cause });
  }
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new KeelError("KEEL_BAD_PARAMETERS", `${path} is not JSON: ${message}`, "Correct it", { cause });
  }
}
