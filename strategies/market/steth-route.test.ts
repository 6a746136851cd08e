import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exchange } from "../kernels/curve/exchange.ts";
import { ETH, STETH } from "../kernels/curve/steth-pool.ts";
import { etherByShares } from "../kernels/lido/lido.ts";
import { copyMarket } from "./market.ts";
import { ETHER, roundMarket } from "./round-market.fixture.ts";
import { buy, quoteSell, quoteSellFor, sell } from "./steth-route.ts";

const GWEI = 1_000_000_000n;

/** The pool after somebody sold this much stETH into it. */
function lopsided(sold: bigint) {
  const market = roundMarket();
  if (sold > 0n) exchange(market.pool, market.lido, STETH, sold);
  return market;
}

describe("a sale for an amount of ETH", () => {
  test("fetches at least that, and at most a billionth and a gwei more, in a calm and in a lopsided pool", () => {
    const ethOut = fc.bigInt({ min: 1n, max: 50_000n * ETHER });
    const pressure = fc.bigInt({ min: 0n, max: 700_000n * ETHER });
    fc.assert(
      fc.property(ethOut, pressure, (wanted, sold) => {
        const market = lopsided(sold);
        const stethIn = quoteSellFor(market, wanted);
        const fetched = quoteSell(market, stethIn);
        expect(fetched).toBeGreaterThanOrEqual(wanted);
        expect(fetched - wanted).toBeLessThanOrEqual(wanted / 1_000_000_000n + GWEI);
      }),
      { seed: 8 },
    );
  });

  test("is refused by name where the pool has not so much", () => {
    expect(() => quoteSellFor(roundMarket(), 900_000n * ETHER)).toThrow(/^RouteTooShallow/);
  });

  test("of nothing sells nothing", () => {
    expect(quoteSellFor(roundMarket(), 0n)).toBe(0n);
  });
});

test("a sale pays what was quoted", () => {
  const market = roundMarket();
  const quoted = quoteSell(market, 1_000n * ETHER);
  expect(sell(market, 1_000n * ETHER)).toBe(quoted);
});

describe("a purchase", () => {
  test("is made in the pool where stETH is cheap, and from Lido where it is not", () => {
    const cheap = lopsided(300_000n * ETHER);
    const shares = buy(cheap, 100n * ETHER);
    expect(etherByShares(cheap.lido, shares)).toBeGreaterThan(100n * ETHER);
    expect(cheap.lido).toEqual(roundMarket().lido);

    const dear = roundMarket();
    exchange(dear.pool, dear.lido, ETH, 300_000n * ETHER);
    const pool = copyMarket(dear).pool;
    buy(dear, 100n * ETHER);
    expect(dear.pool).toEqual(pool);
    expect(dear.lido.totalPooledEther - roundMarket().lido.totalPooledEther).toBe(100n * ETHER);
  });
});
