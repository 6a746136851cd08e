import { expect, test } from "vitest";
import { etherByShares, sharesByEther, submit } from "./lido.ts";
import { oracleReport } from "./oracle-report.ts";
import { unwrap, wrap } from "./wsteth.ts";

const ETHER = 10n ** 18n;
const lido = () => ({ totalShares: 4_000_000n * ETHER, totalPooledEther: 4_200_000n * ETHER });

test("a reward of 1% raises what a share is worth by 0.9%: a tenth is Lido's", () => {
  const after = lido();
  const worth = etherByShares(after, 1_000n * ETHER);
  oracleReport(after, after.totalPooledEther / 100n);
  const gain = etherByShares(after, 1_000n * ETHER) - worth;
  expect(gain).toBeGreaterThanOrEqual((worth * 9n) / 1_000n);
  expect(gain).toBeLessThanOrEqual((worth * 9n) / 1_000n + 1n);
});

test("a loss lowers what a share is worth in full, and mints no fee", () => {
  const after = lido();
  expect(oracleReport(after, -42_000n * ETHER)).toBe(0n);
  expect(etherByShares(after, 100n * ETHER)).toBe((105n * ETHER * 99n) / 100n);
});

test("a transfer brings up to two wei less than it names", () => {
  const totals = { totalShares: 4_065_378n * ETHER + 7n, totalPooledEther: 4_431_626n * ETHER + 11n };
  const arrived = etherByShares(totals, sharesByEther(totals, 123_456_789n));
  expect(123_456_789n - arrived).toBeGreaterThan(0n);
  expect(123_456_789n - arrived).toBeLessThanOrEqual(2n);
});

test("one wei buys a whole share, though a share is worth more", () => {
  expect(submit(lido(), 1n)).toBe(1n);
});

test("unwrapping what was wrapped never gives more", () => {
  const totals = lido();
  const wsteth = wrap(totals, 10n * ETHER + 1n);
  expect(unwrap(totals, wsteth)).toBeLessThanOrEqual(10n * ETHER + 1n);
  expect(() => wrap(totals, 0n)).toThrow("wstETH: can't wrap zero stETH");
});
