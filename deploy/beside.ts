/**
 * A strategy that is put beside a vault which is deployed already, as a file says it: its kind, its setting, and what it is
 * connected to.
 */
import * as z from "zod";
import type { Address } from "../devnet/addresses.ts";
import { schemaError } from "../errors/schema-error.ts";
import { parseRestakingSetting } from "../strategies/restaking/params.ts";
import { curveLpFile, deployCurveLp } from "./curve-lp.ts";
import { deployEigenLayer, eigenLayerDelegation, eigenLayerFile } from "./eigenlayer.ts";
import { deployLending, lendingFile } from "./lending.ts";
import { deployLiquidRestaking, liquidRestakingFile } from "./liquid-restaking.ts";
import { readJson, requireKnown } from "./parameters.ts";
import type { Beside } from "./placement.ts";
import { deploySymbiotic, symbioticDelegation, symbioticFile } from "./symbiotic.ts";
import { addStrategy, type VaultCall } from "./vault-calls.ts";

const FILES = [lendingFile, curveLpFile, symbioticFile, eigenLayerFile, liquidRestakingFile] as const;

const besideSchema = z.discriminatedUnion("strategy", FILES);

export type BesideFile = z.output<typeof besideSchema>;

/** Kinds of strategy that can be put beside a vault. */
const KINDS: readonly string[] = FILES.map(({ shape }) => shape.strategy.value);

/** @throws KEEL_BAD_PARAMETERS with the key, KEEL_UNKNOWN_STRATEGY, KEEL_NO_FILE */
export function readBeside(path: string): BesideFile {
  return parseBeside(readJson(path), path);
}

/** @param source of the settings, for messages: a file's name */
export function parseBeside(settings: unknown, source: string): BesideFile {
  const { strategy } = (settings ?? {}) as { strategy?: unknown };
  requireKnown("KEEL_UNKNOWN_STRATEGY", "strategy", strategy, KINDS, source);
  const { data, error } = besideSchema.safeParse(settings);
  if (error !== undefined) throw schemaError("KEEL_BAD_PARAMETERS", source, settings, error);
  return data;
}

export interface Placed {
  /** The strategy and what came with it, by name. */
  readonly contracts: Readonly<Record<string, Address>> & { readonly strategy: Address };
  /** What the vault must be told before it uses it, in this order. */
  readonly calls: readonly VaultCall[];
}

/**
 * Deploys it, or goes on with a deployment that broke off.
 *
 * @throws KEEL_BAD_SETTING, KEEL_UNSOUND_SETTING, KEEL_NO_CODE, KEEL_SLOW_EXIT, KEEL_DEPLOY_FAILED
 */
export async function deployBeside(file: BesideFile, beside: Beside): Promise<Placed> {
  const { chain, vault } = beside;
  const contracts = await deployKind(file, beside);
  const added = addStrategy(chain, vault.contracts.vault, contracts.strategy, capOf(file));
  switch (file.strategy) {
    case "symbiotic":
      return { contracts, calls: [added, symbioticDelegation(file, contracts.strategy, beside)] };
    case "eigenlayer":
      return { contracts, calls: [added, eigenLayerDelegation(file, contracts.strategy, beside)] };
    default:
      return { contracts, calls: [added] };
  }
}

function deployKind(file: BesideFile, beside: Beside): Promise<Placed["contracts"]> {
  switch (file.strategy) {
    case "lending":
      return deployLending(file, beside);
    case "curve-lp":
      return deployCurveLp(file, beside);
    case "symbiotic":
      return deploySymbiotic(file, beside);
    case "eigenlayer":
      return deployEigenLayer(file, beside);
    case "liquid-restaking":
      return deployLiquidRestaking(file, beside);
  }
}

/** Units at entry value that the vault may put there; a restaked position's is in its setting. */
const capOf = (file: BesideFile): bigint =>
  "cap" in file ? file.cap : parseRestakingSetting(file.setting).cap;
