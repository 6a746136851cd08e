import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { encryptKeystoreJson, Transaction, type TransactionRequest, Wallet } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { interfaceOf } from "../../contracts/artifacts.ts";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { allowing, allowListFor } from "./allow-list.ts";
import { fromKeystore } from "./keystore.ts";
import { remoteSigner } from "./remote-signer.ts";

const wallet = new Wallet(`0x${"4b".repeat(32)}`);
const contracts = {
  vault: "0x0000000000000000000000000000000000000001",
  strategy: "0x0000000000000000000000000000000000000002",
  prices: "0x0000000000000000000000000000000000000003",
};
const poke = interfaceOf("StethPrices").encodeFunctionData("poke");

/** Enough for a test: a strong one takes seconds. */
const WEAK = { scrypt: { N: 2, r: 8, p: 1 } };

const request = (change: Partial<TransactionRequest> = {}): TransactionRequest => ({
  ...{ type: 2, chainId: 1n, nonce: 7, to: contracts.prices, data: poke, value: 0n },
  ...{ gasLimit: 300_000n, maxFeePerGas: 30n, maxPriorityFeePerGas: 2n, ...change },
});

describe("an encrypted keystore", () => {
  const folder = mkdtempSync(join(tmpdir(), "keel-keys-"));
  const [file, passwordFile] = [join(folder, "key.json"), join(folder, "password")];
  beforeAll(async () => {
    writeFileSync(file, await encryptKeystoreJson(wallet, "correct horse", WEAK));
    writeFileSync(passwordFile, "correct horse\n");
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  test("opens with the password in its file, whose last line break is none of it", async () => {
    expect((await fromKeystore(file, passwordFile)).address).toBe(wallet.address);
  });

  test("KPR-07 that does not open says neither what is in it nor which password was tried", async () => {
    writeFileSync(passwordFile, "battery staple");
    const error = await fromKeystore(file, passwordFile).catch((thrown) => thrown);
    expect(error.code).toBe("KEEL_BAD_KEY");
    expect(error.cause).toBeUndefined();
    expect(`${error.message} ${error.stack}`).not.toMatch(/battery|4b4b/);
  });
});

describe("a remote signer", () => {
  /** A signer as it should be, but for what `change` makes of the transaction. */
  const signing = (change: object = {}, key = wallet): Eip1193 => ({
    async request({ params }) {
      const [{ gas, from: _, ...asked }] = params as [Record<string, string>];
      const { type, nonce, ...fields } = asked;
      const wanted = {
        ...fields,
        type: Number(type),
        nonce: Number(nonce),
        gasLimit: gas ?? null,
        ...change,
      };
      return key.signTransaction(wanted);
    },
  });

  test("signs what it was asked for, byte for byte what the key itself would", async () => {
    const signed = await remoteSigner(signing(), wallet.address).signTransaction(request());
    expect(signed).toBe(await wallet.signTransaction(request()));
  });

  test("may answer as geth does, with the transaction beside its bytes", async () => {
    const { request: sign } = signing();
    const geth: Eip1193 = { request: async (call) => ({ raw: await sign(call), tx: {} }) };
    const signed = await remoteSigner(geth, wallet.address).signTransaction(request());
    expect(Transaction.from(signed).hash).toBe(
      Transaction.from(await wallet.signTransaction(request())).hash,
    );
  });

  test.each([
    ["another destination", signing({ to: contracts.vault })],
    ["more ether", signing({ value: 1n })],
    ["another nonce", signing({ nonce: 8 })],
    ["another chain", signing({ chainId: 5n })],
    ["another key", signing({}, new Wallet(`0x${"11".repeat(32)}`))],
    ["no transaction at all", { request: async () => "0x1234" }],
    ["nothing", { request: async () => null }],
  ])("that sends back %s is not believed", async (_, rpc) => {
    await expect(remoteSigner(rpc, wallet.address).signTransaction(request())).rejects.toThrow(
      expect.objectContaining({ code: "KEEL_SIGNER_ANSWER" }),
    );
  });
});

describe("in front of the signer", () => {
  const signer = allowing(wallet, allowListFor([contracts]));

  test("what a keeper calls passes, and so does what only uses up a nonce", async () => {
    const execute = interfaceOf("LeveragedLoopStrategy").encodeFunctionData("execute", [1, 2, 3n]);
    const allocate = interfaceOf("KeelVault").encodeFunctionData("allocate", [contracts.strategy, 1n]);
    for (const call of [
      { data: poke },
      { to: contracts.strategy, data: execute },
      { to: contracts.vault, data: allocate },
      { to: wallet.address, data: "0x" },
    ])
      expect(await signer.signTransaction(request(call))).toMatch(/^0x02/);
  });

  test.each([
    [
      "a call of another function",
      { to: contracts.vault, data: interfaceOf("KeelVault").encodeFunctionData("pauseEntries") },
    ],
    ["a listed function at another address", { to: contracts.vault, data: poke }],
    ["a stranger", { to: "0x0000000000000000000000000000000000000009", data: "0x" }],
    ["ether", { value: 1n }],
    ["ether to itself", { to: wallet.address, data: "0x", value: 1n }],
    ["a creation", { to: null }],
  ])("%s does not", async (_, change) => {
    await expect(signer.signTransaction(request(change))).rejects.toThrow(
      expect.objectContaining({ code: "KEEL_NOT_ALLOWED" }),
    );
  });
});
