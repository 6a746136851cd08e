/** Deposits and withdrawals from a file: read to the wei, and refused by the cell. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFlows } from "./flows.ts";

const folder = mkdtempSync(join(tmpdir(), "keel-flows-"));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
function file(...lines: readonly string[]): string {
  const path = join(folder, `${files++}.csv`);
  writeFileSync(path, `${["date,who,deposit,redeem", ...lines].join("\n")}\n`);
  return path;
}

test("a file says who comes with how much, and who leaves with which shares", () => {
  const path = file(
    "2022-05-20,bob,60.000000000000000001,",
    "2022-06-14T12:00Z,bob,,12.5",
    "2022-07-01,bob,,all",
  );
  expect(readFlows(path)).toEqual([
    { time: Date.UTC(2022, 4, 20) / 1_000, who: "bob", kind: "deposit", assets: 60_000_000_000_000_000_001n },
    {
      time: Date.UTC(2022, 5, 14, 12) / 1_000,
      who: "bob",
      kind: "redeem",
      shares: 12_500_000_000_000_000_000n,
      minAssets: 0n,
    },
    { time: Date.UTC(2022, 6, 1) / 1_000, who: "bob", kind: "redeem", shares: "all", minAssets: 0n },
  ]);
});

test.each([
  ["someday,bob,1,", 'line 2, column date: "someday" is no UTC date'],
  ["2022-05-20,,1,", "line 2, column who: nobody is named"],
  ["2022-05-20,bob,1,1", "line 2: either a deposit or a redemption is wanted"],
  ["2022-05-20,bob,NaN,", 'line 2, column deposit: "NaN" is no amount'],
  ["2022-05-20,bob,,-1", 'line 2, column redeem: "-1" is no amount'],
])("%s is refused by the cell", (line, what) => {
  expect(() => readFlows(file(line))).toThrow(
    expect.objectContaining({ code: "KEEL_FLOWS", message: expect.stringContaining(what) }),
  );
});

test("a file that is not there, or has other columns, is refused", () => {
  expect(() => readFlows(join(folder, "none.csv"))).toThrow(
    expect.objectContaining({ code: "KEEL_NO_FILE" }),
  );
  const other = join(folder, "other.csv");
  writeFileSync(other, "time,amount\n");
  expect(() => readFlows(other)).toThrow(expect.objectContaining({ code: "KEEL_FLOWS" }));
});
