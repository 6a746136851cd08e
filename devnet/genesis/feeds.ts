/** The prices that the lender reads: what the Curve pool pays for stETH, and the same for wstETH. */
import { addressBook } from "../addresses.ts";
import { portCreationCode } from "./own-artifacts.ts";
import { withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

export async function placeFeeds(world: WorldBuilder): Promise<void> {
  const { curvePool, stethEthFeed, wstETH, wstethEthSource } = addressBook;
  await world.place(
    stethEthFeed.address,
    withArguments(portCreationCode("StethEthFeed"), ["address"], [curvePool.address]),
  );
  await world.place(
    wstethEthSource.address,
    withArguments(
      portCreationCode("WstethEthSource"),
      ["address", "address"],
      [stethEthFeed.address, wstETH.address],
    ),
  );
}
