/** Stresses of what a position needs from others: a price from the lender's oracle, ether from Lido. */
import { WAD, type Wad } from "../../strategies/kernels/math/units.ts";
import type { TapeRow } from "../tape/tape.ts";
import { tooSevere } from "./refuse.ts";
import { changedFor, DAY, HOUR, type Scenario } from "./scenario.ts";

const CAPPED = { loss: (WAD * 285n) / 10_000n, lasting: HOUR };
const FREEZE_DAYS: Wad = 46n * WAD;

export const capo2026: Scenario = {
  name: "capo-2026",
  means:
    "a lender that prices by the exchange rate takes wstETH for 2.85% less for an hour, as on 10 March 2026",
  apply: (rows, { from, severity }) => {
    const left = WAD - (CAPPED.loss * severity) / WAD;
    if (left <= 0n) throw tooSevere("capo-2026", severity, "wstETH would be worth nothing");
    const lenderPeg = { value: left, label: "synthetic" } as const;
    return changedFor(rows, from, CAPPED.lasting, (row) => ({ ...row, lenderPeg }));
  },
};

export const queueFreeze: Scenario = {
  name: "queue-freeze",
  means:
    "Lido pays nobody for 46 days, the longest wait of September 2025; at 0.4 for the 18 days of July, at 10 for longer than a year",
  apply: (rows, { from, severity }) => {
    const days = (FREEZE_DAYS * severity) / WAD;
    return rows.map((row): TapeRow => {
      const left = days - (BigInt(row.time - from) * WAD) / BigInt(DAY);
      if (row.time < from || left <= (row.queueWait?.value ?? 0n)) return row;
      return { ...row, queueWait: { value: left, label: "synthetic" } };
    });
  },
};
