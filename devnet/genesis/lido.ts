/** Lido at genesis: stETH with its pooled ether and share rate, wstETH around it. */
import { accounts } from "../accounts.ts";
import { addressBook, parties } from "../addresses.ts";
import { portCreationCode } from "./own-artifacts.ts";
import { withArguments } from "./package-artifacts.ts";
import type { WorldBuilder } from "./world-builder.ts";

const ETHER = 10n ** 18n;

/** Validators that Lido runs, all of them visible to its oracle, at 32 ether each: 4.2 million ether (rounded). */
const VALIDATORS = 131_250n;
const POOLED_ETHER = VALIDATORS * 32n * ETHER;

/**
 * Ether per share at genesis, 1e18, rounded down: 1.0900896 is exact on 2022-10-14 12:00 UTC (block 15746199); the 166.5
 * days before it are taken back at simple interest of 3.9% a year, which is an approximation.
 */
const SHARE_RATE = (1_090_089_600n * 10n ** 9n * 3_650_000n) / (3_650_000n + 39n * 1_665n);

/** Everybody's shares at first belong to the builder, who hands them out and keeps those of the holders not in our story. */
export async function placeLido(world: WorldBuilder): Promise<void> {
  const totalShares = (POOLED_ETHER * ETHER) / SHARE_RATE;
  await world.place(
    addressBook.stETH.address,
    withArguments(
      portCreationCode("LidoStETH"),
      ["address", "address", "address", "uint256", "uint256", "uint256", "uint256"],
      [
        parties.lidoOracle,
        parties.lidoTreasury,
        accounts.builder,
        totalShares,
        VALIDATORS,
        VALIDATORS,
        POOLED_ETHER,
      ],
    ),
  );
  await world.place(
    addressBook.wstETH.address,
    withArguments(portCreationCode("WstETH"), ["address"], [addressBook.stETH.address]),
  );
}
