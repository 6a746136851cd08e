/** The genesis world from its parts, in the order in which they need one another. */
import { placeAave } from "./aave.ts";
import { fundBalancerVault, placeBalancerVault, VAULT_DEPLOYED_AT } from "./balancer.ts";
import { placeCurve, placeCurveFactory } from "./curve.ts";
import { placeFeeds } from "./feeds.ts";
import { GENESIS_TIMESTAMP } from "./genesis-time.ts";
import { placeLido } from "./lido.ts";
import { fundAccounts, openMarket } from "./market.ts";
import { placeMulticall3 } from "./multicall.ts";
import { compilePorts } from "./own-artifacts.ts";
import { placeSymbiotic } from "./symbiotic.ts";
import { placeWeth } from "./weth.ts";
import { WorldBuilder } from "./world-builder.ts";
import type { WorldState } from "./world-state.ts";

/** @param placeLender places the money market: Aave v3.0, unless a test wants the same world with another */
export async function buildWorld(placeLender = placeAave): Promise<WorldState> {
  await compilePorts();
  const world = await WorldBuilder.open(VAULT_DEPLOYED_AT - 1);
  try {
    world.advanceTo(VAULT_DEPLOYED_AT);
    await placeBalancerVault(world);

    world.advanceTo(GENESIS_TIMESTAMP);
    await fundAccounts(world);
    await placeWeth(world);
    await placeMulticall3(world);
    await fundBalancerVault(world);
    await placeLido(world);
    await placeCurve(world);
    await placeFeeds(world);
    await placeLender(world);
    await openMarket(world);
    // Last, since every transaction of the builder moves the addresses of what it deploys after it.
    await placeCurveFactory(world);
    await placeSymbiotic(world);
    return await world.finish();
  } finally {
    await world.close();
  }
}
