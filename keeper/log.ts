/** The keeper's log: one JSON object a line, in which no secret can appear (KPR-07). */
import { type DestinationStream, type Logger, pino } from "pino";

export type Log = Pick<Logger, "debug" | "info" | "warn" | "error">;

/** Names under which a key or a signed transaction could reach a log line, at the top or one level down. */
const SECRETS = ["privateKey", "mnemonic", "signingKey", "key", "raw", "signer", "wallet"];

/** @param level `silent` for none at all */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`]), censor: "(hidden)" },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}
