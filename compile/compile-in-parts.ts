/** Hardhat plugin: the compiler answers in parts, two at a time. */
import type { HardhatPlugin } from "hardhat/types/plugins";

export const compileInParts: HardhatPlugin = {
  id: "keel-compile-in-parts",
  hookHandlers: { solidity: () => import("./solidity-hooks.ts") },
};
