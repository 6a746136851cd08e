/** `keel status`: the vault, its strategies, and what the rules of each ask for now. */
import type { Command } from "commander";
import { readDeployment } from "../../deploy/records.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { statusPage } from "../status-page.ts";
import { readView, type View } from "../vault-view.ts";

export function addStatus(program: Command): void {
  program
    .command("status")
    .summary("show the vault, its strategies and what the rules ask for")
    .description(
      "Shows the vault's two values (entry: debt at the rate Lido redeems; exit: what leaving would realise now), its " +
        "holders, and each strategy: its bands and how far away they are, carry, exit cost, the three prices with their ages, " +
        "and the action that its contract asks for and why.",
    )
    .option("--json", "one JSON object; amounts in wei as decimal strings, ratios scaled 1e9")
    .action(async ({ json = false }: { json?: boolean }, command: Command) => {
      const config = await configOf(command);
      const { rpc, identity } = await connect(config);
      const view = await readView(rpc, await readDeployment(rpc, config.stateDirectory));
      console.log(json ? toJson(identity, view) : statusPage(view));
    });
}

function toJson(chain: string, { block, vault, strategies }: View): string {
  const facts = { chain, block, vault, strategies };
  return JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}
