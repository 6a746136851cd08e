import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FAULTS } from "./faults/catalogue.ts";
import { drillOn } from "./faults/fault.ts";
import { settledVault } from "./faults/jobs.ts";
import { HAS_ANVIL, startAnvil } from "./worlds/anvil-node.ts";
import { VaultOnChain } from "./worlds/vault-on-chain.ts";

/** Those in which the node's own pool, receipts and blocks have a say: anvil's are not Hardhat's. */
const NODES_OWN = [
  "down",
  "reorg of our transaction",
  "nonce gap",
  "dropped",
  "base fee ×50",
  "already known",
];

describe.skipIf(!HAS_ANVIL)("KPR-01 to KPR-07 on anvil", () => {
  let world: VaultOnChain;

  beforeAll(async () => {
    const { node: provider, close } = await startAnvil();
    world = await VaultOnChain.deployedOn({ provider, close });
    await settledVault(world);
  });

  afterAll(() => world.close());

  test.each(FAULTS.filter(({ name }) => NODES_OWN.includes(name)))("$group: $name", async (fault) => {
    const { problems } = await drillOn(world, fault, 1);
    expect(problems).toEqual([]);
  });
});
