/** Lending collateral: LTV between its bands, and whether the loan pays for itself. */

import { Reason } from "../../strategies/decision.ts";
import { bands, type LendingParams, type LendingState } from "../../strategies/lending/policy.ts";
import { showRatio } from "../ratio.ts";
import { marketAndLender, type Printer } from "./printer.ts";

export const lendingPrinter: Printer<LendingState, LendingParams> = {
  kind: "lending collateral",
  contract: "LendingStrategy",
  getter: "stableRoute",
  alarm: "depeg",
  ruler({ ltv, liquidationLtv }, params, { level }) {
    const { low, target, high, line } = bands(liquidationLtv, level, params);
    return {
      name: "LTV",
      now: ltv,
      lines: [
        ["borrows below", low],
        ["target", target],
        ["repays above", high],
        ["ripcord", line],
        ["liquidation", liquidationLtv],
      ],
    };
  },
  notes({ carry, cover, liquid, venueRate, ltv }, { unwindCarry, harvestCover, minVenueRate }) {
    const carries = `carry ${showRatio(carry)} a year on what is borrowed; repays below ${showRatio(unwindCarry)}`;
    if (ltv === 0) return [carries, "nothing is borrowed"];
    return [
      carries,
      `the venue holds ${showRatio(cover)} of the debt, and pays out ${showRatio(liquid)} of it now; harvests from ${showRatio(harvestCover)}`,
      `its share is worth ${showRatio(venueRate)} of its best; left below ${showRatio(minVenueRate)}`,
    ];
  },
  prices: marketAndLender,
  words: {
    [Reason.refusedLevel]: "there is a depeg, and borrowing waits",
    [Reason.refusedPriceStale]: "a price is too old to borrow on",
    [Reason.refusedPriceBound]: "a price is out of its bounds, and borrowing waits",
    [Reason.refusedBorrowLimit]: "the lender's limit leaves no room to borrow",
    [Reason.refusedCarry]: "borrowing would earn too little",
  },
};
