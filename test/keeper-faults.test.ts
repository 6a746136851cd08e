import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTS, NOTABLE_SEEDS } from "./faults/catalogue.ts";
import { drillOn } from "./faults/fault.ts";
import { settledVault } from "./faults/jobs.ts";
import { VaultOnChain } from "./worlds/vault-on-chain.ts";

/** A process each: the others are killed in `npm run prove -- keeper-faults`. */
const KILLED_HERE = ["begun", "handed-over"];

let world: VaultOnChain;

beforeAll(async () => {
  world = await VaultOnChain.open({ port: 0 });
  await settledVault(world);
});

afterAll(() => world.close());

const here = FAULTS.filter(
  ({ name }) => !name.startsWith("kill") || KILLED_HERE.some((point) => name.includes(`"${point}"`)),
);

describe("KPR-01 to KPR-07: no double action, no lost entry, no silence", () => {
  test.each(here)("$group: $name", async (fault) => {
    const { problems } = await drillOn(world, fault, NOTABLE_SEEDS[fault.name]?.seed ?? 1);
    expect(problems).toEqual([]);
  });
});
