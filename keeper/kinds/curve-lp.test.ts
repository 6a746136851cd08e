import { MaxUint256 } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../../contracts/artifacts.ts";
import { deployCurveLp } from "../../deploy/curve-lp.ts";
import { walletOf } from "../../devnet/accounts.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { VaultOnChain } from "../../test/worlds/vault-on-chain.ts";
import { rehearse } from "../rehearse.ts";

const STETH = 10n ** 18n;
const DAY = 86_400;

let world: VaultOnChain;
let strategy: string;

const keepers = () => keepersOf(world.provider, { vault: world.deployment.contracts.vault });

beforeAll(async () => {
  world = await VaultOnChain.open();
  ({ strategy } = await deployCurveLp(
    { setting: { depeg: { defend: { placed: "50%" } } } },
    {
      ...{ chain: world.chain.provider, vault: world.deployment },
      ...{ owner: walletOf("owner"), stateDirectory: world.stateDirectory },
    },
  ));
  const vault = interfaceOf("KeelVault");
  const { vault: address } = world.deployment.contracts;
  const add = vault.encodeFunctionData("addStrategy", [strategy, MaxUint256]);
  await world.send("owner", address, vault, "submit", [add]);
  await world.provider.send("evm_increaseTime", [8 * DAY]);
  await world.send("owner", address, vault, "addStrategy", [strategy, MaxUint256]);
  await world.observe(60);
  await world.deposit("alice", 100n * STETH);
});

afterAll(() => world.close());

test("idle funds go into the pool once its virtual price was looked at, and come out again in a depeg", () =>
  world.isolated(async () => {
    const { untilQuiet, tick } = await keepers();
    const sent = await untilQuiet("curve-lp");
    expect(sent).toContain("observe");
    expect(sent).toContain("allocate");
    expect(sent).toContain("enter");
    expect(await tick("curve-lp")).toMatchObject({ choice: { asked: { reason: "inBand" } } });

    const rehearsed = await world.provider.send("evm_snapshot", []);
    const { strategies } = await rehearse(world.chain.provider, world.deployment.contracts.vault);
    await world.provider.send("evm_revert", [rehearsed]);
    const left = strategies.find((each) => each.strategy === strategy) ?? expect.unreachable();
    expect(left.stuckOn).toBeUndefined();
    expect(left.leftUnits).toBeLessThan(10n ** 12n);
    expect(left.cost).toBeLessThan(2_000_000);

    await world.sellIntoPool(500_000n * STETH);
    for (let round = 0; round < 6; round++) await world.observe(3_600);
    expect(await tick("curve-lp")).toMatchObject({
      outcome: "sent",
      choice: { asked: { action: "withdraw", reason: "depeg", urgency: 2 } },
    });
  }));
