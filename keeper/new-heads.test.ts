import { expect, test } from "vitest";
import { startChain } from "../devnet/chain.ts";
import { type Clock, systemClock } from "./clock.ts";
import { createLog } from "./log.ts";
import { NewHeads } from "./new-heads.ts";

const HOUR = 3_600;
const never = new AbortController().signal;
const log = createLog("silent");

test("a block that is announced ends the wait, each block one", async () => {
  const chain = await startChain({ port: 0 });
  const heads = new NewHeads(chain.wsUrl ?? "", systemClock, log);
  for (let block = 0; block < 2; block++) {
    const waited = heads.wait(HOUR, never);
    const mining = setInterval(() => chain.provider.request({ method: "evm_mine" }), 50);
    await waited;
    clearInterval(mining);
  }
  heads.close();
  await chain.close();
});

test("while nobody announces blocks the clock alone ends it", async () => {
  const slept: number[] = [];
  const clock: Clock = {
    ...systemClock,
    async sleep(seconds, signal) {
      slept.push(seconds);
      if (seconds > 5) await systemClock.sleep(seconds, signal);
    },
  };
  const heads = new NewHeads("ws://127.0.0.1:9", clock, log);
  await heads.wait(4, never);
  expect(slept).toContain(4);
  heads.close();
});
