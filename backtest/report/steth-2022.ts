/** What a reader of the 2022 scenario must know: where its tape comes from, and what it assumes. */
import type { Note, TapeLabel } from "./input.ts";

const seconds = (day: string) => Date.parse(`${day}T00:00:00Z`) / 1000;

export const STETH_2022_TITLE = "stETH, May to August 2022";

export const STETH_2022_LABELS: readonly TapeLabel[] = [
  {
    from: seconds("2022-05-01"),
    to: seconds("2022-06-23"),
    grade: "measured",
    short: "daily prices and pool balances",
    says:
      "Once a day: the price of a sale of 1 stETH in the Curve pool" +
      " 0xDC24316b9AE028F1497c275EB9192a3Ea0f67022, and the pool's two balances.",
  },
  {
    from: seconds("2022-06-23"),
    to: seconds("2022-09-01"),
    grade: "derived",
    short: "daily median price, last known depth",
    says:
      "Once a day: the market's median price. The pool's balances are not known after 22 June: its" +
      " depth of that day is held, and its mix is what gives the day's price.",
  },
  {
    from: seconds("2022-06-26"),
    to: seconds("2022-09-01"),
    grade: "carried",
    short: "gas price, later utilisation",
    says:
      "The day's average gas price is known to 25 June, the utilisation of Aave v2's WETH to 12 July." +
      " The last known figure is carried on.",
  },
  {
    from: seconds("2022-05-01"),
    to: seconds("2022-09-01"),
    grade: "synthetic",
    short: "path between days",
    says:
      "The path from one day's figure to the next, in steps of 6 hours, is made up. Whatever happened" +
      " within a day is not in here.",
  },
];

export const STETH_2022_NOTES: readonly Note[] = [
  {
    title: "wstETH on Aave v3 in 2022 is an anachronism",
    text:
      "Aave v3 came to mainnet in January 2023. The lender here is the genuine code of Aave v3.0 with" +
      " the settings that Aave v2 gave stETH at the time: 69% to borrow, 81% to be liquidated, a bonus" +
      " of 7.5%, no e-mode, and the market's price.",
  },
  {
    title: "The rate curve is an assumption",
    text:
      "The borrowing rate follows from utilisation by the curve that was in force in October 2022 (70%" +
      " optimal, slopes of 3% and 100%). Whether it already was in May is assumed.",
  },
  {
    title: "Lido's rate is an approximation",
    text:
      "It is exact on 14 October 2022 (1.0900896 stETH a share) and is carried back from there at 3.9%" +
      " a year.",
  },
  {
    title: "Lido did not redeem in 2022",
    text:
      "Withdrawals opened in May 2023. “Redemption” is what a stETH is owed, not what could be had that" +
      " summer: whoever had to leave had to sell.",
  },
  {
    title: "The keeper is punctual and always finds a buyer",
    text: "It acts twelve seconds after each 6-hour move, and the pool trades at the tape's price in the depth of the day. A late keeper, or a price that leaps within a step, is liquidated by a shallower depeg than the break severities say. And not liquidated is not unharmed: what was sold on the way down stays sold.",
  },
  {
    title: "The vault is small",
    text:
      "It holds a few hundred stETH, which the pool hardly notices. One of tens of thousands meets its own" +
      " limit of 500 stETH a sale, and borrows no more at once than the flash lender holds, which the offline" +
      " mainnet sets to 60,000 ETH: with 30,000 stETH the same settings are first liquidated at 9.7 to 12.5" +
      " times the depeg instead of 12.3 to 13.4. `docs/backtesting.md` has the table.",
  },
];
