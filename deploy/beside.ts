/**
 * A strategy that is put beside a vault which is deployed already, as a file says it: its kind, its setting, and what it is
 * connected to.
 */
import { isAddress } from "ethers";
import { z } from "zod";
import type { Address } from "../devnet/addresses.ts";
import { schemaError } from "../errors/schema-error.ts";
import { curveLpSetting } from "../strategies/curve-lp/params.ts";
import { lendingSetting } from "../strategies/lending/params.ts";
import { duration, scaled } from "../strategies/quantity.ts";
import { type CurveLpDeployOptions, deployCurveLp } from "./curve-lp.ts";
import { deployLending, type LendingVenues } from "./lending.ts";
import { readJson, requireKnown } from "./parameters.ts";

const address = z
  .string()
  .refine(isAddress, "expected an address")
  .transform((given) => given as Address);

/** A setting stays as written: what it comes to is asked of its own kind when it is deployed. */
const written = <Setting extends z.ZodType>(setting: Setting) =>
  z.looseObject({}).transform((given, context): z.input<Setting> => {
    const { error } = setting.safeParse(given);
    for (const issue of error?.issues ?? [])
      context.issues.push({ ...issue, input: given } as z.core.$ZodRawIssue);
    return given as z.input<Setting>;
  });

const curveLp = z.strictObject({
  strategy: z.literal("curve-lp"),
  setting: written(curveLpSetting).prefault({}),
  /** Where LP tokens earn CRV; left out, they stay with the position. */
  gauge: z.strictObject({ address, minter: address }).optional(),
  rewards: z.array(z.strictObject({ token: address, feed: address, maxAge: duration })).prefault([]),
});

const lending = z.strictObject({
  strategy: z.literal("lending"),
  setting: written(lendingSetting),
  venues: z.strictObject({ stable: address, pair: address, feed: address, venue: address }),
  /** What the venue is taken to yield until three days of it are measured, a year. */
  assumedVenueApr: scaled(18),
  /** The most units that the vault may put there. */
  cap: scaled(18, 1n),
});

/** Kinds of strategy that can be put beside a vault. */
const KINDS = ["lending", "curve-lp"] as const;

const besideSchema = z.discriminatedUnion("strategy", [curveLp, lending]);

export type Beside = z.output<typeof besideSchema>;

/** @throws KEEL_BAD_PARAMETERS with the key, KEEL_UNKNOWN_STRATEGY, KEEL_NO_FILE */
export function readBeside(path: string): Beside {
  return parseBeside(readJson(path), path);
}

/** @param source of the settings, for messages: a file's name */
export function parseBeside(settings: unknown, source: string): Beside {
  const { strategy } = (settings ?? {}) as { strategy?: unknown };
  requireKnown("KEEL_UNKNOWN_STRATEGY", "strategy", strategy, KINDS, source);
  const { data, error } = besideSchema.safeParse(settings);
  if (error !== undefined) throw schemaError("KEEL_BAD_PARAMETERS", source, settings, error);
  return data;
}

/**
 * Deploys it, or goes on with a deployment that broke off.
 *
 * @returns its contracts, by name
 * @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, KEEL_NO_CODE, KEEL_DEPLOY_FAILED
 */
export async function deployBeside(
  beside: Beside,
  on: Pick<CurveLpDeployOptions, "chain" | "vault" | "owner" | "stateDirectory">,
): Promise<Readonly<Record<string, Address>>> {
  if (beside.strategy === "lending") {
    const { setting, assumedVenueApr, cap } = beside;
    const venues: LendingVenues = beside.venues;
    const { vault: deployment, ...rest } = on;
    return {
      strategy: await deployLending({ ...rest, deployment, venues, setting, assumedVenueApr, cap }),
    };
  }
  const { setting, gauge, rewards } = beside;
  return { ...(await deployCurveLp({ ...on, setting, rewards, ...(gauge === undefined ? {} : { gauge }) })) };
}
