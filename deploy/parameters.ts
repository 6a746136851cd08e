/**
 * What a strategist writes down before a vault is deployed: its name and limits, how its prices are watched, and the setting
 * of its strategy, in a JSON file. Each part has its schema where the part is at home.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { KeelError } from "../errors/keel-error.ts";
import { schemaError } from "../errors/schema-error.ts";
import { type LoopSetting, loopSetting } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { pricesSetting } from "../strategies/prices/params.ts";
import { vaultSetting } from "../strategies/vault/params.ts";

/** Kinds of strategy that have a deployment module. */
export const STRATEGIES = ["leveraged-loop"] as const;

const PRESETS: Readonly<Record<string, LoopSetting>> = presets;

/** A preset's name, or the setting spelled out. Stays as written: what it comes to depends on the lender's threshold. */
const loop = z.union([z.string(), z.looseObject({})]).transform((given, context): LoopSetting => {
  const setting = typeof given === "string" ? PRESETS[given] : given;
  const { error } = loopSetting.safeParse(setting);
  for (const issue of error?.issues ?? [])
    context.issues.push({ ...issue, input: given } as z.core.$ZodRawIssue);
  return setting as LoopSetting;
});

const parametersSchema = z.strictObject({
  strategy: z.enum(STRATEGIES),
  name: z.string().min(1),
  symbol: z.string().min(1),
  vault: vaultSetting.prefault({}),
  prices: pricesSetting.prefault({}),
  /** By what the lender prices wstETH: a market feed, as in 2022, or what the protocol redeems, as Aave has since 2023. */
  lender: z.enum(["market", "redemption"]).prefault("market"),
  loop,
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
  const { strategy, loop } = (settings ?? {}) as { strategy?: unknown; loop?: unknown };
  requireKnown("KEEL_UNKNOWN_STRATEGY", "strategy", strategy, STRATEGIES, source);
  requireKnown("KEEL_UNKNOWN_PRESET", "preset", loop, Object.keys(PRESETS), source);
  const { data, error } = parametersSchema.safeParse(settings);
  if (error !== undefined) throw schemaError("KEEL_BAD_PARAMETERS", source, settings, error);
  return data;
}

/** Names of strategies and presets are refused with a list of what there is; other types are the schema's business. */
export function requireKnown(
  code: `KEEL_${string}`,
  what: string,
  name: unknown,
  known: readonly string[],
  source: string,
): void {
  if (typeof name !== "string" || known.includes(name)) return;
  throw new KeelError(
    code,
    `${source} names the ${what} "${name}", which does not exist`,
    `Use one of ${known.join(", ")}`,
  );
}

/** @throws KEEL_NO_FILE, KEEL_BAD_PARAMETERS where it is no JSON */
export function readJson(path: string): unknown {
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
