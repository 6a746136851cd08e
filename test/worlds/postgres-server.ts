/** A PostgreSQL server of one's own, from Debian's package, on a socket in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./keel-process.ts";

const [BIN] = globSync("/usr/lib/postgresql/*/bin").toReversed();

/** Why there is no server here, if there is none. */
export const NO_POSTGRES =
  BIN !== undefined && existsSync(join(BIN, "initdb")) ? undefined : "Debian's postgresql is not installed";

export interface PostgresServer {
  readonly url: string;
  /** As a power cut leaves it: nothing is finished, nothing is tidied up. */
  crash(): Promise<void>;
  /** It comes back with what it had on disk. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  if (BIN === undefined) throw new Error(NO_POSTGRES);
  const folder = mkdtempSync(join(tmpdir(), "keel-postgres-"));
  const data = join(folder, "data");
  const who = unprivileged(folder);
  execFileSync(join(BIN, "initdb"), ["-D", data, "-U", "keel", "-A", "trust", "--no-sync"], {
    ...who,
    stdio: "ignore",
  });
  const port = await freePort();
  let child: ChildProcess;
  const url = `postgres://keel:not-a-secret@127.0.0.1:${port}/postgres`;
  const run = async () => {
    const options = ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder];
    child = spawn(join(BIN, "postgres"), options, { ...who, stdio: "ignore" });
    while (!isReady(port)) await sleep(50);
  };
  const end = async (signal: NodeJS.Signals) => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  };
  await run();
  return {
    url,
    crash: () => end("SIGQUIT"),
    restart: run,
    async close() {
      await end("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function isReady(port: number): boolean {
  try {
    execFileSync(join(BIN ?? "", "pg_isready"), ["-h", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The server refuses to run as root: then it runs as the user that its package made. */
function unprivileged(folder: string): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const uid = Number(execFileSync("id", ["-u", "postgres"], { encoding: "utf8" }));
  const gid = Number(execFileSync("id", ["-g", "postgres"], { encoding: "utf8" }));
  chownSync(folder, uid, gid);
  return { uid, gid };
}
