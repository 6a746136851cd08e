import { describe, expect, test } from "vitest";
import { WAD } from "../math/units.ts";
import { burnOsToken, mintOsToken, type OsToken, osEth, osTokenAssets, setRewardPerSecond } from "./oseth.ts";
import { redemptionRate } from "./rate.ts";
import { reth } from "./reth.ts";
import {
  depositToEtherfi,
  type EtherfiPool,
  eethOf,
  rebaseEtherfi,
  sharesForWithdrawal,
  weEth,
  withdrawFromEtherfi,
} from "./weeth.ts";

const ETHER = 10n ** 18n;
const NOW = 1_700_000_000;
const YEAR = 31_536_000;

describe("rETH", () => {
  const reported = reth({ totalEther: 560_000n * ETHER, rethSupply: 500_000n * ETHER });

  test("is worth the network's ether a token, as last reported", () => {
    expect(redemptionRate(reported)).toBe((ETHER * 112n) / 100n);
    expect(reported.unitsOf(112n)).toBe(100n);
  });

  test("loses at most a wei's worth on the way there and back, never gains", () => {
    expect(reported.assetsOf(reported.unitsOf(1_000_003n))).toBe(1_000_002n);
  });

  test("is worth one before the first report, and cannot be had of a network without ether", () => {
    expect(reth({ totalEther: 0n, rethSupply: 0n }).unitsOf(5n)).toBe(5n);
    expect(() => reth({ totalEther: 0n, rethSupply: 1n }).unitsOf(5n)).toThrow("the network holds no ether");
  });
});

describe("osETH", () => {
  /** 1,000 ether of shares that earn 4% a year, a tenth of which is StakeWise's. */
  const earning = (): OsToken => {
    const token: OsToken = {
      totalShares: 0n,
      totalAssets: 0n,
      lastUpdate: NOW,
      rewardPerSecond: 0n,
      fee: 1_000n,
      capacity: 1_000_000n * ETHER,
    };
    mintOsToken(token, 1_000n * ETHER, NOW);
    setRewardPerSecond(token, (4n * WAD) / 100n / BigInt(YEAR), NOW);
    return token;
  };

  test("grows by the second, less the fee", () => {
    const token = earning();
    expect(Number(redemptionRate(osEth(token, NOW + YEAR))) / 1e18).toBeCloseTo(1.036, 6);
    expect(Number(redemptionRate(osEth(token, NOW + YEAR / 2))) / 1e18).toBeCloseTo(1.018, 6);
  });

  test("keeps its rate when shares are minted or burned, to a wei", () => {
    const token = earning();
    const later = NOW + YEAR;
    const rate = osTokenAssets(token, WAD, later);
    mintOsToken(token, 77n * ETHER + 1n, later);
    burnOsToken(token, 33n * ETHER + 5n, later);
    const moved = osTokenAssets(token, WAD, later) - rate;
    expect(moved >= -1n && moved <= 1n).toBe(true);
  });

  test("is minted up to its capacity", () => {
    const token = earning();
    const before = { ...token };
    expect(() => mintOsToken(token, 1_000_000n * ETHER, NOW)).toThrow("CapacityExceeded");
    expect(token).toEqual(before);
  });
});

describe("weETH", () => {
  const pool = (): EtherfiPool => {
    const books = { totalShares: 0n, inPool: 0n, outOfPool: 0n };
    depositToEtherfi(books, 1_000n * ETHER);
    return books;
  };

  test("is worth more after a reward and less after a slash, when it is reported", () => {
    const books = pool();
    rebaseEtherfi(books, 50n * ETHER);
    expect(redemptionRate(weEth(books))).toBe((ETHER * 105n) / 100n);
    rebaseEtherfi(books, -25n * ETHER);
    expect(redemptionRate(weEth(books))).toBe((ETHER * 1_025n) / 1_000n);
  });

  test("burns shares rounded up for a withdrawal, so that those who stay lose nothing", () => {
    const books = pool();
    rebaseEtherfi(books, 333n * ETHER + 1n);
    const before = eethOf(books, ETHER);
    expect(sharesForWithdrawal(books, 100n)).toBe(weEth(books).unitsOf(100n) + 1n);
    withdrawFromEtherfi(books, 100n);
    expect(eethOf(books, ETHER)).toBeGreaterThanOrEqual(before);
  });

  test("is paid only from the ether in the pool", () => {
    const books = pool();
    rebaseEtherfi(books, 500n * ETHER);
    expect(() => withdrawFromEtherfi(books, 1_001n * ETHER)).toThrow("InsufficientLiquidity");
  });
});
