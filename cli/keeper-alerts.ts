/** The channels that a configuration names, with what the environment says of them. */
import { KeelError } from "../errors/keel-error.ts";
import type { Channel } from "../keeper/alerts/alert.ts";
import { slack, telegram, webhook } from "../keeper/alerts/channels.ts";
import type { AlertSetting } from "./config.ts";

/** @throws KEEL_NO_ALERT_SECRET */
export function channelsFor({ webhook: hook, slack: room, telegram: bot }: AlertSetting): Channel[] {
  return [
    ...(hook === undefined ? [] : [webhook(secretIn(hook))]),
    ...(room === undefined ? [] : [slack(secretIn(room))]),
    ...(bot === undefined ? [] : [telegram(secretIn(bot.token), bot.chat)]),
  ];
}

export function deadManFor({ deadMan }: AlertSetting): Channel[] {
  return deadMan === undefined ? [] : [webhook(secretIn(deadMan))];
}

function secretIn(variable: string): string {
  const secret = process.env[variable];
  if (secret !== undefined && secret !== "") return secret;
  throw new KeelError(
    "KEEL_NO_ALERT_SECRET",
    `the environment has no ${variable}, which keeper.alerts names`,
    `Put the channel's URL or token into ${variable}`,
  );
}
