/** Where something first breaks as it is made worse and worse. */

export interface Search {
  /**
   * The first multiple tried, the largest, and how near the answer must come, all in the same steps of a
   * multiple.
   */
  readonly from: number;
  readonly cap: number;
  readonly precision: number;
  /** Known to hold, or taken to; zero without it. */
  readonly held?: number;
}

export interface BreakPoint {
  /** The smallest multiple found to break, or null where none up to the cap does. */
  readonly multiple: number | null;
  /** The largest multiple below it that was tried and did not break. */
  readonly survivedUpTo: number;
}

/** How much worse each try is than the one before, until one breaks. */
const GROWTH = 1.25;
const larger = (multiple: number): number => Math.max(multiple + 1, Math.ceil(multiple * GROWTH));

/**
 * Tries ever larger multiples until one breaks, then halves the gap to the last that held. What holds at one
 * multiple might break at a smaller one, where a defence works only in a deeper crisis; tries a quarter apart
 * keep such gaps small. Multiples are integers, e.g. hundredths.
 */
export function firstBreak(breaksAt: (multiple: number) => boolean, search: Search): BreakPoint {
  const tries = searching(search);
  let next = tries.next();
  while (!next.done) next = tries.next(breaksAt(next.value));
  return next.value;
}

/** The same search, a try at a time: yields a multiple, and is told whether it breaks. */
export function* searching({
  from,
  cap,
  precision,
  held: known = 0,
}: Search): Generator<number, BreakPoint, boolean> {
  let held = known;
  let broken: number | null = null;
  for (let multiple = from; broken === null && held < cap; multiple = larger(multiple)) {
    const tried = Math.min(multiple, cap);
    if (yield tried) broken = tried;
    else held = tried;
  }
  if (broken === null) return { multiple: null, survivedUpTo: held };
  while (broken - held > precision) {
    const middle: number = Math.floor((held + broken) / 2);
    if (yield middle) broken = middle;
    else held = middle;
  }
  return { multiple: broken, survivedUpTo: held };
}
