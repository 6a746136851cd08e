/** One tape and the same people through the contracts, with the keeper, and through the exact engine. */
import { join } from "node:path";
import { runExact } from "../../backtest/engine/exact.ts";
import type { Flow } from "../../backtest/engine/flows.ts";
import type { Run } from "../../backtest/result.ts";
import type { Tape } from "../../backtest/tape/tape.ts";
import { mainnetOfMay2022 } from "../../backtest/worlds/mainnet-2022-05-01.ts";
import { runOnChain } from "../../demo/chain-run.ts";
import { readPricedAt } from "../../demo/read-vault.ts";
import { deploymentWith, loopSettings, offlineKeeper, scenarioParameters } from "../../demo/scenario.ts";
import { createLog } from "../../keeper/log.ts";
import { DEFAULT_KEEPER_PARAMS } from "../../keeper/params.ts";
import { emptyQueue } from "../../strategies/kernels/lido/withdrawal-queue/queue.ts";
import { withLidoQueue } from "./lido-queue-on-chain.ts";
import { VaultOnChain } from "./vault-on-chain.ts";

/**
 * @param tape whose first row is later than the genesis and the deployment after it
 * @param queue true for a world in which Lido's withdrawal queue is there already
 */
export async function playBoth(
  tape: Tape,
  flows: readonly Flow[],
  queue = false,
): Promise<{ readonly onchain: Run; readonly offline: Run }> {
  const world = await (queue ? withLidoQueue() : VaultOnChain.open());
  try {
    const { chain, deployment, stateDirectory } = world;
    const { loop } = scenarioParameters();
    const pricedAt = await readPricedAt(chain.provider, deployment.contracts);
    const latest = await world.provider.getBlock("latest");
    const onchain = await runOnChain({
      label: "on chain",
      chain: chain.provider,
      contracts: deployment.contracts,
      params: loopSettings(loop).params,
      tape,
      flows,
      keeperParams: DEFAULT_KEEPER_PARAMS,
      journal: join(stateDirectory, "keeper.sqlite"),
      log: createLog("silent"),
      openedAt: (latest?.timestamp ?? 0) + 1,
    });
    const offline = runExact({
      label: "offline",
      tape,
      world: { ...mainnetOfMay2022(), ...(queue && { withdrawalQueue: emptyQueue() }) },
      deployment: deploymentWith(loop, pricedAt),
      keeper: offlineKeeper(),
      flows,
      managed: true,
      liquidators: false,
    });
    return { onchain, offline };
  } finally {
    await world.close();
  }
}
