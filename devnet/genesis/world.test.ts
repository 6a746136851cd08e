import { existsSync, readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { type Address, addressBook, placeNames } from "../addresses.ts";
import { projectRoot } from "../project-root.ts";
import { buildWorld } from "./build-world.ts";
import { ensureGenesis } from "./genesis-file.ts";
import { hashWorld, serializeWorld, type WorldState } from "./world-state.ts";

const RECORDED_MAINNET = `${projectRoot}/../shared/chain/mainnet-15746199.json`;

let world: WorldState;
let hash: string;

beforeAll(async () => {
  ({ world, hash } = await ensureGenesis());
}, 60_000);

const accountAt = (address: Address) => world[address.toLowerCase() as Address];

test("a world built again is the same world, byte for byte", async () => {
  expect(hashWorld(serializeWorld(await buildWorld()))).toBe(hash);
}, 60_000);

test("every place of the address book has code", () => {
  const withoutCode = placeNames.filter(
    (name) => (accountAt(addressBook[name].address)?.code ?? "0x") === "0x",
  );
  expect(withoutCode).toEqual([]);
});

describe.skipIf(!existsSync(RECORDED_MAINNET))("against recorded mainnet", () => {
  test.each(["balancerVault", "balancerFeesCollector"] as const)("%s has mainnet's code", (name) => {
    const { address } = addressBook[name];
    const recorded = JSON.parse(readFileSync(RECORDED_MAINNET, "utf8")).accounts[address.toLowerCase()];
    expect(accountAt(address)?.code).toBe(recorded.code);
  });
});
