import { expect, test } from "vitest";
import { accounts } from "../devnet/accounts.ts";
import { KeelError } from "../errors/keel-error.ts";
import { parseBeside } from "./beside.ts";

const { alice } = accounts;
const VENUES = { stable: alice, pair: alice, feed: alice, venue: alice };
const BANDS = { min: "45%", target: "50%", max: "55%", ripcord: "70%" };

const lineFor = (settings: unknown): string => {
  try {
    parseBeside(settings, "beside.json");
  } catch (error) {
    if (error instanceof KeelError) return error.toLine();
    throw error;
  }
  return "accepted";
};

test("a file that names its kind and a cap is Curve's pool by its defaults", () => {
  expect(lineFor({ strategy: "curve-lp", cap: 1_000 })).toBe("accepted");
  expect(
    lineFor({ strategy: "lending", setting: { ltv: BANDS }, venues: VENUES, assumedVenueApr: "5%", cap: 1 }),
  ).toBe("accepted");
});

test("an unknown kind, a missing key and an address that is none are named", () => {
  expect(lineFor({ strategy: "margin" })).toBe(
    'KEEL_UNKNOWN_STRATEGY: beside.json names the strategy "margin", which does not exist. ' +
      "Use one of lending, curve-lp, symbiotic, eigenlayer, liquid-restaking.",
  );
  expect(lineFor({ strategy: "lending", setting: { ltv: BANDS }, venues: VENUES, cap: 1 })).toBe(
    "KEEL_BAD_PARAMETERS: beside.json lacks the key assumedVenueApr. Add assumedVenueApr.",
  );
  expect(lineFor({ strategy: "curve-lp", gauge: { address: "0x1", minter: alice } })).toBe(
    "KEEL_BAD_PARAMETERS: beside.json has a bad value at gauge.address: expected an address. Correct gauge.address.",
  );
  expect(lineFor({ strategy: "curve-lp", setting: { depht: 1 } })).toMatch(
    /^KEEL_BAD_PARAMETERS: .*setting\.depht/,
  );
  expect(lineFor({ strategy: "curve-lp" })).toBe(
    "KEEL_BAD_PARAMETERS: beside.json lacks the key cap. Add cap.",
  );
});

test("a liquid restaking token is asked for what its own door needs", () => {
  const file = (token: object) => ({ strategy: "liquid-restaking", setting: { cap: 1 }, token });
  expect(lineFor(file({ is: "weETH", address: alice, liquifier: alice, assumedWait: "7d" }))).toBe(
    "accepted",
  );
  expect(lineFor(file({ is: "weETH", address: alice, liquifier: alice }))).toBe(
    "KEEL_BAD_PARAMETERS: beside.json lacks the key token.assumedWait. Add token.assumedWait.",
  );
  expect(lineFor(file({ is: "rsETH", address: alice, manager: alice }))).toMatch(/lacks the key token\.pool/);
});
