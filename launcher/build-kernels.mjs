/**
 * `npm run build:kernels`: the kernels as a package of their own in `dist/kernels`, JavaScript with types. Keel itself
 * runs their TypeScript, which Node refuses to do for an installed package.
 */
import { spawnSync } from "node:child_process";
import { copyFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(import.meta.dirname, "..");
const KERNELS = join(ROOT, "strategies", "kernels");
const PACKAGE = join(ROOT, "dist", "kernels");

rmSync(PACKAGE, { recursive: true, force: true });
const tsc = join(ROOT, "node_modules", "typescript", "bin", "tsc");
const project = join(ROOT, "tsconfig.kernels.json");
const { status } = spawnSync(process.execPath, [tsc, "--project", project], { stdio: "inherit" });
if (status === 0) {
  copyFileSync(join(KERNELS, "package.json"), join(PACKAGE, "package.json"));
  copyFileSync(join(ROOT, "LICENSE"), join(PACKAGE, "LICENSE"));
}
process.exitCode = status ?? 1;
