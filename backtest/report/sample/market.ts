/**
 * The sample's market: a few of the recorded daily prices of a stETH in 2022, straight lines between them,
 * and a borrowing rate that stands still. Enough to look like that summer; not a tape.
 */
export const STEP = 6 * 3600;
export const FIRST = Date.UTC(2022, 4, 1) / 1000;
export const STEPS = 492;

/** A year's growth of Lido's rate, and what borrowed WETH costs. */
const STAKING_APR = 0.039;
export const BORROW_APR = 0.0178;

const DAY = 86_400;
const YEAR = 365 * DAY;
const RATE_AT_FIRST = 1.0709;

const PRICES: readonly (readonly [month: number, day: number, price: number])[] = [
  [5, 1, 0.9992],
  [5, 7, 0.9984],
  [5, 9, 0.9948],
  [5, 11, 0.9927],
  [5, 12, 0.9874],
  [5, 14, 0.9759],
  [5, 18, 0.9842],
  [5, 21, 0.9736],
  [5, 28, 0.9758],
  [6, 1, 0.9815],
  [6, 7, 0.978],
  [6, 9, 0.9729],
  [6, 10, 0.9562],
  [6, 11, 0.9517],
  [6, 12, 0.9603],
  [6, 13, 0.9461],
  [6, 14, 0.9341],
  [6, 15, 0.9429],
  [6, 18, 0.9351],
  [6, 20, 0.9378],
  [6, 23, 0.9491],
  [6, 29, 0.9598],
  [7, 5, 0.9687],
  [7, 11, 0.9724],
  [7, 23, 0.9799],
  [7, 29, 0.9744],
  [8, 4, 0.9733],
  [8, 10, 0.9639],
  [8, 16, 0.9728],
  [8, 22, 0.9738],
  [8, 28, 0.9699],
  [9, 1, 0.9716],
];

export interface Moment {
  readonly time: number;
  /** ETH for one stETH. */
  readonly price: number;
  /** stETH per Lido unit. */
  readonly rate: number;
}

export function moments(): readonly Moment[] {
  const anchors = PRICES.map(([month, day, price]) => ({
    time: Date.UTC(2022, month - 1, day) / 1000,
    price,
  }));
  return Array.from({ length: STEPS }, (_, i) => {
    const time = FIRST + i * STEP;
    const next = anchors.findIndex((anchor) => anchor.time > time);
    const [a, b] = [anchors[next - 1], anchors[next]];
    if (a === undefined || b === undefined) throw new RangeError(`no price at ${time}`);
    const price = a.price + ((b.price - a.price) * (time - a.time)) / (b.time - a.time);
    const days = Math.floor((time - FIRST + DAY / 2) / DAY);
    return { time, price, rate: RATE_AT_FIRST * (1 + (STAKING_APR * days * DAY) / YEAR) };
  });
}
