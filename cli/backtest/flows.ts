/**
 * Who comes to a vault and who leaves it, from a CSV of one's own:
 *
 *     date,who,deposit,redeem
 *     2022-05-20,bob,60,
 *     2022-06-14,bob,,all
 *
 * Deposits are stETH, redemptions vault shares or `all` of them; a leaver takes what there is.
 */
import { readFileSync } from "node:fs";
import type { Flow } from "../../backtest/engine/flows.ts";
import { csvTable } from "../../backtest/tape/csv-table.ts";
import { parseDecimal } from "../../backtest/tape/decimal.ts";
import { KeelError } from "../../errors/keel-error.ts";

const COLUMNS = ["date", "who", "deposit", "redeem"];
const AMOUNT = /^\d+(\.\d{1,18})?$/;
const DATE = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2})?Z)?$/;

/** @throws KEEL_NO_FILE, KEEL_FLOWS with line and column */
export function readFlows(path: string): readonly Flow[] {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    throw new KeelError("KEEL_NO_FILE", `${path} cannot be read`, "Name a file that exists", { cause });
  }
  const { header, rows } = csvTable(text, path);
  const refuse = (where: string, what: string): never => {
    throw new KeelError(
      "KEEL_FLOWS",
      `${path}, ${where}: ${what}`,
      `Write ${COLUMNS.join(",")}, one of the last two`,
    );
  };
  if (header.fields.join() !== COLUMNS.join()) refuse(`line ${header.line}`, "the columns have other names");
  return rows.map(({ line, fields }): Flow => {
    const [date = "", who = "", deposit = "", redeem = ""] = fields;
    const at = (column: string) => `line ${line}, column ${column}`;
    const time = Date.parse(date) / 1_000;
    if (!DATE.test(date) || Number.isNaN(time)) refuse(at("date"), `"${date}" is no UTC date`);
    if (who === "") refuse(at("who"), "nobody is named");
    if ((deposit === "") === (redeem === ""))
      refuse(`line ${line}`, "either a deposit or a redemption is wanted");
    const amount = (column: string, given: string): bigint =>
      AMOUNT.test(given) ? (parseDecimal(given, 18) ?? 0n) : refuse(at(column), `"${given}" is no amount`);
    if (deposit !== "") return { time, who, kind: "deposit", assets: amount("deposit", deposit) };
    const shares = redeem === "all" ? redeem : amount("redeem", redeem);
    return { time, who, kind: "redeem", shares, minAssets: 0n };
  });
}
