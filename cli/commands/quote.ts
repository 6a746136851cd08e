/** `keel quote`: what selling stETH fetches now, and what that means. */
import chalk from "chalk";
import type { Command } from "commander";
import type { SaleQuote } from "../../advice/sale-quote.ts";
import { KeelError } from "../../errors/keel-error.ts";
import { parseAmount, showAmount } from "../amount.ts";
import { connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { newTable } from "../table.ts";

const WAD = 10n ** 18n;

export function addQuote(program: Command): void {
  program
    .command("quote")
    .summary("ask what selling stETH fetches now")
    .description(
      "Asks what a sale of stETH in the Curve pool fetches now: Curve's own library, the pool, and Keel's kernel on the " +
        "chain's state, which must agree to the wei. Sells nothing.",
    )
    .argument("<amount>", "stETH, such as 10 or 0.5")
    .option("--json", "one JSON object; amounts in wei as decimal strings, ratios as plain numbers")
    .action(async (text: string, { json = false }: { json?: boolean }, command: Command) => {
      const amount = parseAmount(text);
      const { rpc } = await connect(await configOf(command));
      const { quoteSale } = await import("../../advice/sale-quote.ts");
      const quote = await quoteSale(rpc, amount);
      console.log(json ? toJson(quote) : toText(quote));
      if (!quote.agree) throw disagreement(quote);
    });
}

function toJson({ price, smallPrice, ...quote }: SaleQuote): string {
  const plain = { ...quote, price: Number(price) / 1e18, smallPrice: Number(smallPrice) / 1e18 };
  return JSON.stringify(plain, (_, value) => (typeof value === "bigint" ? value.toString() : value), 2);
}

function toText(quote: SaleQuote): string {
  const { block, steth, ether, byPool, byCurveApi, price, priceImpact, belowRedemption, pool } = quote;
  const table = newTable([`a sale of ${showAmount(steth)} stETH`], ["ETH"]);
  table.push(["fetches, by Keel's kernel", showAmount(ether)]);
  table.push(["fetches, by the pool", showAmount(byPool)]);
  table.push(["fetches, by Curve's library", showAmount(byCurveApi)]);
  table.push(["price of a stETH", showAmount(price)]);
  table.push(["price impact", percent(priceImpact)]);
  table.push(["below redemption", percent(belowRedemption)]);
  const holds = `${showAmount(pool.ether)} ETH and ${showAmount(pool.steth)} stETH`;
  return `${table}\nblock ${block}; the pool holds ${holds}\n${meaning(quote)}`;
}

/** What Lido owes for the stETH, what is given up of it, and whose doing that is. */
function meaning({ steth, ether, smallPrice }: SaleQuote): string {
  const lost = steth - ether;
  if (lost <= 0n) return `The pool pays ${chalk.bold(showAmount(-lost))} ETH more than Lido owes.`;
  const standing = steth - (steth * smallPrice) / WAD;
  const reasons = `${signed(standing)} for where the pool stands, fee included, and ${signed(lost - standing)} for the size of the sale`;
  return (
    `Lido owes ${showAmount(steth)} ETH for it; selling gives up ${chalk.bold(showAmount(lost))} of them: ${reasons}.\n` +
    "Who can wait for Lido to redeem gives up none. It could not be asked to before May 2023."
  );
}

const percent = (ratio: number) => `${(ratio * 100).toFixed(4)}%`;

/** A pool above par takes part of the cost of size back. */
const signed = (wei: bigint) => (wei < 0n ? `-${showAmount(-wei)}` : showAmount(wei));

function disagreement({ ether, byPool, byCurveApi, block }: SaleQuote): KeelError {
  return new KeelError(
    "KEEL_QUOTES_DISAGREE",
    `at block ${block} the sale fetches ${ether} wei by Keel's kernel, ${byPool} by the pool, ${byCurveApi} by Curve's library`,
    "Trust none of them, and rely on no backtest, until it is known which of them is wrong",
  );
}
