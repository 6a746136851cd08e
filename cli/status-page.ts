/** A vault and its strategies at one block, as `keel status` prints them. */
import chalk from "chalk";
import { actionName, levelName, PriceFlag, RATIO, RateFlag, VenueFlag } from "../strategies/decision.ts";
import { showAmount } from "./amount.ts";
import { showAge, showPrice, showRatio } from "./ratio.ts";
import type { RulesView, StrategyView } from "./strategies/read-strategies.ts";
import { newTable } from "./table.ts";
import type { VaultView, View } from "./vault-view.ts";

const WAD = 10n ** 18n;

export function statusPage({ block, vault, strategies, redemptionRate }: View): string {
  return [
    `${chalk.bold(vault.name)} ${vault.address}, block ${block.number}`,
    valueTable(vault),
    holderTable(vault),
    ...strategies.map((strategy) => strategyPage(strategy, redemptionRate)),
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

/** @param redemptionRate ETH per unit that Lido redeems, WAD */
export function strategyPage(strategy: StrategyView, redemptionRate: bigint): string {
  const { kind = "strategy", token, address, entryUnits, exitUnits } = strategy;
  const { depositLimit, withdrawLimit, rules } = strategy;
  const ether = (units: bigint) => showAmount((units * redemptionRate) / WAD);
  const values = [
    `worth ${ether(entryUnits)} ETH at entry, ${ether(exitUnits)} at exit: leaving costs ${ether(entryUnits - exitUnits)} now`,
    depositLimit === 0n ? chalk.red("takes no deposit now") : "takes deposits",
    withdrawLimit < exitUnits
      ? chalk.red(`pays out ${ether(withdrawLimit)} ETH at once`)
      : "pays out all of it at once",
  ];
  const heading = `${chalk.bold(kind)}${token === undefined ? "" : ` (${token})`} ${address}`;
  return [
    heading,
    values.join("; "),
    ...(rules === undefined ? [] : rulesInWords(rules, redemptionRate)),
  ].join("\n");
}

function rulesInWords(rules: RulesView, redemptionRate: bigint): string[] {
  const { check, why, alarm } = rules;
  const target = check.target === 0 ? "" : ` to ${showRatio(check.target)}`;
  return [
    rulerTable(rules),
    ...rules.notes,
    ...doubts(rules),
    priceTable(rules, redemptionRate),
    `rules: ${chalk.bold(actionName(check.action))}${target} because ${why}; ${alarm} level ${levelName(check.level)}`,
  ];
}

function rulerTable({ ruler: { name, now, lines } }: RulesView): string {
  const table = newTable([name], ["at", "away"]);
  const away = (at: number) => `${at >= now ? "+" : "-"}${showRatio(Math.abs(at - now))}`;
  table.push(["now", showRatio(now), ""]);
  for (const [line, at] of lines) table.push([line, showRatio(at), away(at)]);
  return table.toString();
}

/** What is out of its bounds, and what the venue would refuse, by the names that the rules have for it. */
function doubts({ state }: RulesView): string[] {
  const { priceFlags, venueFlags, rateFlags = 0 } = state;
  return [
    ["out of bounds", namesIn(PriceFlag, priceFlags)],
    ["the rate is", namesIn(RateFlag, rateFlags)],
    ["the venue is", namesIn(VenueFlag, venueFlags)],
  ].flatMap(([what, names]) => (names === "" ? [] : [chalk.red(`${what}: ${names}`)]));
}

const namesIn = (flags: Readonly<Record<string, number>>, bits: number): string =>
  Object.keys(flags)
    .filter((name) => (bits & (flags[name] ?? 0)) !== 0)
    .join(", ");

function priceTable({ prices }: RulesView, redemptionRate: bigint): string {
  const table = newTable(["price of a unit"], ["ETH", "of redemption", "age"]);
  table.push(["redemption (Lido)", showAmount(redemptionRate), "1.00000", "live"]);
  for (const { by, ofRedemption, age } of prices) {
    if (ofRedemption === undefined) {
      table.push([by, "unknown", "", ""]);
      continue;
    }
    const ether = showAmount((redemptionRate * BigInt(ofRedemption)) / BigInt(RATIO));
    table.push([by, ether, showPrice(ofRedemption), age === undefined ? "live" : showAge(age)]);
  }
  return table.toString();
}
