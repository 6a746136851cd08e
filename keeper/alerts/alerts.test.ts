import { describe, expect, test } from "vitest";
import type { Clock } from "../clock.ts";
import { createLog } from "../log.ts";
import type { Alert } from "./alert.ts";
import { Alerter } from "./alerter.ts";
import { slack, telegram, webhook } from "./channels.ts";

const trouble: Alert = { key: "health", severity: "page", text: "no good decision for 181 s" };

class StandingClock implements Clock {
  time = 1_000;
  now = () => this.time;
  sleep = async () => {};
  timeout = () => AbortSignal.any([]);
}

function alerting(options: { fails?: () => boolean; aliveSeconds?: number } = {}) {
  const clock = new StandingClock();
  const told: string[] = [];
  const channel = async ({ text }: Alert) => {
    if (options.fails?.()) throw new Error("an alert was not taken (no answer)");
    told.push(text);
  };
  const alerter = new Alerter({
    ...{ channels: [channel], clock, log: createLog("silent"), repeatSeconds: 3_600 },
    aliveSeconds: options.aliveSeconds,
  });
  return { alerter, clock, told };
}

test("a trouble is told once, again after an hour, and once more when it is over", async () => {
  const { alerter, clock, told } = alerting();
  for (let turn = 0; turn < 5; turn++) await alerter.tell([trouble]);
  expect(told).toEqual([trouble.text]);
  clock.time += 3_600;
  await alerter.tell([trouble]);
  expect(told).toHaveLength(2);
  await alerter.tell([]);
  await alerter.tell([]);
  expect(told).toEqual([trouble.text, trouble.text, `over: ${trouble.text}`]);
});

test("what a channel did not take is tried again with the next turn", async () => {
  let down = true;
  const { alerter, told } = alerting({ fails: () => down });
  await alerter.tell([trouble]);
  down = false;
  await alerter.tell([trouble]);
  await alerter.tell([trouble]);
  expect(told).toEqual([trouble.text]);
});

test("the dead man's signal comes as often as it was asked for, and no oftener", async () => {
  const { alerter, clock, told } = alerting({ aliveSeconds: 300 });
  for (let second = 0; second <= 900; second += 60) {
    await alerter.alive();
    clock.time += 60;
  }
  expect(told).toHaveLength(4);
});

describe("an alert reads", () => {
  interface Posted {
    url: string;
    body: unknown;
  }
  const posting = (status = 200) => {
    const posted: Posted[] = [];
    const post = (async (url: string, init: RequestInit) => {
      posted.push({ url, body: JSON.parse(String(init.body)) });
      return new Response("", { status });
    }) as unknown as typeof fetch;
    return { posted, post };
  };

  test("as its fields for a webhook, as text for Slack, and as a message to a chat for Telegram", async () => {
    const { posted, post } = posting();
    await webhook("https://hook.invalid/secret", post)(trouble);
    await slack("https://slack.invalid/secret", post)(trouble);
    await telegram("123:secret", "-42", post)(trouble);
    const text = `🔴 Keel keeper: ${trouble.text}`;
    expect(posted).toEqual([
      { url: "https://hook.invalid/secret", body: trouble },
      { url: "https://slack.invalid/secret", body: { text } },
      { url: "https://api.telegram.org/bot123:secret/sendMessage", body: { chat_id: "-42", text } },
    ]);
  });

  test("KPR-07 and where it is refused, or nobody answers, the error does not tell the secret address", async () => {
    const refusing = posting(403).post;
    const failing = (async (url: string) => {
      throw new TypeError(`fetch of ${url} failed`);
    }) as unknown as typeof fetch;
    for (const post of [refusing, failing]) {
      const error = await telegram("123:secret", "-42", post)(trouble).catch((thrown) => thrown);
      expect(error.message).toMatch(/^an alert was not taken \((403|no answer)\)$/);
      expect(`${error.stack} ${error.cause}`).not.toContain("secret");
    }
  });
});
