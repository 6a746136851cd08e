/** A lending position as its vault sees it: the twin of what `LendingStrategy.sol` answers its vault, for a lender without caps. */
import { Level } from "../decision.ts";
import { excess } from "../kernels/math/extremes.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { MAX_UINT256 } from "../kernels/math/units.ts";
import type { VaultStrategy } from "../vault/vault.ts";
import { debtOf, entryUnits, exitUnits, type Lending, quoteRepayment } from "./books.ts";
import { decide } from "./policy.ts";
import { risk } from "./risk.ts";
import { depositUnits, withdrawUnits } from "./slice.ts";
import { liquid } from "./venue.ts";

export const lendingStrategy = (lending: Lending): VaultStrategy => ({
  entryUnits: () => entryUnits(lending),
  exitUnits: () => exitUnits(lending),
  depositLimit: () => depositLimit(lending),
  withdrawLimit: () => withdrawLimit(lending),
  entriesOpen: () => entriesOpen(lending),
  deposit: (units) => depositUnits(lending, units),
  withdraw: (units, minUnits) => withdrawUnits(lending, units, minUnits),
});

/** False from depeg level `defend` on, while a price is out of bounds, and once the venue has lost. */
function entriesOpen(lending: Lending): boolean {
  const { params } = lending.settings;
  const state = risk(lending);
  const { level } = decide(state, params);
  return level < Level.defend && state.priceFlags === 0 && state.venueRate >= params.minVenueRate;
}

function depositLimit(lending: Lending): bigint {
  const state = risk(lending);
  const { level } = decide(state, lending.settings.params);
  return level >= Level.watch || state.priceFlags !== 0 ? 0n : MAX_UINT256;
}

/** Units at exit value that one call can unwind: as many as flash liquidity buys the debt of that the venue does not pay. */
function withdrawLimit(lending: Lending): bigint {
  const { around, position } = lending;
  const units = exitUnits(lending);
  const owed = excess(debtOf(lending), position.looseStable + liquid(around.venue));
  if (units === 0n || owed === 0n) return units;
  const { wethIn } = quoteRepayment(lending, owed);
  const { flashLiquidity } = around.market;
  return flashLiquidity < wethIn ? mulDivFloor(units, flashLiquidity, wethIn) : units;
}
