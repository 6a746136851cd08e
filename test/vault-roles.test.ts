// docs/vault.md against a deployed vault: who may make which call, at once or after which delay, asked of the contract for every role.
import { type Contract, type Interface, type ParamType, toBeHex } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { interfaceOf } from "../contracts/artifacts.ts";
import { accounts } from "../devnet/accounts.ts";
import { revertOf } from "../keeper/revert.ts";
import { callsIn, tableBelow } from "./vault-page.ts";
import { VaultOnChain } from "./worlds/vault-on-chain.ts";

/** Who stands for each column of the table, and a stranger for nobody's. */
const HOLDERS = {
  owner: "owner",
  curator: "alice",
  sentinel: "bob",
  allocator: "carol",
  keeper: "keeper",
  stranger: "trader",
} as const;
const COLUMNS = ["owner", "curator", "sentinel", "allocator", "keeper"] as const;
/** As the contract numbers roles. */
const GRANTED = { curator: 0, allocator: 1, sentinel: 3 } as const;
const HOUR = 3600;

const REFUSES_CALLER = [
  "OwnableUnauthorizedAccount",
  "OnlyCurator",
  "OnlySentinel",
  "OnlyAllocator",
  "OnlyKeeper",
];
const ASKS_FOR_NOTICE = ["NotSubmitted", "TooEarly"];

const vaultCalls = interfaceOf("KeelVault");
const strategyCalls = interfaceOf("LeveragedLoopStrategy");

/** A call of a column's holder: never his, his after a notice, or his at once; in the words of the table. */
type Permission = "" | "delay" | "at once";

interface Row {
  readonly name: string;
  readonly words: string;
  readonly says: Readonly<Record<keyof typeof HOLDERS, string>>;
}

let world: VaultOnChain;
let vault: Contract;
let longestExit: number;
/** A call that is submitted, so that it can be revoked. */
let submitted: string;

beforeAll(async () => {
  world = await VaultOnChain.open();
  vault = world.vault;
  longestExit = Number(await vault.getFunction("longestExit")());
  const grants = Object.entries(GRANTED).map(([role, number]) => [
    number,
    accounts[HOLDERS[role as keyof typeof GRANTED]],
  ]);
  for (const grant of grants) await byOwner("submit", [vaultCalls.encodeFunctionData("grant", grant)]);
  await world.provider.send("evm_increaseTime", [longestExit]);
  for (const grant of grants) await byOwner("grant", grant);
  submitted = vaultCalls.encodeFunctionData("raiseDepositCap", [1n << 100n]);
  await byOwner("submit", [submitted]);
}, 120_000);

afterAll(() => world.close());

const byOwner = (name: string, args: readonly unknown[]) =>
  world.send("owner", world.deployment.contracts.vault, vaultCalls, name, args);

const rows: Row[] = tableBelow("Who may do what").flatMap(([call = "", ...cells]) =>
  callsIn(call).map(({ name, words }) => {
    const says = Object.fromEntries(COLUMNS.map((column, i) => [column, (cells[i] ?? "").trim()]));
    says.stranger = call.includes("(anybody)") ? "at once" : "";
    return { name, words, says: says as Row["says"] };
  }),
);

/** What a call of the row is sent with: the least that its types allow, where it does not matter. */
function dataOf({ name, words }: Row): string {
  const { strategy } = world.deployment.contracts;
  if (name === "revoke") return vaultCalls.encodeFunctionData("revoke", [submitted]);
  if (name === "dismiss")
    return vaultCalls.encodeFunctionData("dismiss", [words === "a sentinel" ? 3 : 0, strategy]);
  if (name === "salvage") {
    const unwinds = words === "that unwinds";
    const call = unwinds
      ? strategyCalls.encodeFunctionData("withdrawAtFloor", [1, 0])
      : strategyCalls.encodeFunctionData("release");
    return vaultCalls.encodeFunctionData("salvage", [strategy, call]);
  }
  const abi = abiOf(name);
  const inputs = abi.getFunction(name)?.inputs ?? [];
  return abi.encodeFunctionData(
    name,
    inputs.map((input) => anyValue(input, strategy)),
  );
}

const abiOf = (name: string): Interface => (name === "execute" ? strategyCalls : vaultCalls);

function anyValue(type: ParamType, strategy: string): unknown {
  if (type.baseType === "array") return [strategy];
  if (type.baseType === "address") return strategy;
  if (type.baseType === "bytes") return vaultCalls.encodeFunctionData("recognise");
  if (type.baseType === "bytes4") return vaultCalls.getFunction("grant")?.selector;
  if (type.baseType === "bytes32") return toBeHex(1, 32);
  return 1;
}

async function permissionOf(row: Row, holder: keyof typeof HOLDERS): Promise<Permission> {
  const { vault: target, strategy } = world.deployment.contracts;
  const to = row.name === "execute" ? strategy : target;
  try {
    await world.provider.call({ from: accounts[HOLDERS[holder]], to, data: dataOf(row) });
    return "at once";
  } catch (error) {
    const name = revertOf(error)?.name;
    if (name === undefined) throw error;
    if (REFUSES_CALLER.includes(name)) return "";
    return ASKS_FOR_NOTICE.includes(name) ? "delay" : "at once";
  }
}

/** Sets the loop aside, so that there is something to salvage. */
async function setLoopAside(): Promise<void> {
  const { vault: target, strategy } = world.deployment.contracts;
  await world.provider.send("hardhat_setCode", [strategy, "0xfe"]);
  for (const wait of [0, HOUR]) {
    await world.provider.send("evm_increaseTime", [wait]);
    await world.send("trader", target, vaultCalls, "quarantine", [strategy]);
  }
}

test.each(rows.filter(({ name }) => name !== "salvage"))(
  "VLT-13 the page says who may call $name $words",
  async (row) => {
    for (const holder of Object.keys(HOLDERS) as (keyof typeof HOLDERS)[])
      expect([holder, await permissionOf(row, holder)]).toEqual([holder, row.says[holder]]);
  },
);

test("VLT-13 the page says who may have a strategy salvaged that is aside", () =>
  world.isolated(async () => {
    await setLoopAside();
    for (const row of rows.filter(({ name }) => name === "salvage"))
      for (const holder of Object.keys(HOLDERS) as (keyof typeof HOLDERS)[])
        expect([row.words, holder, await permissionOf(row, holder)]).toEqual([
          row.words,
          holder,
          row.says[holder],
        ]);
  }));

test("VLT-13 what the page marks with a delay waits for the longest exit, to the second", () =>
  world.isolated(async () => {
    for (const row of rows.filter(({ says }) => says.owner === "delay")) {
      const data = dataOf(row);
      const { blockNumber } = await byOwner("submit", [data]);
      const block = await world.provider.getBlock(blockNumber);
      const due = Number(await vault.getFunction("executableAt")(data));
      expect([row.name, due - (block?.timestamp ?? 0)]).toEqual([row.name, longestExit]);
    }
  }));

test("VLT-13 the page's bounds of the longest exit are the contract's", async () => {
  const days = 24 * HOUR;
  expect(Number(await vault.getFunction("MIN_DELAY")())).toBe(1 * days);
  expect(Number(await vault.getFunction("MAX_DELAY")())).toBe(90 * days);
});
