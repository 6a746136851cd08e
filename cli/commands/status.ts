/** `keel status`: the vault, its strategies, and what the rules of each ask for now. */
import chalk from "chalk";
import type { Command } from "commander";
import { readDeployment } from "../../deploy/records.ts";
import { actionName, levelName, RATIO } from "../../strategies/decision.ts";
import { showAmount } from "../amount.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { showAge, showPrice, showRatio } from "../ratio.ts";
import { because } from "../reason-words.ts";
import type { RulesView, StrategyView } from "../strategies/read-strategies.ts";
import { newTable } from "../table.ts";
import { readView, type VaultView, type View } from "../vault-view.ts";

const WAD = 10n ** 18n;

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
      console.log(json ? toJson(identity, view) : toText(view));
    });
}

function toJson(chain: string, { block, vault, strategies }: View): string {
  const facts = { chain, block, vault, strategies };
  return JSON.stringify(facts, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}

function toText({ block, vault, strategies, redemptionRate }: View): string {
  return [
    `${chalk.bold(vault.name)} ${vault.address}, block ${block.number}`,
    valueTable(vault),
    holderTable(vault),
    ...strategies.flatMap((strategy) => strategyInWords(strategy, redemptionRate)),
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

function strategyInWords(strategy: StrategyView, redemptionRate: bigint): string[] {
  const { kind = "strategy", address, entryUnits, exitUnits, depositLimit, withdrawLimit, rules } = strategy;
  const ether = (units: bigint) => showAmount((units * redemptionRate) / WAD);
  const values = [
    `worth ${ether(entryUnits)} ETH at entry, ${ether(exitUnits)} at exit: leaving costs ${ether(entryUnits - exitUnits)} now`,
    depositLimit === 0n ? chalk.red("takes no deposit now") : "takes deposits",
    withdrawLimit < exitUnits
      ? chalk.red(`pays out ${ether(withdrawLimit)} ETH at once`)
      : "pays out all of it at once",
  ];
  const heading = `${chalk.bold(kind)} ${address}\n${values.join("; ")}`;
  if (rules === undefined) return [heading];
  return [
    heading,
    rulerTable(rules),
    ...rules.notes,
    priceTable(rules, redemptionRate),
    `rules: ${ask(rules)}`,
  ];
}

function rulerTable({ ruler: { name, now, lines } }: RulesView): string {
  const table = newTable([name], ["at", "away"]);
  const away = (at: number) => `${at >= now ? "+" : "-"}${showRatio(Math.abs(at - now))}`;
  table.push(["now", showRatio(now), ""]);
  for (const [line, at] of lines) table.push([line, showRatio(at), away(at)]);
  return table.toString();
}

function priceTable({ state }: RulesView, redemptionRate: bigint): string {
  const { peg, marketAge, lenderPeg, lenderAge } = state;
  const ether = (price: number) => showAmount((redemptionRate * BigInt(price)) / BigInt(RATIO));
  const table = newTable(["price of a unit"], ["ETH", "of redemption", "age"]);
  table.push(["redemption (Lido)", showAmount(redemptionRate), "1.00000", "live"]);
  table.push(["market (pool, feed)", ether(peg), showPrice(peg), showAge(marketAge)]);
  if (lenderPeg !== undefined && lenderAge !== undefined) {
    table.push(["lender (oracle)", ether(lenderPeg), showPrice(lenderPeg), showAge(lenderAge)]);
  }
  return table.toString();
}

function ask({ check }: RulesView): string {
  const target = check.target === 0 ? "" : ` to ${showRatio(check.target)}`;
  return `${chalk.bold(actionName(check.action))}${target} because ${because(check.reason)}; depeg level ${levelName(check.level)}`;
}
