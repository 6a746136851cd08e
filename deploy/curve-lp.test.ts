import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { walletOf } from "../devnet/accounts.ts";
import { KeelError } from "../errors/keel-error.ts";
import { parseCurveLpSetting } from "../strategies/curve-lp/params.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { deployCurveLp } from "./curve-lp.ts";

const SETTING = { cooldown: "6h", depth: { enter: 20, hold: 15 } };
const CAP = 10n ** 22n;

let world: VaultOnChain;
let deployed: Awaited<ReturnType<typeof deployCurveLp>>;

const beside = () => ({
  chain: world.chain.provider,
  vault: world.deployment,
  owner: walletOf("owner"),
  stateDirectory: world.stateDirectory,
});

beforeAll(async () => {
  world = await VaultOnChain.open();
  deployed = await deployCurveLp({ setting: SETTING }, beside());
});

afterAll(() => world.close());

const read = (contract: "StethCurveLp" | "RewardAuction", name: string) => {
  const address = contract === "StethCurveLp" ? deployed.strategy : deployed.auction;
  return new Contract(address, interfaceOf(contract), world.provider).getFunction(name)();
};

test("the position's rules on chain are the setting's", async () => {
  const { depeg, ...rules } = (await read("StethCurveLp", "params")).toObject(true);
  const numbers = (record: Record<string, bigint>) =>
    Object.fromEntries(Object.entries(record).map(([name, value]) => [name, Number(value)]));
  expect({ ...numbers(rules), depeg: numbers(depeg) }).toEqual(parseCurveLpSetting(SETTING));
});

test("it serves the vault, and sells rewards in the auction that came with it", async () => {
  expect(await read("StethCurveLp", "vault")).toBe(world.deployment.contracts.vault);
  expect(await read("StethCurveLp", "auction")).toBe(deployed.auction);
  expect((await read("RewardAuction", "terms")).end).toBe(97n * 10n ** 16n);
});

test("the vault takes it in once its own delay has passed, and not before", async () => {
  const vault = interfaceOf("KeelVault");
  const address = world.deployment.contracts.vault;
  const call = vault.encodeFunctionData("addStrategy", [deployed.strategy, CAP]);
  await world.send("owner", address, vault, "submit", [call]);
  const add = () => world.send("owner", address, vault, "addStrategy", [deployed.strategy, CAP]);
  await expect(add()).rejects.toThrow();
  await world.provider.send("evm_increaseTime", [8 * 86_400]);
  await add();
  expect(await world.vault.strategies?.()).toContain(deployed.strategy);
});

test("an unsound setting is refused before anything is sent", async () => {
  const refused = deployCurveLp({ setting: { depth: { enter: 5, hold: 5 } } }, beside());
  await expect(refused).rejects.toThrow(KeelError);
});
