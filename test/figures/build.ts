/** The build that proofs and gas readings stand on: the contracts and, unlike the launcher's, those of the tests. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { KeelError } from "../../errors/keel-error.ts";

const ROOT = join(import.meta.dirname, "..", "..");
const HARDHAT = join(ROOT, "node_modules", "hardhat", "dist", "src", "cli.js");

/** Compiles what changed. @throws KEEL_NOT_COMPILED with the compiler's words above it */
export function build(): void {
  const { status, stdout, stderr } = spawnSync(process.execPath, [HARDHAT, "build"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  if (status === 0) return;
  process.stderr.write(stdout + stderr);
  throw new KeelError("KEEL_NOT_COMPILED", "the contracts do not compile, see above", "Mend the sources");
}
