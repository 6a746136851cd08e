/**
 * How Keel is configured: one schema for `keel.config.ts`, and for the flags and environment variables that override it.
 * A flag beats a variable, a variable beats the file, the file beats a default.
 */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { z } from "zod";
import { STATE_DIRECTORY } from "../deploy/records.ts";
import { KeelError } from "../errors/keel-error.ts";
import { schemaError } from "../errors/schema-error.ts";
import { keeperSchema } from "../keeper/params.ts";

/** Where a signing key comes from. Everybody knows the development keys: they sign on development nodes alone. */
const keySource = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("development") }),
  z.strictObject({ from: z.literal("environment"), variable: z.string().min(1) }),
]);

export type KeySource = z.output<typeof keySource>;

const schema = z.strictObject({
  /** The node to speak to; without it, the chain that `keel up` serves on `port`. */
  rpcUrl: z.string().optional(),
  /** Port of 127.0.0.1 for `keel up`. */
  port: z.int().min(0).max(65_535).default(8545),
  /** The vault's parameters: a JSON file, relative to the configuration. */
  parameters: z.string(),
  /** Where chains, deployments and the keeper's journal are recorded, relative to the configuration. */
  stateDirectory: z.string().default(STATE_DIRECTORY),
  /** The key of `keel deploy`, `keel deposit` and `keel withdraw`. */
  key: keySource.default({ from: "development" }),
  /** The keeper's own key, and how it works. */
  keeper: keeperSchema.extend({ key: keySource.default({ from: "development" }) }).prefault({}),
});

export type Config = z.output<typeof schema>;

/** What may be overridden on the command line or in the environment. */
export interface Overrides {
  readonly rpcUrl?: string;
  readonly port?: number;
  readonly parameters?: string;
  readonly stateDirectory?: string;
}

/** Types `keel.config.ts`. */
export function defineConfig(config: z.input<typeof schema>): z.input<typeof schema> {
  return config;
}

/** The configuration that comes with the repository. */
export const DEFAULT_CONFIG = join(import.meta.dirname, "..", "keel.config.ts");

/**
 * @param path of the configuration file
 * @throws KEEL_NO_FILE, KEEL_BAD_CONFIG with the key
 */
export async function loadConfig(path: string, overrides: Overrides): Promise<Config> {
  if (!existsSync(path)) {
    throw new KeelError("KEEL_NO_FILE", `there is no configuration at ${path}`, "Name one with --config");
  }
  const settings = await importDefault(resolve(path));
  const { data, error } = schema.safeParse(settings);
  if (error !== undefined) throw schemaError("KEEL_BAD_CONFIG", path, settings, error);
  const fromFile = (file: string) => resolve(dirname(path), file);
  return {
    ...data,
    parameters: fromFile(data.parameters),
    stateDirectory: fromFile(data.stateDirectory),
    ...overrides,
  };
}

async function importDefault(path: string): Promise<unknown> {
  try {
    return (await import(pathToFileURL(path).href)).default;
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    throw new KeelError("KEEL_BAD_CONFIG", `${path} cannot be loaded: ${reason}`, "Correct it", { cause });
  }
}
