/**
 * How deep a depeg is, and when it is over. The twin of `contracts/strategies/DepegLevels.sol`, shared by every policy that
 * heeds the market price: a level is entered at once and left only past a threshold of its own, so that a price that
 * flaps around one threshold moves the level once.
 */
import { Level, SATURATED } from "./decision.ts";

/** Pegs (marketRate / redemptionRate, scaled 1e9) below which a level is entered, and from which it is left again. */
export interface DepegThresholds {
  readonly watchPeg: number;
  readonly watchReentry: number;
  readonly defendPeg: number;
  readonly defendReentry: number;
  readonly evacuatePeg: number;
  readonly evacuateReentry: number;
}

/** The depeg level after `peg` is seen at `level`: up at once, down only past each level's re-entry. */
export function nextLevel(level: number, peg: number, thresholds: DepegThresholds): Level {
  const entered = levelAt(peg, thresholds);
  let next = knownLevel(level);
  if (entered >= next) return entered;
  if (next === Level.evacuate && peg >= thresholds.evacuateReentry) next = Level.defend;
  if (next === Level.defend && entered < Level.defend && peg >= thresholds.defendReentry) next = Level.watch;
  if (next === Level.watch && entered < Level.watch && peg >= thresholds.watchReentry) next = Level.calm;
  return next;
}

/** A level that was remembered; what no contract writes counts as the deepest. */
export const knownLevel = (level: number): Level => Math.min(level, Level.evacuate) as Level;

/** True where deeper levels have lower thresholds, and each is left at or above where it is entered. */
export function thresholdsInOrder(thresholds: DepegThresholds): boolean {
  const { evacuatePeg, defendPeg, watchPeg, evacuateReentry, defendReentry, watchReentry } = thresholds;
  return (
    evacuatePeg <= defendPeg &&
    defendPeg <= watchPeg &&
    evacuatePeg <= evacuateReentry &&
    defendPeg <= defendReentry &&
    watchPeg <= watchReentry &&
    evacuateReentry <= defendReentry &&
    defendReentry <= watchReentry &&
    watchReentry <= SATURATED
  );
}

function levelAt(peg: number, { evacuatePeg, defendPeg, watchPeg }: DepegThresholds): Level {
  if (peg < evacuatePeg) return Level.evacuate;
  if (peg < defendPeg) return Level.defend;
  return peg < watchPeg ? Level.watch : Level.calm;
}
