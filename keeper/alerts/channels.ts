/** The forms in which alerts are sent: plain JSON for any webhook, Slack's and Telegram's. */
import type { Alert, Channel } from "./alert.ts";

export type Post = typeof fetch;

const TIMEOUT_MILLISECONDS = 5_000;

const SIGNS = { page: "🔴", warn: "🟠", info: "🟢" } as const;

/** `{key, severity, text}` as JSON. */
export function webhook(url: string, post: Post = fetch): Channel {
  return (alert) => send(post, url, alert);
}

export function slack(url: string, post: Post = fetch): Channel {
  return (alert) => send(post, url, { text: line(alert) });
}

export function telegram(token: string, chat: string, post: Post = fetch): Channel {
  const url = `https://api.telegram.org/bot${token}/sendMessage`;
  return (alert) => send(post, url, { chat_id: chat, text: line(alert) });
}

const line = ({ severity, text }: Alert): string => `${SIGNS[severity]} Keel keeper: ${text}`;

async function send(post: Post, url: string, body: object): Promise<void> {
  let status: number | undefined;
  try {
    const response = await post(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS),
    });
    status = response.status;
  } catch {
    // The cause names the URL, which is a secret here.
  }
  if (status === undefined || status >= 400)
    throw new Error(`an alert was not taken (${status ?? "no answer"})`);
}
