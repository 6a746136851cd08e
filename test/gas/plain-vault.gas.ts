/**
 * What the vault itself costs, beside OpenZeppelin's plain ERC-4626: a second deposit and a withdrawal by a holder of an
 * ERC-20 that is nothing else, with idle funds only and with two strategies that only hold it.
 */
import { Interface } from "ethers";
import { interfaceOf } from "../../contracts/artifacts.ts";
import type { GasReading } from "./gas-reading.ts";
import { PlainWorld } from "./plain-world.ts";

const ONE = 10n ** 18n;
const DAY = 86_400n;
/** As `Role` in `contracts/vault/Roles.sol` numbers it. */
const KEEPER = 2;
const VAULT = interfaceOf("KeelVault");
const ERC4626 = new Interface([
  "function deposit(uint256 assets, address receiver)",
  "function withdraw(uint256 assets, address receiver, address owner)",
]);

/** A holder comes in, comes in again, and takes a part out: the second and the third are measured. */
async function inAndOut(world: PlainWorld, vault: string, name: string, between = async () => {}) {
  const { account } = world;
  await world.approve(vault);
  await world.send(vault, ERC4626, "deposit", [100n * ONE, account]);
  await between();
  const deposit = await world.send(vault, ERC4626, "deposit", [50n * ONE, account]);
  const withdraw = await world.send(vault, ERC4626, "withdraw", [20n * ONE, account, account]);
  return { [`deposit-${name}`]: deposit, [`withdraw-${name}`]: withdraw };
}

async function keelVault(world: PlainWorld): Promise<string> {
  const adapter = await world.deploy("test/solidity/gas/PlainAdapter", ["address"], [world.token]);
  const vault = await world.deploy(
    "contracts/vault/KeelVault",
    ["address", "string", "string", "address", "uint256", "uint256", "uint256"],
    [adapter, "Keel", "KEEL", world.account, ONE / 4n, 1_000_000n * ONE, DAY],
  );
  await world.send(vault, VAULT, "grant", [KEEPER, world.account]);
  return vault;
}

async function addStrategies(world: PlainWorld, vault: string): Promise<readonly string[]> {
  const source = "test/solidity/utils/HoldingStrategy";
  const strategies: string[] = [];
  for (let i = 0; i < 2; i++) {
    const strategy = await world.deploy(source, ["address", "address"], [vault, world.token]);
    await world.send(vault, VAULT, "addStrategy", [strategy, 1_000n * ONE]);
    strategies.push(strategy);
  }
  return strategies;
}

export const gas: GasReading = {
  name: "the vault by itself",
  async run() {
    const world = await PlainWorld.open();
    try {
      const plain = await world.deploy("test/solidity/gas/PlainVault", ["address"], [world.token]);
      const idle = await keelVault(world);
      const invested = await keelVault(world);
      const strategies = await addStrategies(world, invested);
      for (const vault of [idle, invested]) await world.send(vault, VAULT, "open", []);
      const invest = async () => {
        for (const strategy of strategies)
          await world.send(invested, VAULT, "allocate", [strategy, 30n * ONE]);
      };
      return {
        ...(await inAndOut(world, plain, "openzeppelin")),
        ...(await inAndOut(world, idle, "idle")),
        ...(await inAndOut(world, invested, "two-strategies", invest)),
      };
    } finally {
      await world.close();
    }
  },
};
