/** The command line as its user has it: a process with arguments, what it prints, and how it ends. */
import { type ChildProcess, spawn } from "node:child_process";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const PROGRAM = join(import.meta.dirname, "..", "..", "cli", "keel.ts");

/** Halves what each process takes to load. */
const COMPILE_CACHE = join(tmpdir(), "keel-compile-cache");

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export class Keel {
  readonly #environment: NodeJS.ProcessEnv;

  /** @param environment beside this process's own, such as KEEL_PORT */
  constructor(environment: NodeJS.ProcessEnv) {
    this.#environment = { ...process.env, NO_COLOR: "1", NODE_COMPILE_CACHE: COMPILE_CACHE, ...environment };
  }

  /** Runs a command to its end. */
  async run(...args: string[]): Promise<Ended> {
    const child = this.start(...args);
    const [stdout, stderr] = [read(child.stdout), read(child.stderr)];
    const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
    return { code, stdout: await stdout, stderr: await stderr };
  }

  /** Runs a command that must succeed, and gives what it printed. */
  async succeed(...args: string[]): Promise<string> {
    const { code, stdout, stderr } = await this.run(...args);
    if (code !== 0) throw new Error(`keel ${args.join(" ")} ended with ${code}: ${stderr}${stdout}`);
    return stdout;
  }

  start(...args: string[]): ChildProcess {
    return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", PROGRAM, ...args], {
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
  }
}

async function read(stream: ChildProcess["stdout"]): Promise<string> {
  let text = "";
  for await (const chunk of stream ?? []) text += chunk;
  return text;
}

/** A port that nothing listened on a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
