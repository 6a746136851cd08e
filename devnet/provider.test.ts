import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { KeelError } from "../errors/keel-error.ts";
import { accounts } from "./accounts.ts";
import { addressBook } from "./addresses.ts";
import { type Chain, startChain } from "./chain.ts";
import { DevnetProvider } from "./provider.ts";

let chain: Chain;
let provider: DevnetProvider;

beforeAll(async () => {
  chain = await startChain();
  provider = new DevnetProvider(chain.provider);
});
afterAll(() => chain.close());

const stETH = () =>
  new Contract(
    addressBook.stETH.address,
    ["function transfer(address to, uint256 amount) returns (bool)"],
    provider.signerOf(accounts.keeper),
  );
const moreThanHeld = [accounts.alice, 10n ** 18n] as const;

test("a call that reverts says why", async () => {
  const attempt = stETH()
    .getFunction("transfer")
    .staticCall(...moreThanHeld);
  await expect(attempt).rejects.toMatchObject({
    code: "CALL_EXCEPTION",
    reason: "TRANSFER_AMOUNT_EXCEEDS_BALANCE",
  });
});

test("a transaction that reverts is mined, and waiting for it fails", async () => {
  const before = await provider.getBlockNumber();
  const transaction = await stETH().getFunction("transfer")(...moreThanHeld);
  await expect(transaction.wait()).rejects.toMatchObject({ code: "CALL_EXCEPTION" });
  expect(await provider.getBlockNumber()).toBe(before + 1);
});

test("an account's nonce and balance are never remembered from before", async () => {
  const { alice, bob } = accounts;
  for (const sent of [1, 2, 3]) {
    const nonce = await provider.getTransactionCount(alice);
    await provider.signerOf(alice).sendTransaction({ to: bob, value: 1n });
    expect(await provider.getTransactionCount(alice), `after ${sent}`).toBe(nonce + 1);
  }
});

test("what goes wrong on the way to the chain is not dressed up as the chain's answer", async () => {
  const unreachable = new KeelError("KEEL_RPC_UNREACHABLE", "no node answers", "Start it");
  const cutOff = new DevnetProvider({ request: () => Promise.reject(unreachable) });
  await expect(cutOff.getBlockNumber()).rejects.toBe(unreachable);
});
