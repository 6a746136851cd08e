/**
 * The market of columns for the whole exact engine: it stands as each row says, the own loan added to other people's, and the keeper
 * acts in the row itself. Everything else, vault, flows, rules and attribution included, is the engine's as among trades.
 */
import type { ExactRun } from "../engine/exact.ts";
import type { Mover } from "../engine/mover.ts";
import type { System } from "../engine/system.ts";
import type { Columns } from "./columns.ts";
import { columnsOf } from "./from-tape.ts";
import { accrueTo, debtOfRow, lendAt, marketAt, openReserves } from "./row-market.ts";

/** The market that a run's own tape states. */
export const statedMarket = (run: ExactRun): Mover => statedBy(columnsOfRun(run));

/** Of the last run that asked: ways to come through one tape are played one after the other. */
let last:
  | { readonly run: Pick<ExactRun, "tape" | "world" | "deployment">; readonly columns: Columns }
  | undefined;

/** The columns of a run's steps. */
export function columnsOfRun({ tape, world, deployment }: ExactRun): Columns {
  if (last?.run.tape === tape && last.run.world === world && last.run.deployment === deployment)
    return last.columns;
  const columns = columnsFrom({ tape, world, deployment });
  last = { run: { tape, world, deployment }, columns };
  return columns;
}

function columnsFrom({ tape, world, deployment }: Pick<ExactRun, "tape" | "world" | "deployment">): Columns {
  const rows = tape.rows.filter(({ time }) => time > deployment.time);
  const { assumedStakingApr } = deployment.prices;
  const lenderPrice = world.lender.collateral.atMarket ? "market" : "redemption";
  return columnsOf({ ...tape, rows }, { world, lenderPrice, assumedStakingApr });
}

/** For one run whose steps are the columns' rows. */
export function statedBy(columns: Columns): Mover {
  const reserves = openReserves(columns.terms, columns.time[0] ?? 0);
  let others = 0n;
  return {
    keeperDelay: 0,
    move({ market, played }: System, row, reported, step): void {
      const { weth, wsteth } = market.lender;
      // Beside what others owe and supply there is only the run's own.
      const own = {
        weth: { scaledDebt: step === 0 ? 0n : weth.scaledDebt - others, scaledSupply: 0n },
        wsteth: { scaledSupply: step === 0 ? 0n : wsteth.scaledSupply, scaledDebt: 0n },
      };
      if (step > 0) reserves.weth.variableBorrowRate = weth.variableBorrowRate;
      const { debt } = accrueTo(reserves, own, columns.time[step] as number);
      const total = debtOfRow(columns, step) + debt;
      lendAt(columns.terms, reserves, total);
      const stated = marketAt(columns, step, reserves, own.wsteth.scaledSupply, total);
      others = stated.market.lender.weth.scaledDebt - own.weth.scaledDebt;
      // Columns say nothing of Lido's queue: what unwinds, sells.
      Object.assign(market, stated.market, { withdrawalQueue: undefined });
      Object.assign(played.prices, stated.prices);
      reported();
      played.follow(row);
    },
  };
}
