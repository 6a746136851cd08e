/** Multicall3, which batches reads. */
import { addressBook } from "../addresses.ts";
import { multicall3CreationCode } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

export async function placeMulticall3(world: WorldBuilder): Promise<void> {
  await world.place(addressBook.multicall3.address, multicall3CreationCode());
}
