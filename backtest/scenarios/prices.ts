/** Stresses of stETH's price. */
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import { builtInTape } from "../tape/built-in.ts";
import { repriced } from "../tape/reprice.ts";
import type { TapeRow } from "../tape/tape.ts";
import { tooSevere } from "./refuse.ts";
import { changedFor, HOUR, type Scenario } from "./scenario.ts";

/** The depeg of 2022 begins here, at par, and its pool balances are known to here. */
const JUNE_2022 = { from: Date.UTC(2022, 4, 7) / 1_000, to: Date.UTC(2022, 5, 22) / 1_000 };
/** What the venue's print of April 2024 lost, and for how long. */
const PRINT = { loss: (WAD * 30n) / 100n, lasting: HOUR };

/** The price less `loss` of it, times the severity. */
function fallen(row: TapeRow, loss: Wad, severity: Wad, name: string): TapeRow {
  const left = WAD - (loss * severity) / WAD;
  if (left <= 0n) throw tooSevere(name, severity, "stETH would be worth nothing");
  return repriced(row, (row.stethEth.value * left) / WAD);
}

export const june2022: Scenario = {
  name: "june-2022",
  means: "stETH goes the way it went from 7 May to 22 June 2022, to 0.934 ETH, and stays where it was then",
  apply: (rows, { from, severity }) => {
    const path = builtInTape().rows.filter(({ time }) => time >= JUNE_2022.from && time <= JUNE_2022.to);
    return rows.map((row) => {
      if (row.time < from) return row;
      const elapsed = row.time - from;
      const then = path.findLast(({ time }) => time - JUNE_2022.from <= elapsed);
      return fallen(row, WAD - (then?.stethEth.value ?? WAD), severity, "june-2022");
    });
  },
};

export const ezeth2024: Scenario = {
  name: "ezeth-2024",
  means: "the market prints 0.7 for an hour, as one venue did for ezETH on 24 April 2024, and recovers",
  apply: (rows, { from, severity }) =>
    changedFor(rows, from, PRINT.lasting, (row) => fallen(row, PRINT.loss, severity, "ezeth-2024")),
};
