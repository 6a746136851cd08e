/** Creation code of our own ports, compiled when their sources changed. */
import { readdirSync, readFileSync } from "node:fs";
import { createHardhatRuntimeEnvironment } from "hardhat/hre";
import hardhatConfig from "../../hardhat.config.ts";
import { projectRoot } from "../project-root.ts";

const SOURCES = "contracts/devnet";

/** Compiles the ports and nothing else, so that the world can be built while other contracts do not compile. */
export async function compilePorts(): Promise<void> {
  const hre = await createHardhatRuntimeEnvironment(hardhatConfig, {}, projectRoot);
  const files = readdirSync(`${projectRoot}/${SOURCES}`)
    .filter((file) => file.endsWith(".sol"))
    .map((file) => `${SOURCES}/${file}`);
  await hre.tasks.getTask("build").run({ files, quiet: true });
}

/** @param name of a contract in a file of the same name below `contracts/devnet` */
export function portCreationCode(name: string): string {
  const path = `${projectRoot}/artifacts/${SOURCES}/${name}.sol/${name}.json`;
  return JSON.parse(readFileSync(path, "utf8")).bytecode;
}
