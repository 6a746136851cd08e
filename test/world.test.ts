import { afterAll, beforeAll, expect, test } from "vitest";
import { mainnetOfMay2022 } from "../backtest/worlds/mainnet-2022-05-01.ts";
import { type Chain, startChain } from "../devnet/chain.ts";
import { readMarket } from "../devnet/read-market.ts";

let chain: Chain;

beforeAll(async () => {
  chain = await startChain();
}, 60_000);

afterAll(() => chain.close());

test("ONE-02 the backtester's world of May 2022 is the offline mainnet's genesis, field by field", async () => {
  expect(await readMarket(chain.provider)).toEqual(mainnetOfMay2022());
});
