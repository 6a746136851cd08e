/** What the keeper tells people without being asked. */

export interface Alert {
  /** What it is about; the same is not told twice while it lasts. */
  readonly key: string;
  readonly severity: "page" | "warn" | "info";
  /** One line. */
  readonly text: string;
}

/** How an alert reaches people. @throws where it did not */
export type Channel = (alert: Alert) => Promise<void>;
