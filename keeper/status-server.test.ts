import { expect, test } from "vitest";
import { Health } from "./health.ts";
import { serveStatus } from "./status-server.ts";

const VAULT = "0xvault";

/** A keeper of one vault, three minutes of patience, at second 1,000; what it shows after `work`. */
async function shown(work: (health: Health) => void, now: number) {
  const health = new Health([VAULT], 180, 1_000);
  work(health);
  const server = await serveStatus(
    { health: () => health.report(now), metrics: async () => "keel_keeper_healthy 1" },
    "127.0.0.1",
    0,
  );
  const ask = async (path: string, method = "GET") => {
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`, { method });
    return { status: response.status, text: await response.text() };
  };
  const answers = {
    healthz: await ask("/healthz"),
    readyz: await ask("/readyz"),
    metrics: await ask("/metrics"),
    write: await ask("/healthz", "POST"),
    elsewhere: await ask("/"),
  };
  await server.close();
  return answers;
}

test("KPR-05 health is 503 until the first decision, 200 after it, and 503 again when the last good one is too old", async () => {
  expect((await shown(() => {}, 1_000)).healthz).toMatchObject({ status: 503 });
  const decided = (health: Health) => health.looked(VAULT, "nothing", 1_000);
  expect((await shown(decided, 1_180)).healthz).toEqual({ status: 200, text: "ok\n" });
  expect((await shown(decided, 1_181)).healthz).toEqual({
    status: 503,
    text: `no good decision on ${VAULT} for 181 s\n`,
  });
});

test("KPR-05 a look that two nodes disagree on is no good decision, and the reason is shown", async () => {
  const { healthz, readyz } = await shown((health) => {
    health.looked(VAULT, "nothing", 1_000);
    health.looked(VAULT, "disagreed", 1_100);
  }, 1_150);
  expect(healthz.status).toBe(200);
  expect(readyz).toEqual({ status: 503, text: `${VAULT}: the last look ended with "disagreed"\n` });
});

test("KPR-05 a head that does not move keeps a decision good, unless it was in trouble", async () => {
  const still = (outcome: "nothing" | "refused") => (health: Health) => {
    health.looked(VAULT, "nothing", 1_000);
    health.looked(VAULT, outcome, 1_001);
    health.unchanged(2_000);
  };
  expect((await shown(still("nothing"), 2_100)).healthz.status).toBe(200);
  expect((await shown(still("refused"), 2_100)).healthz.status).toBe(503);
});

test("KPR-05 a clock that jumped back does not make an old decision look young for ever", async () => {
  const { healthz } = await shown((health) => health.looked(VAULT, "nothing", 90_000), 1_000);
  expect(healthz.status).toBe(503);
});

test("a keeper without the lease is healthy while it stands by, and not ready", async () => {
  const { healthz, readyz } = await shown((health) => {
    health.looked(VAULT, "nothing", 1_000);
    health.leads(false);
  }, 1_010);
  expect(healthz.status).toBe(200);
  expect(readyz).toEqual({ status: 503, text: "another keeper holds the lease\n" });
});

test("nothing can be told to the keeper here, and nothing else is there", async () => {
  const { metrics, write, elsewhere } = await shown(() => {}, 1_000);
  expect(metrics).toEqual({ status: 200, text: "keel_keeper_healthy 1" });
  expect(write.status).toBe(405);
  expect(elsewhere.status).toBe(404);
});
