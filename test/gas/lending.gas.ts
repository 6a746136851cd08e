/**
 * The gas of a lending position's life, each action as the rules ask for it: an opening, a first borrow, a repayment from the venue
 * above the band, a harvest of what the loan earned, and the unwinding of a loan that no longer pays.
 */

import { accounts } from "../../devnet/accounts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { Action } from "../../strategies/decision.ts";
import { LendingOnChain } from "../worlds/lending-on-chain.ts";
import type { GasReading } from "./gas-reading.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;
/** The lender's terms under which an LTV of 50% is above the band: LTV, threshold, bonus. */
const TIGHTER = [4_000, 5_200, 10_750];
const USUAL = [6_900, 8_100, 10_750];
const TERMS = ["function configureReserveAsCollateral(address, uint256, uint256, uint256)"];
/** Of the lender's 200 million: with them gone a loan costs more than the venue yields. */
const TO_DEAR = 118_000_000n * 1_000_000n;
const POOL = ["function withdraw(address asset, uint256 amount, address to)"];

export const gas: GasReading = {
  name: "lending",
  async run() {
    const chain = await LendingOnChain.open();
    const terms = (basisPoints: readonly number[]) =>
      chain.send("builder", addressBook.aavePoolConfigurator.address, TERMS, "configureReserveAsCollateral", [
        addressBook.wstETH.address,
        ...basisPoints,
      ]);
    const act = async (action: Action) => Number((await chain.execute(action)).gasUsed);
    try {
      await chain.deposit("alice", 500n * STETH);
      const open = Number((await chain.allocate(400n * STETH)).gasUsed);
      const borrow = await act(Action.borrow);
      await chain.observe(80 * DAY);
      await chain.observe(12);
      const harvest = await act(Action.harvest);
      await terms(TIGHTER);
      const repay = await act(Action.repay);
      await terms(USUAL);
      const { aavePool } = addressBook;
      await chain.send("lenderWhale", aavePool.address, POOL, "withdraw", [
        chain.market.stable,
        TO_DEAR,
        accounts.lenderWhale,
      ]);
      await chain.observe(DAY);
      const unwind = await act(Action.unwind);
      return {
        "lending-open": open,
        "lending-borrow": borrow,
        "lending-harvest": harvest,
        "lending-repay": repay,
        "lending-unwind": unwind,
      };
    } finally {
      await chain.close();
    }
  },
};
