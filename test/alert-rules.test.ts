import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Metrics } from "../keeper/metrics.ts";

const OPS = join(import.meta.dirname, "..", "ops");
const hasPromtool = spawnSync("promtool", ["--version"]).status === 0;

const promtool = (...args: string[]) => spawnSync("promtool", args, { cwd: OPS, encoding: "utf8" });

describe.skipIf(!hasPromtool)("promtool", () => {
  test("finds the alert rules in order", () => {
    expect(promtool("check", "rules", "prometheus-alerts.yml")).toMatchObject({ status: 0 });
  });

  test("sees them fire when they should, and not before", () => {
    expect(promtool("test", "rules", "prometheus-alerts.test.yml")).toMatchObject({ status: 0 });
  });
});

test("alert rules and dashboard speak of metrics that the keeper shows, and of no others", async () => {
  const known = new Set((await new Metrics().registry.getMetricsAsJSON()).map(({ name }) => name));
  for (const file of ["prometheus-alerts.yml", "grafana/keel-keeper.json"]) {
    const named = readFileSync(join(OPS, file), "utf8").match(/keel_keeper_[a-z_]+/g) ?? [];
    const unknown = named.filter((name) => !known.has(name.replace(/_bucket$/, "")));
    expect(unknown).toEqual([]);
  }
});
