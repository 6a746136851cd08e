/** `keel keeper`: keeps the vault within its bands. */
import { join } from "node:path";
import type { Command } from "commander";
import { VoidSigner } from "ethers";
import { readParameters } from "../../deploy/parameters.ts";
import { readDeployment } from "../../deploy/records.ts";
import { systemClock } from "../../keeper/clock.ts";
import { Fleet } from "../../keeper/fleet.ts";
import { Health } from "../../keeper/health.ts";
import { Journal } from "../../keeper/journal/journal.ts";
import { createKeeper, type Keeper } from "../../keeper/keeper.ts";
import { createLog } from "../../keeper/log.ts";
import { ProviderPool } from "../../keeper/providers/provider-pool.ts";
import { createVaultKeeper } from "../../keeper/vault-keeper.ts";
import { watch } from "../../keeper/watch.ts";
import { rulesOf } from "../../strategies/leveraged-loop/params.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import { connect } from "../chain.ts";
import type { Config } from "../config.ts";
import { configOf } from "../context.ts";
import { keyFor } from "../key.ts";
import { stopSignal } from "../stop-signal.ts";
import { inWords } from "../tick-words.ts";

interface Flags {
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly live?: boolean;
}

export function addKeeper(program: Command): void {
  program
    .command("keeper")
    .summary("keep the vault within its bands")
    .description(
      "Looks at every new block, decides what the strategy's contract decides, tries the transaction out and sends it; at " +
        "most one at a time, each step journalled before it is taken. Runs until Ctrl-C.",
    )
    .option("--once", "look once, see a transaction through, and end")
    .option("--dry-run", "say what it would do, and send nothing")
    .option("--live", "sign although the node may be Ethereum itself")
    .action(async ({ once = false, dryRun = false, live = false }: Flags, command: Command) => {
      const config = await configOf(command);
      const { key, ...params } = config.keeper;
      const chain = await connect(config);
      const { rpc, identity } = chain;
      const deployment = await readDeployment(rpc, config.stateDirectory);
      const { contracts } = deployment;
      const signer = dryRun
        ? new VoidSigner(deployment.keeper)
        : keyFor(chain, { source: key, from: "keeper", live });
      const journal = await Journal.inFile(
        join(config.stateDirectory, "keeper", `${identity}-${contracts.vault}.sqlite`),
      );
      const log = createLog(once ? "silent" : "info");
      const clock = systemClock;
      try {
        const rules = await loadLoopRules(rulesOf(readParameters(config.parameters).loop));
        const options = { rpc, contracts, signer, journal, params, rules, clock, log, dryRun };
        if (once) await lookOnce(await createKeeper(options), config);
        else {
          const source = new ProviderPool([{ name: rpc.name, rpc }], { clock, log, identity });
          const keepers = [await createVaultKeeper({ ...options, rpc: source })];
          const health = new Health([contracts.vault], params.maxDecisionAge, clock.now());
          const fleet = new Fleet({ source, keepers, health, clock, log });
          await watch(fleet, { clock, log, pollSeconds: params.pollSeconds }, stopSignal());
        }
      } finally {
        await journal.close();
      }
    });
}

/** One look, after what an earlier run left under way, and until its own transaction is settled. */
async function lookOnce(keeper: Keeper, { keeper: params }: Config): Promise<void> {
  let result = await keeper.tick();
  while (result.outcome === "waiting") {
    console.log(inWords(result));
    await systemClock.sleep(params.pollSeconds);
    result = await keeper.tick();
  }
  console.log(inWords(result));
  if (result.outcome !== "sent") return;
  let confirmation = await keeper.confirm();
  while (confirmation?.ending === "waiting") {
    await systemClock.sleep(params.pollSeconds);
    confirmation = await keeper.confirm();
  }
  const { ending, inclusion } = confirmation ?? {};
  console.log(
    inclusion === undefined ? `${ending}` : `${ending} in block ${inclusion.block}, ${inclusion.gasUsed} gas`,
  );
}
