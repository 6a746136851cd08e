/**
 * The sample's loop: the real policy on a position of plain numbers. It shows what a run looks like; it is
 * not the engine, and its amounts are no result of Keel's.
 */
import { Action, SATURATED } from "../../../strategies/decision.ts";
import { bands, decide, type LoopParams, Queued } from "../../../strategies/leveraged-loop/policy.ts";
import { gasOf } from "../../engine/gas.ts";
import type { ActionRecord, Run, StepRecord } from "../../result.ts";
import { BORROW_APR, moments, STEP } from "./market.ts";

const RATIO = 1e9;
const YEAR = 365 * 86_400;
const LIQUIDATION_LTV = 0.81;
const KEEPER_DELAY = 12;
const GAS = { lever: 912_400n, delever: 1_043_700n, mark: 88_200n, allocate: 286_000n, poke: 83_600n };
/** stETH that the vault's depositors brought. */
const DEPOSITED = 400;
/** What a swap loses to the pool's fee and its own size. */
const SWAP_COST = 0.0011;

const ratio = (value: number) => Math.floor(Math.min(value * RATIO, SATURATED));
const wei = (value: number) => BigInt(Math.round(value * 1e9)) * 1_000_000_000n;

export function sampleRun(label: string, params: LoopParams, managed: boolean): Run {
  const steps: StepRecord[] = [];
  const actions: ActionRecord[] = [];
  const liquidations: number[] = [];
  const market = moments();
  const first = market[0] ?? { rate: 1, price: 1 };
  let units = DEPOSITED / first.rate;
  const shares = units;
  let debt = 0;
  let level = 0;
  let acted = 0;
  let seen = first.price;

  for (const { time, price, rate } of market) {
    debt *= 1 + (BORROW_APR * STEP) / YEAR;
    seen += (price - seen) * 0.6;
    const ltv = () => debt / (units * rate * price);
    const before = ltv();
    if (before >= LIQUIDATION_LTV) liquidations.push(time);
    const decision = decide(
      {
        open: 1,
        level,
        priceFlags: 0,
        venueFlags: 0,
        ltv: ratio(before),
        liquidationLtv: ratio(LIQUIDATION_LTV),
        borrowLtv: ratio(0.69),
        peg: ratio(seen),
        lenderPeg: ratio(price),
        carry: ratio(0.02),
        marketAge: 0,
        lenderAge: 0,
        sinceAction: acted === 0 ? SATURATED : time - acted,
        sinceSale: SATURATED,
        lenderAtMarket: 1,
        held: 0,
        queued: Queued.nothing,
        carryAfter: ratio(0.02),
        borrowRate: ratio(0.02),
        saleCost: ratio(SWAP_COST),
        queueWait: SATURATED,
      },
      params,
    );

    if (decision.action !== Action.hold && (managed || acted === 0)) {
      const paid = price * (1 - SWAP_COST);
      const goal = decision.target / RATIO;
      let [sold, borrowed] = [0, 0];
      if (decision.action === Action.delever) {
        sold = (debt - goal * units * rate * price) / (paid - goal * price);
        units -= sold / rate;
        debt -= sold * paid;
        acted = time;
      } else if (decision.action === Action.lever) {
        borrowed = (goal * units * rate * price - debt) / (1 - (goal * price * (1 - SWAP_COST)) / price);
        units += (borrowed * (1 - SWAP_COST)) / price / rate;
        debt += borrowed;
        acted = time;
      }
      level = decision.level;
      actions.push({
        time: time + KEEPER_DELAY,
        kind: "execute",
        decision,
        ltvBefore: ratio(before),
        ltvAfter: ratio(ltv()),
        sold: wei(sold),
        repaid: wei(sold * paid),
        borrowed: wei(borrowed),
        allocated: 0n,
        gained: wei((borrowed * (1 - SWAP_COST)) / price / rate),
        gasUsed: gasOf("execute", decision.action, GAS),
        gasGwei: 45.5,
      });
    }

    const worth = units * rate;
    steps.push({
      time,
      collateral: wei(units),
      debt: wei(debt),
      entryPerShare: wei((worth - debt) / rate / shares),
      exitPerShare: wei((worth - debt / (seen * (1 - SWAP_COST))) / rate / shares),
      redemptionRate: wei(rate),
      poolPrice: wei(price),
      peg: ratio(seen),
      ltv: ratio(ltv()),
      worstLtv: ratio(before),
      healthFactor: before === 0 ? SATURATED : ratio(LIQUIDATION_LTV / before),
      bands: bands(
        {
          liquidationLtv: ratio(LIQUIDATION_LTV),
          lenderAtMarket: 1,
          lenderPeg: ratio(price),
        },
        level,
        params,
      ),
      liquidationLtv: ratio(LIQUIDATION_LTV),
      level,
      carry: ratio(0.02),
    });
  }

  const start = steps[0];
  const end = steps.at(-1);
  const of100 = (perShare: bigint) =>
    start === undefined || end === undefined
      ? 0n
      : (100n * perShare * end.redemptionRate) / start.redemptionRate;
  return {
    label,
    engine: "exact",
    managed,
    steps,
    actions,
    flows: [],
    liquidations,
    finalEntryAssets: of100(end?.entryPerShare ?? 0n),
    finalExitAssets: of100(end?.exitPerShare ?? 0n),
  };
}
