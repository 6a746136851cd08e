import { describe, expect, test } from "vitest";
import { WAD } from "../../strategies/kernels/math/units.ts";
import { lenderRate } from "../../strategies/market/feed.ts";
import { redemptionRate } from "../../strategies/prices/steth-prices.ts";
import { csvTable } from "../tape/csv-table.ts";
import { parseTape } from "../tape/parse-tape.ts";
import { builtInMarket } from "./built-in-markets.ts";
import { worldBefore } from "./world-before.ts";
import { WORLD_NAMES, WORLDS } from "./worlds.ts";

const { curve: rateCurve } = WORLDS["2022"].market().lender.weth;
const tapeOf = (...lines: string[]) => ({
  name: "mine",
  rows: parseTape(csvTable(lines.join("\n"), "mine.csv"), { rateCurve }).rows,
});

test.each(WORLD_NAMES)("the world of %s is moved to the tape's first time and share rate", (name) => {
  const tape = tapeOf("date,steth_eth,share_rate", "2024-01-01,1,1.15", "2024-01-02,1,1.16");
  const { market } = worldBefore(tape, WORLDS[name]);
  expect(market.time).toBe(Date.UTC(2024, 0, 1) / 1_000);
  // The ether behind all shares is whole wei, which a share rounds down once more.
  expect(Math.abs(Number(redemptionRate(market) - (WAD * 115n) / 100n))).toBeLessThanOrEqual(1);
});

describe("what a tape leaves open is told", () => {
  test("where it has a price and nothing else", () => {
    const { assumed } = worldBefore(tapeOf("date,steth_eth", "2024-01-01,1", "2024-01-02,1"));
    expect(assumed).toHaveLength(5);
    expect(assumed).toContain("no eth_usd: nothing is told in US dollars");
  });

  test("where Lido has a queue, and it does not say how long that takes", () => {
    const { market, assumed } = worldBefore(
      tapeOf("date,steth_eth", "2024-01-01,1", "2024-01-02,1"),
      WORLDS["2025"],
    );
    expect(market.withdrawalQueue).toBeUndefined();
    expect(assumed).toContain("no queue_wait_days: Lido's withdrawal queue is closed");
  });

  test("where its price in dollars ends early", () => {
    const { assumed } = worldBefore(
      tapeOf("date,steth_eth,eth_usd", "2024-01-01,1,2000", "2024-01-02,1,", "2024-01-03,1,"),
    );
    expect(assumed).toContain("eth_usd is not known after 2024-01-01: its last value is carried on");
  });
});

test("the lender of 2025-26 takes wstETH at what Lido redeems, whatever the market pays", () => {
  const { world } = builtInMarket("2025-2026") ?? expect.fail("the tape of 2025-26 comes with Keel");
  world.feed.answer = WAD / 2n;
  expect(lenderRate(world)).toBe(redemptionRate(world));
});
