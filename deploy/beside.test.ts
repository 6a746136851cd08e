import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { accounts, walletOf } from "../devnet/accounts.ts";
import { KeelError } from "../errors/keel-error.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { deployBeside, parseBeside } from "./beside.ts";

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

let world: VaultOnChain;

beforeAll(async () => {
  world = await VaultOnChain.open();
});

afterAll(() => world.close());

test("a file that names only its kind is Curve's pool by its defaults", () => {
  expect(lineFor({ strategy: "curve-lp" })).toBe("accepted");
  expect(
    lineFor({ strategy: "lending", setting: { ltv: BANDS }, venues: VENUES, assumedVenueApr: "5%", cap: 1 }),
  ).toBe("accepted");
});

test("an unknown kind, a missing key and an address that is none are named", () => {
  expect(lineFor({ strategy: "margin" })).toBe(
    'KEEL_UNKNOWN_STRATEGY: beside.json names the strategy "margin", which does not exist. ' +
      "Use one of lending, curve-lp.",
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
});

test("what is deployed serves the vault, and the vault does not know of it yet", async () => {
  const { strategy = "" } = await deployBeside(parseBeside({ strategy: "curve-lp" }, "beside.json"), {
    chain: world.chain.provider,
    vault: world.deployment,
    owner: walletOf("owner"),
    stateDirectory: world.stateDirectory,
  });
  const deployed = new Contract(strategy, interfaceOf("StethCurveLp"), world.provider);
  expect(await deployed.getFunction("vault")()).toBe(world.deployment.contracts.vault);
  expect(await world.vault.strategies?.()).not.toContain(strategy);
});
