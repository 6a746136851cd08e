/** The Curve ETH/stETH pool with mainnet's parameters of 2022, its token, and what Curve's own library asks for. */
import { accounts } from "../accounts.ts";
import { addressBook } from "../addresses.ts";
import { portCreationCode } from "./own-artifacts.ts";
import { withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

/** How Curve's pools name ether in their list of coins. */
const ETHER_PLACEHOLDER = "0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE";

const AMPLIFICATION = 50n;
/** 0.04%, 1e10. */
const FEE = 4_000_000n;
/** The admin's half of it, 1e10. */
const ADMIN_FEE = 5_000_000_000n;

export async function placeCurve(world: WorldBuilder): Promise<void> {
  const { curvePool, curveToken, stETH } = addressBook;
  await world.place(curveToken.address, portCreationCode("CurveToken"));
  await world.place(
    curvePool.address,
    withArguments(
      portCreationCode("CurveStethPool"),
      ["address", "address[2]", "address", "uint256", "uint256", "uint256"],
      [
        accounts.builder,
        [ETHER_PLACEHOLDER, stETH.address],
        curveToken.address,
        AMPLIFICATION,
        FEE,
        ADMIN_FEE,
      ],
    ),
  );
  await world.send(accounts.builder, curveToken.address, "set_minter(address)", [curvePool.address]);
}

export async function placeCurveFactory(world: WorldBuilder): Promise<void> {
  const creationCode = portCreationCode("CurveFactory");
  await world.place(
    addressBook.curveFactory.address,
    withArguments(creationCode, ["address"], [accounts.builder]),
  );
}
