/** Wrapped ether: the code that Aave ships among its dependencies is WETH9 as deployed. */
import { addressBook } from "../addresses.ts";
import { aaveCreationCode } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

export async function placeWeth(world: WorldBuilder): Promise<void> {
  await world.place(addressBook.weth.address, aaveCreationCode("dependencies/weth/WETH9"));
}
