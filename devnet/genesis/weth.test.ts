/** WETH as Aave's package compiles it against the bytes that mainnet runs. */
import { existsSync, readFileSync } from "node:fs";
import { Interface } from "ethers";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { accounts } from "../accounts.ts";
import { type Address, addressBook } from "../addresses.ts";
import { type Chain, startChain } from "../chain.ts";
import { projectRoot } from "../project-root.ts";
import { DevnetProvider } from "../provider.ts";

const RECORDED_MAINNET = `${projectRoot}/../shared/chain/mainnet-15746199.json`;
const PEOPLE: readonly Address[] = [accounts.alice, accounts.bob, accounts.carol];
const ours = addressBook.weth.address;
const recorded: Address = "0x0000000000000000000000000000000000010001";

const weth = new Interface([
  "function deposit() payable",
  "function withdraw(uint256)",
  "function transfer(address, uint256)",
  "function approve(address, uint256)",
  "function transferFrom(address, address, uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function allowance(address, address) view returns (uint256)",
]);

const person = fc.constantFrom(...PEOPLE);
const wei = fc.oneof(fc.bigInt(0n, 50n), fc.constant(2n ** 256n - 1n));
const operation = fc.oneof(
  fc.record({
    from: person,
    method: fc.constant("deposit"),
    args: fc.constant([]),
    value: fc.bigInt(0n, 50n),
  }),
  fc.record({ from: person, method: fc.constant("withdraw"), args: fc.tuple(wei) }),
  fc.record({ from: person, method: fc.constantFrom("transfer", "approve"), args: fc.tuple(person, wei) }),
  fc.record({ from: person, method: fc.constant("transferFrom"), args: fc.tuple(person, person, wei) }),
);

let chain: Chain;
let provider: DevnetProvider;

beforeAll(async () => {
  chain = await startChain();
  provider = new DevnetProvider(chain.provider);
});
afterAll(() => chain.close());

/** Every balance and every allowance among our people. */
async function ledger(token: Address): Promise<string[]> {
  const calls = PEOPLE.flatMap((holder) => [
    weth.encodeFunctionData("balanceOf", [holder]),
    ...PEOPLE.map((spender) => weth.encodeFunctionData("allowance", [holder, spender])),
  ]);
  return Promise.all(calls.map((data) => provider.call({ to: token, data })));
}

describe.skipIf(!existsSync(RECORDED_MAINNET))("WETH", () => {
  test("keeps the ledger that recorded mainnet code keeps, over 20 random sequences of 15 operations", async () => {
    const { code } = JSON.parse(readFileSync(RECORDED_MAINNET, "utf8")).accounts[ours.toLowerCase()];
    await provider.send("hardhat_setCode", [recorded, code]);
    const property = fc.asyncProperty(
      fc.array(operation, { minLength: 15, maxLength: 15 }),
      async (operations) => {
        const snapshot = await provider.send("evm_snapshot", []);
        for (const { from, method, args, ...sent } of operations) {
          const data = weth.encodeFunctionData(method, args);
          const value = "value" in sent ? sent.value : 0n;
          const status = [];
          for (const to of [ours, recorded]) {
            const hash = await provider.signerOf(from).sendUncheckedTransaction({ to, data, value });
            status.push((await provider.getTransactionReceipt(hash))?.status);
          }
          expect(status[0]).toBe(status[1]);
        }
        expect(await ledger(ours)).toEqual(await ledger(recorded));
        await provider.send("evm_revert", [snapshot]);
      },
    );
    await fc.assert(property, { numRuns: 20, seed: 15_746_199 });
  }, 60_000);
});
