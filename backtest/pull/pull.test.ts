/** Tapes out of a chain's past: the offline mainnet after some steps of the built-in tape, behind HTTP and in process. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Eip1193 } from "../../devnet/eip1193.ts";
import { TapePlayer } from "../../devnet/player/tape-player.ts";
import { readMarket } from "../../devnet/read-market.ts";
import { RpcNode } from "../../devnet/rpc-node.ts";
import { stethPrice } from "../../strategies/kernels/curve/trade-to-price.ts";
import type { Market } from "../../strategies/market/market.ts";
import { VaultOnChain } from "../../test/worlds/vault-on-chain.ts";
import { builtInTape } from "../tape/built-in.ts";
import { csvTable } from "../tape/csv-table.ts";
import { parseTape } from "../tape/parse-tape.ts";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { csvOf, type Pull, pull } from "./pull.ts";

const SIX_HOURS = 21_600;
const tape = builtInTape().rows.slice(1, 7);
const [from, to] = [tape[0]?.time ?? 0, tape.at(-1)?.time ?? 0];

let world: VaultOnChain;
let folder: string;
/** The market after each step, as it stood when the step was played. */
const seen: Market[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "keel-pull-"));
  world = await VaultOnChain.open({ port: 0 });
  const { provider } = world.chain;
  const latest = await world.provider.getBlock("latest");
  const { prices } = world.deployment.contracts;
  const player = await TapePlayer.open(provider, prices, (latest?.timestamp ?? 0) + 12, []);
  for (const row of tape) {
    await player.moveWorld(row);
    seen.push(await readMarket(provider));
  }
  await player.close();
});

afterAll(async () => {
  await world?.close();
  if (folder !== undefined) rmSync(folder, { recursive: true });
});

const settings = (change: Partial<Pull> = {}): Pull => ({
  rpc: world.chain.provider,
  from,
  to,
  every: SIX_HOURS,
  store: join(folder, `${Math.random()}.sqlite`),
  rate: 1_000,
  patience: 1,
  ...change,
});

const rowsOf = (csv: string) =>
  parseTape(csvTable(csv, "pulled.csv"), { rateCurve: mainnetOfMay2022().lender.weth.curve }).rows;

describe("a pulled tape", () => {
  test("says what the market was at each time, as it was seen when it was there, over HTTP too", async () => {
    for (const rpc of [world.chain.provider, new RpcNode(world.chain.url ?? "")]) {
      const rows = rowsOf(csvOf(await pull(settings({ rpc }))));
      expect(rows.map(({ time }) => time)).toEqual(tape.map(({ time }) => time));
      for (const [index, row] of rows.entries()) {
        const { lido, pool } = seen[index] ?? expect.fail("a market a step");
        expect(row.stethEth.value).toBe(stethPrice(pool, lido));
        expect(row.curveEther?.value).toBe(pool.ether);
        const expected = Number(tape[index]?.wethUtilisation?.value) / 1e18;
        expect(Number(row.wethUtilisation?.value) / 1e18).toBeCloseTo(expected, 6);
      }
    }
  });

  test("goes on where it was cut short, and asks for nothing twice", async () => {
    const asked: string[] = [];
    const counting: Eip1193 = {
      request: (call) => {
        asked.push(call.method);
        return world.chain.provider.request(call);
      },
    };
    const store = join(folder, "cut.sqlite");
    const cut = await pull(settings({ store, rpc: counting, onRow: (done) => done < 4 }));
    expect(cut).toHaveLength(4);
    asked.length = 0;
    const whole = await pull(settings({ store, rpc: counting }));
    expect(whole).toHaveLength(6);
    expect(asked.filter((method) => method === "eth_call")).toHaveLength(2);
    expect(csvOf(whole)).toBe(csvOf(await pull(settings())));
  });

  test("waits for a node that fails to answer, and takes its refusal for an answer", async () => {
    let failures = 3;
    const shaky: Eip1193 = {
      request: async (call) => {
        if (call.method === "eth_call" && failures-- > 0) throw new Error("429 too many requests");
        return world.chain.provider.request(call);
      },
    };
    expect(await pull(settings({ rpc: shaky }))).toHaveLength(6);
    let calls = 0;
    const refusing: Eip1193 = {
      request: async (call) => {
        if (call.method !== "eth_call") return world.chain.provider.request(call);
        calls++;
        throw Object.assign(new Error("missing trie node"), { code: -32000 });
      },
    };
    await expect(pull(settings({ rpc: refusing }))).rejects.toThrow("missing trie node");
    expect(calls).toBe(1);
  });

  test("of a time that the chain has not seen is refused", async () => {
    await expect(pull(settings({ to: to + 365 * 86_400 }))).rejects.toMatchObject({
      code: "KEEL_NO_SUCH_BLOCK",
    });
    await expect(pull(settings({ from: 0 }))).rejects.toMatchObject({ code: "KEEL_NO_SUCH_BLOCK" });
  });
});
