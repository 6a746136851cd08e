/** Results as files: every study, in every format, the same bytes again for the same inputs, named by the hashes of what made them. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetMetadata } from "hyparquet";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FORMATS, writeResults } from "../../backtest/artefacts/write.ts";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { type Config, DEFAULT_CONFIG, loadConfig } from "../config.ts";
import { type Artefact, toJson } from "./artefact.ts";
import { bootstrapArtefact, bootstrapStudy } from "./bootstrap.ts";
import { breakArtefact, breakStudy } from "./break.ts";
import { compareArtefact, compareSettings } from "./compare.ts";
import { runArtefact, runStudy } from "./run.ts";
import { stressArtefact, stressStudy } from "./stress.ts";
import { type SweepStudy, sweepArtefact, sweepStudy } from "./sweep.ts";
import { walkForwardArtefact, walkForwardStudy } from "./walk-forward.ts";

const ETHER = 10n ** 18n;
const market = { tape: BUILT_IN_TAPE, fill: "refuse", between: "hold" } as const;
const way = { ...market, deposit: 500n * ETHER, severity: ETHER };
const silent = { stopped: false, update: () => {} };
const space: SweepStudy = {
  ...market,
  setting: "careful",
  deposit: 500n * ETHER,
  axis: { target: "[0.5, 0.6]" },
  set: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + 0.06" },
  method: "grid",
  seed: 1,
  lender: "market",
  by: "apr",
  top: 2,
};

const STUDIES: Readonly<Record<string, (config: Config) => Promise<Artefact>>> = {
  run: async (config) => runArtefact(config, way, await runStudy(config, way)),
  compare: async (config) => {
    const study = { ...way, settings: ["careful"] };
    return compareArtefact(config, study, await compareSettings(config, study));
  },
  stress: async (config) => {
    const study = { ...way, scenarios: ["slash"], day: 14 };
    return stressArtefact(config, study, await stressStudy(config, study));
  },
  break: async (config) => {
    const study = { ...way, axis: ["keeper-delay"], at: ["depth=8"] };
    return breakArtefact(config, study, await breakStudy(config, study, silent));
  },
  bootstrap: async (config) => {
    const study = { ...way, paths: 2, block: 10, seed: 1 };
    return bootstrapArtefact(config, study, await bootstrapStudy(config, study, silent));
  },
  "walk-forward": async (config) => {
    const study = { ...space, train: 90, test: 30, anchored: false, choose: "best" } as const;
    return walkForwardArtefact(config, study, await walkForwardStudy(config, study, silent));
  },
  sweep: async (config) => sweepArtefact(config, space, await sweepStudy(config, space, silent)),
};

const root = mkdtempSync(join(tmpdir(), "keel-artefacts-"));
afterAll(() => rmSync(root, { recursive: true }));

let config: Config;
beforeAll(async () => {
  config = await loadConfig(DEFAULT_CONFIG, {});
});

describe.each(Object.entries(STUDIES))("the files of a %s", (name, study) => {
  let made: Artefact["made"];
  const folders = [join(root, name, "once"), join(root, name, "again")] as const;
  beforeAll(async () => {
    for (const folder of folders) {
      const artefact = await study(config);
      made = artefact.made;
      await writeResults(folder, FORMATS, { ...artefact, json: toJson(artefact) });
    }
  });

  test("BTK-02 are the same bytes again, as JSON, CSV and Parquet", () => {
    const [once, again] = folders.map((folder) => readdirSync(folder));
    expect(again).toEqual(once);
    for (const format of FORMATS) expect(once?.some((file) => file.endsWith(`.${format}`))).toBe(true);
    for (const file of once ?? []) {
      const [a, b] = folders.map((folder) => readFileSync(join(folder, file)));
      expect(a?.equals(b as Buffer), file).toBe(true);
    }
  });

  test("BTK-02 each name the tape, the configuration and the code by hash", () => {
    const hashes = [made.data, made.config, made.code];
    for (const file of readdirSync(folders[0])) {
      const bytes = readFileSync(join(folders[0], file));
      const told = file.endsWith(".parquet")
        ? JSON.stringify(parquetMetadata(new Uint8Array(bytes).buffer).key_value_metadata)
        : bytes.toString("utf8");
      for (const hash of hashes) {
        expect(hash).toMatch(/^[0-9a-f]{64}$/);
        expect(told, file).toContain(hash);
      }
    }
  });
});

test("another choice is another configuration; another place for the same tape is not", async () => {
  const artefact = await STUDIES.run?.(config);
  const results = await runStudy(config, way);
  const made = (study: typeof way) => runArtefact(config, study, results).made;
  expect(made(way)).toEqual(artefact?.made);
  expect(made({ ...way, deposit: 501n * ETHER }).config).not.toBe(artefact?.made.config);
  expect(made({ ...way, tape: "elsewhere.csv" as typeof way.tape }).config).toBe(artefact?.made.config);
});
