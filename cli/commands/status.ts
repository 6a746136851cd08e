/** `keel status`: the vault, its strategy, and what the rules ask for now. */
import chalk from "chalk";
import type { Command } from "commander";
import { readDeployment } from "../../deploy/records.ts";
import { actionName, levelName } from "../../strategies/decision.ts";
import { showAmount } from "../amount.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { showAge, showPrice, showRatio } from "../ratio.ts";
import { because } from "../reason-words.ts";
import { newTable } from "../table.ts";
import { readView, type StrategyView, type VaultView, type View } from "../vault-view.ts";

export function addStatus(program: Command): void {
  program
    .command("status")
    .summary("show the vault, its strategy and what the rules ask for")
    .description(
      "Shows the vault's two values (entry: debt at the rate Lido redeems; exit: what leaving would realise now), its " +
        "holders, the loop's LTV against its bands, the three prices with their ages, and the action the contract asks for.",
    )
    .option("--json", "one JSON object; amounts in wei as decimal strings, ratios scaled 1e9")
    .action(async ({ json = false }: { json?: boolean }, command: Command) => {
      const config = await configOf(command);
      const { rpc, identity } = await connect(config);
      const view = await readView(rpc, await readDeployment(rpc, config.stateDirectory));
      console.log(json ? toJson(identity, view) : toText(view));
    });
}

function toJson(chain: string, { vault, strategy, snapshot }: View): string {
  const { block, state, params, check } = snapshot;
  const facts = { chain, block, vault, strategy: { ...strategy, state, params }, check };
  return JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}

function toText({ vault, strategy, snapshot }: View): string {
  return [
    `${chalk.bold(vault.name)} ${vault.address}, block ${snapshot.block.number}`,
    valueTable(vault),
    holderTable(vault),
    `${chalk.bold("leveraged loop")} ${strategy.address}`,
    positionTable(strategy, snapshot),
    priceTable(strategy, snapshot),
    `rules: ${ask(snapshot)}`,
  ].join("\n");
}

function valueTable(vault: VaultView): string {
  const table = newTable(["stETH"], ["entry value", "exit value"]);
  table.push(["whole vault", showAmount(vault.entryAssets), showAmount(vault.exitAssets)]);
  table.push(["one share", showAmount(vault.entryPerShare), showAmount(vault.exitPerShare)]);
  const open = vault.entriesOpen ? "deposits open" : chalk.red("deposits closed");
  return `${table}\nidle ${showAmount(vault.idleAssets)} stETH, exit cost ${showAmount(vault.exitCost)} stETH, ${open}`;
}

function holderTable({ holders }: VaultView): string {
  if (holders.length === 0) return "nobody holds shares";
  const table = newTable(["holder"], ["shares", "exit value"]);
  for (const { address, role, shares, exitAssets } of holders) {
    table.push([
      role === undefined ? address : `${address} (${role})`,
      showAmount(shares),
      showAmount(exitAssets),
    ]);
  }
  return table.toString();
}

function positionTable({ bands }: StrategyView, { state }: View["snapshot"]): string {
  if (state.open === 0) return "no position";
  const table = newTable(["LTV"], ["at", "away"]);
  const away = (ltv: number) => `${ltv >= state.ltv ? "+" : "-"}${showRatio(Math.abs(ltv - state.ltv))}`;
  table.push(["now", showRatio(state.ltv), ""]);
  const lines = [
    ["levers below", bands.low],
    ["target", bands.target],
    ["delevers above", bands.high],
    ["ripcord", bands.line],
    ["liquidation", state.liquidationLtv],
  ] as const;
  for (const [name, ltv] of lines) table.push([name, showRatio(ltv), away(ltv)]);
  return `${table}\ncarry ${showRatio(state.carry)} a year on each borrowed unit`;
}

function priceTable(
  { redemptionRate, marketRate, lenderRate }: StrategyView,
  { state }: View["snapshot"],
): string {
  const table = newTable(["price of a unit"], ["ETH", "of redemption", "age"]);
  table.push(["redemption (Lido)", showAmount(redemptionRate), "1.00000", "live"]);
  table.push(["market (pool, feed)", showAmount(marketRate), showPrice(state.peg), showAge(state.marketAge)]);
  table.push([
    "lender (oracle)",
    showAmount(lenderRate),
    showPrice(state.lenderPeg),
    showAge(state.lenderAge),
  ]);
  return table.toString();
}

function ask({ check }: View["snapshot"]): string {
  const target = check.target === 0 ? "" : ` to ${showRatio(check.target)}`;
  return `${chalk.bold(actionName(check.action))}${target} because ${because(check.reason)}; depeg level ${levelName(check.level)}`;
}
