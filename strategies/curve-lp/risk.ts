/**
 * Everything that the policy needs to know of liquidity in a Curve pool, as ratios, ages and codes. The twin of
 * `check` in `contracts/strategies/curve-lp/CurveLpAdvisor.sol`, for a position that earns no rewards.
 */
import { Level, SATURATED, VenueFlag } from "../decision.ts";
import { mulDivFloor } from "../kernels/math/mul-div.ts";
import { WAD } from "../kernels/math/units.ts";
import { ratio } from "../leveraged-loop/risk.ts";
import { quoteSell } from "../market/steth-route.ts";
import { readPrices } from "../prices/steth-prices.ts";
import { type CurveLpState, decide } from "./policy.ts";
import { type CurveLp, LEAST_ENTRY, looseAssets, quoteOut, roomFor, worth } from "./position.ts";
import { partToSell } from "./sizing.ts";

const FROM_WAD = 1_000_000_000n;
const SATURATED_BIG = BigInt(SATURATED);

export function risk(lp: CurveLp): CurveLpState {
  const { market, prices, position, venue } = lp;
  const reading = readPrices(prices, market);
  const virtualPrice = venue.virtualPrice();
  const inPool = worth(lp, position.lp);
  const whole = position.looseShares + inPool;
  const { ether, steth } = venue.reserves();
  const frozen = ether === 0n || steth === 0n;
  const out = inPool > 0n ? quoteOut(lp, position.lp) : { oneSided: 0n, balanced: 0n };
  const assets = looseAssets(lp);
  const entering = assets >= LEAST_ENTRY && !frozen;
  return {
    open: whole > 0n ? 1 : 0,
    level: position.level,
    priceFlags: reading.flags,
    venueFlags: frozen ? VenueFlag.frozen : 0,
    placed: ratio(inPool, whole),
    room: ratio(worth(lp, venue.supply() - position.lp), whole),
    stethShare: ratio(steth, ether + steth),
    peg: saturated(reading.peg / FROM_WAD),
    marketAge: Math.min(reading.marketAge, SATURATED),
    virtualPrice: ratio(virtualPrice, position.highest),
    virtualPriceAge: Math.min(market.time - position.lastObservation, SATURATED),
    ...(entering ? quoteIn(lp, assets) : { oneSidedIn: 0, balancedIn: 0 }),
    oneSidedOut: ratio(out.oneSided, inPool),
    balancedOut: ratio(out.balanced, inPool),
    rewards: 0,
    sinceAction: Math.min(market.time - position.lastAction, SATURATED),
    sinceHarvest: Math.min(market.time - position.lastHarvest, SATURATED),
  };
}

/** False from depeg level `defend` on, and while a price or the virtual price is out of bounds. */
export function entriesOpen(lp: CurveLp): boolean {
  const state = risk(lp);
  if (state.priceFlags !== 0 || state.virtualPrice < lp.params.minVirtualPrice) return false;
  return decide(state, lp.params).level < Level.defend;
}

/** Units that the vault may put beside the pool now. */
export function depositLimit(lp: CurveLp): bigint {
  const { params } = lp;
  const state = risk(lp);
  const refused = state.priceFlags !== 0 || state.venueFlags !== 0;
  if (refused || decide(state, params).level >= Level.watch) return 0n;
  if (state.virtualPrice < params.minVirtualPrice || state.virtualPrice > params.maxVirtualPrice) return 0n;
  return roomFor(lp);
}

function quoteIn(lp: CurveLp, assets: bigint): Pick<CurveLpState, "oneSidedIn" | "balancedIn"> {
  const { market, venue } = lp;
  const price = venue.virtualPrice();
  const worthOf = (minted: bigint) => mulDivFloor(minted, price, WAD);
  const sold = partToSell(lp, assets);
  const balanced = sold === 0n ? 0n : worthOf(venue.quoteMint(quoteSell(market, sold), assets - sold));
  return {
    oneSidedIn: ratio(worthOf(venue.quoteMint(0n, assets)), assets),
    balancedIn: ratio(balanced, assets),
  };
}

const saturated = (value: bigint): number => (value < SATURATED_BIG ? Number(value) : SATURATED);
