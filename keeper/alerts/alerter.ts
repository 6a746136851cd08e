/**
 * Tells each trouble once, again after a while if it lasts, and when it is over. A channel that fails is tried again with the next
 * turn, and never stands in the keeper's way.
 */
import type { Clock } from "../clock.ts";
import type { Log } from "../log.ts";
import type { Alert, Channel } from "./alert.ts";

export interface AlerterOptions {
  readonly channels: readonly Channel[];
  readonly clock: Clock;
  readonly log: Log;
  /** Seconds after which a trouble that lasts is told again. */
  readonly repeatSeconds: number;
  /** Seconds between two signs of life; whoever misses them knows that the keeper is gone. None without it. */
  readonly aliveSeconds?: number | undefined;
}

interface Told {
  readonly alert: Alert;
  readonly at: number;
}

export class Alerter {
  readonly #options: AlerterOptions;
  readonly #told = new Map<string, Told>();
  #alive = Number.NEGATIVE_INFINITY;

  constructor(options: AlerterOptions) {
    this.#options = options;
  }

  /** @param troubles all that there are now: one that is no longer among them is over */
  async tell(troubles: readonly Alert[]): Promise<void> {
    const { clock, repeatSeconds } = this.#options;
    const now = clock.now();
    for (const alert of troubles) {
      const told = this.#told.get(alert.key);
      if (told !== undefined && now - told.at < repeatSeconds) continue;
      if (await this.#send(alert)) this.#told.set(alert.key, { alert, at: now });
    }
    const lasting = new Set(troubles.map(({ key }) => key));
    for (const [key, { alert }] of this.#told) {
      if (lasting.has(key)) continue;
      const over = { key, severity: "info", text: `over: ${alert.text}` } as const;
      if (await this.#send(over)) this.#told.delete(key);
    }
  }

  /** An event that does not last. */
  async mention(alert: Alert): Promise<void> {
    await this.#send(alert);
  }

  /** The dead man's signal, while the keeper's work is done; its absence is the alarm. */
  async alive(): Promise<void> {
    const { clock, aliveSeconds } = this.#options;
    const now = clock.now();
    if (aliveSeconds === undefined || now - this.#alive < aliveSeconds) return;
    if (await this.#send({ key: "alive", severity: "info", text: "alive, every vault decided on" }))
      this.#alive = now;
  }

  /** @returns whether at least one channel took it, or there is none to take it */
  async #send(alert: Alert): Promise<boolean> {
    const { channels, log } = this.#options;
    const sent = await Promise.allSettled(channels.map((channel) => channel(alert)));
    for (const attempt of sent) {
      if (attempt.status === "rejected")
        log.warn(
          { alert: alert.key, reason: (attempt.reason as Error).message },
          "an alert was not delivered",
        );
    }
    return channels.length === 0 || sent.some(({ status }) => status === "fulfilled");
  }
}
