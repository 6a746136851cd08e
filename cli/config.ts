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
import { duration } from "../strategies/quantity.ts";

/** Where a signing key comes from. Everybody knows the development keys: they sign on development nodes alone. */
const keySource = z.discriminatedUnion("from", [
  z.strictObject({ from: z.literal("development") }),
  z.strictObject({ from: z.literal("environment"), variable: z.string().min(1) }),
]);

export type KeySource = z.output<typeof keySource>;

/** The keeper's may also be in an encrypted keystore, or never come here at all. */
const keeperKeySource = z.discriminatedUnion("from", [
  ...keySource.options,
  z.strictObject({ from: z.literal("keystore"), file: z.string(), passwordFile: z.string() }),
  z.strictObject({
    from: z.literal("remote"),
    url: z.string(),
    address: z.string().regex(/^0x[0-9a-fA-F]{40}$/),
  }),
]);

export type KeeperKeySource = z.output<typeof keeperKeySource>;

/** Names of environment variables, since what they hold is secret. */
const alertSetting = z.strictObject({
  webhook: z.string().optional(),
  slack: z.string().optional(),
  telegram: z.strictObject({ token: z.string(), chat: z.string() }).optional(),
  /** A URL that is called while the keeper's work is done, and whose owner calls you when it is not. */
  deadMan: z.string().optional(),
  repeatAfter: duration.prefault("1h"),
  aliveEvery: duration.prefault("5m"),
});

export type AlertSetting = z.output<typeof alertSetting>;

const address = z.string().regex(/^0x[0-9a-fA-F]{40}$/);

/** What `keel keeper` needs beyond how it works. */
const keeperService = keeperSchema.extend({
  key: keeperKeySource.default({ from: "development" }),
  /** More nodes, which must agree before anything is sent, and stand in for each other. */
  nodes: z.array(z.string()).default([]),
  /** WebSocket address of a node that announces new blocks; without it, blocks are looked for. */
  headsUrl: z.string().optional(),
  /** A private relay, and how long it has a transaction to itself. */
  relay: z.strictObject({ url: z.string(), seconds: z.int().positive().default(60) }).optional(),
  /** A PostgreSQL server for the journal, by the variable that holds its URL; a file below the state directory without it. */
  journal: z.strictObject({ from: z.literal("environment"), variable: z.string().min(1) }).optional(),
  /** Seconds without a sign of life after which another keeper on the same journal takes over. */
  leaseSeconds: z.int().min(5).default(60),
  /** Where health and metrics are served; nowhere without it. */
  status: z
    .strictObject({ host: z.string().default("127.0.0.1"), port: z.int().min(0).max(65_535) })
    .optional(),
  alerts: alertSetting.prefault({}),
  /** Other vaults than the one deployed by `keel deploy`, or beside it; their strategies and queues are found. */
  vaults: z.array(z.strictObject({ vault: address, prices: address.optional() })).default([]),
  /** Strangers' loops and lending positions, past whose ripcord line the keeper repays for the reward, from what its own key holds. */
  strangers: z.array(address).default([]),
});

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
  keeper: keeperService.prefault({}),
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
