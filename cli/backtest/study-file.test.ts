/** Study files: the one that comes with Keel runs, and one with a slip is refused by the key. */
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BUILT_IN_TAPE } from "../../backtest/tape/built-in.ts";
import { type Config, DEFAULT_CONFIG, loadConfig } from "../config.ts";
import { compareArtefact, compareSettings } from "./compare.ts";
import { type PartResult, runStudyFile, type StudyRun } from "./study.ts";
import { loadStudy } from "./study-file.ts";

const EXAMPLE = join(import.meta.dirname, "..", "..", "studies", "summer-2022.study.ts");
const folder = mkdtempSync(join(tmpdir(), "keel-study-"));
afterAll(() => rmSync(folder, { recursive: true }));

let config: Config;
beforeAll(async () => {
  config = await loadConfig(DEFAULT_CONFIG, {});
});

const { signal } = new AbortController();
async function ran(run: Omit<StudyRun, "signal"> & Partial<StudyRun>): Promise<readonly PartResult[]> {
  const parts: PartResult[] = [];
  for await (const part of runStudyFile(config, { signal, ...run })) parts.push(part);
  return parts;
}

/** A study file of one part. */
function written(name: string, part: object, rest: object = {}): string {
  const file = join(folder, `${name}.study.ts`);
  const study = { asks: "What if?", ...rest, parts: { one: part } };
  writeFileSync(file, `export default ${JSON.stringify(study)};`);
  return file;
}

describe("the study of the summer of 2022", () => {
  const out = join(folder, "summer");
  let parts: readonly PartResult[];
  beforeAll(async () => {
    parts = await ran({ file: EXAMPLE, out });
  });

  const told = (name: string) => parts.find((part) => part.name === name)?.artefact.told;

  test("runs all of its parts, in its order", () => {
    const names = ["side-by-side", "crises", "late-keeper", "leverage", "might-have-been"];
    expect(parts.map(({ name }) => name)).toEqual(names);
    expect(told("side-by-side")).toMatchObject({ careful: {}, wide: {}, aggressive: {}, held: {} });
    expect(told("crises")).toMatchObject({ scenarios: { none: {}, "june-2022+liquidity-shock": {} } });
    expect(told("late-keeper")).toMatchObject({ breaks: [{ axis: "keeper-delay" }] });
    expect(told("leverage")).toMatchObject({ done: 36, of: 36 });
    expect(told("might-have-been")).toMatchObject({ paths: 20 });
  });

  test("runs those that are asked for alone", async () => {
    const [one, ...others] = await ran({ file: EXAMPLE, out: join(folder, "one"), only: ["crises"] });
    expect(one?.artefact.told).toEqual(told("crises"));
    expect(others).toEqual([]);
  });

  test("BTK-02 leaves an index of what was made of what, by hash", () => {
    const index = JSON.parse(readFileSync(join(out, "study.json"), "utf8"));
    const { files, ...made } = index.parts["side-by-side"];
    expect(made).toMatchObject({ ...parts[0]?.artefact.made });
    expect(made.figures).toMatch(/^[0-9a-f]{64}$/);
    expect(made.figures).not.toBe(index.parts.leverage.figures);
    expect(Object.keys(files)).toContain("steps.parquet");
    expect(Object.keys(index.parts.leverage.files)).toContain("report.html");
    for (const [file, hash] of Object.entries(files)) {
      const bytes = readFileSync(join(out, "side-by-side", file));
      expect(createHash("sha256").update(bytes).digest("hex")).toBe(hash);
    }
  });
});

test("BTK-02 a part is named by the same hashes as the command that does the same", async () => {
  const file = written("same", { study: "compare", settings: ["careful"] }, { deposit: 200 });
  const [part] = await ran({ file });
  const study = {
    tape: BUILT_IN_TAPE,
    fill: "refuse",
    between: "hold",
    deposit: 200n * 10n ** 18n,
    severity: 10n ** 18n,
    settings: ["careful"],
  } as const;
  const command = compareArtefact(config, study, await compareSettings(config, study));
  expect(part?.artefact).toEqual(command);
  expect(part?.files).toBeUndefined();
});

test("a study that is told to stop does no further part", async () => {
  expect(await ran({ file: EXAMPLE, signal: AbortSignal.abort() })).toEqual([]);
});

describe("a study file is refused", () => {
  test.each([
    [{ study: "compare", severty: 2 }, /has a key that does not exist: parts.one.severty/],
    [{ study: "stress", severity: -1 }, /has a bad value at parts.one.severity: expected at least/],
    [{ study: "luck" }, /has a bad value at parts.one.study/],
    [{ study: "walk-forward", axis: {}, set: {}, train: 0 }, /has a bad value at parts.one.train/],
  ])("with a part %o, by the key", async (part, what) => {
    // A file is loaded once: each has its own name.
    const file = written(`slip-in-${part.study}`, part);
    await expect(loadStudy(file)).rejects.toThrow(
      expect.objectContaining({ code: "KEEL_STUDY", message: expect.stringMatching(what) }),
    );
  });

  test("with the part in which something else is wrong", async () => {
    const file = written("brave", { study: "run", setting: "brave" });
    await expect(ran({ file })).rejects.toMatchObject({
      code: "KEEL_UNKNOWN_PRESET",
      message: expect.stringMatching(/^part one: there is no preset "brave"/),
    });
  });

  test("where it does not load, exports nothing, is not there, or has no such part", async () => {
    const refused = (path: string, code: string) => expect(loadStudy(path)).rejects.toMatchObject({ code });
    const [broken, empty] = ["broken", "empty"].map((name) => join(folder, `${name}.study.ts`)) as [
      string,
      string,
    ];
    writeFileSync(broken, "export default study({");
    writeFileSync(empty, "export {};");
    await refused(broken, "KEEL_STUDY");
    await refused(empty, "KEEL_STUDY");
    await refused(join(folder, "none.study.ts"), "KEEL_NO_FILE");
    await expect(ran({ file: EXAMPLE, only: ["winter"] })).rejects.toMatchObject({ code: "KEEL_STUDY" });
  });
});
