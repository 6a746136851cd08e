/** Tables as files: what a notebook reads is what was told, to the wei, and each file says what it rests on. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { parquetMetadata, parquetReadObjects } from "hyparquet";
import { describe, expect, test } from "vitest";
import { csvOf } from "./csv.ts";
import { parquetOf } from "./parquet.ts";
import { tableOf } from "./table.ts";
import { writeResults } from "./write.ts";

interface Row {
  readonly words: string;
  readonly times: number;
  readonly ratio: number | null;
  readonly wei: bigint | null;
  readonly at: number | null;
}

const ROWS: readonly Row[] = [
  { words: 'a "name", with a comma', times: 3, ratio: 0.1, wei: 1n, at: 1_655_186_412 },
  { words: "# no comment", times: 0, ratio: -1e-9, wei: -123_456_789_012_345_678_901_234_567n, at: 0 },
  { words: "none", times: 2, ratio: Number.NEGATIVE_INFINITY, wei: null, at: null },
];

const table = tableOf<Row>(
  "rows",
  {
    words: ["text", ({ words }) => words],
    times: ["count", ({ times }) => times],
    ratio: ["number", ({ ratio }) => ratio],
    held_eth: ["amount", ({ wei }) => wei],
    at: ["time", ({ at }) => at],
  },
  ROWS,
);
const made = {
  study: "run",
  tape: "2022-depeg",
  data: "d".repeat(64),
  config: "c".repeat(64),
  code: "e".repeat(64),
};

describe("CSV", () => {
  const text = csvOf(table, made);

  test("tells amounts to the wei, times as UTC, and nothing where a figure has no meaning", () => {
    const read = parse(text, { columns: true, comment: "#", comment_no_infix: true });
    expect(read).toEqual([
      {
        words: 'a "name", with a comma',
        times: "3",
        ratio: "0.1",
        held_eth: "0.000000000000000001",
        at: "2022-06-14T06:00:12Z",
      },
      {
        words: "# no comment",
        times: "0",
        ratio: "-1e-9",
        held_eth: "-123456789.012345678901234567",
        at: "1970-01-01T00:00:00Z",
      },
      { words: "none", times: "2", ratio: "", held_eth: "", at: "" },
    ]);
  });

  test("says ahead of its header what it rests on", () => {
    expect(text.split("\n").slice(0, 6)).toEqual([
      "# keel.study = run",
      "# keel.tape = 2022-depeg",
      `# keel.data.sha256 = ${made.data}`,
      `# keel.config.sha256 = ${made.config}`,
      `# keel.code.sha256 = ${made.code}`,
      "words,times,ratio,held_eth,at",
    ]);
  });
});

describe("Parquet", () => {
  const bytes = parquetOf(table, made);
  const file = new Uint8Array(bytes).buffer;

  test("reads back as what was told, times as UTC, nulls where a figure has no meaning", async () => {
    const [first, second, third] = await parquetReadObjects({ file });
    expect(first).toMatchObject({ words: 'a "name", with a comma', times: 3n, ratio: 0.1 });
    expect(first?.at).toEqual(new Date("2022-06-14T06:00:12Z"));
    expect(second).toMatchObject({ words: "# no comment", times: 0n, ratio: -1e-9, at: new Date(0) });
    expect(third).toEqual({ words: "none", times: 2n, ratio: null, held_eth: null, at: null });
  });

  test("holds amounts as decimals with 18 places, to the wei", async () => {
    const metadata = parquetMetadata(file);
    const column = metadata.schema.find(({ name }) => name === "held_eth");
    expect(column).toMatchObject({ converted_type: "DECIMAL", precision: 38, scale: 18, type_length: 16 });
    // Without its type the column reads as the integers that lie in the file.
    delete column?.converted_type;
    const rows = await parquetReadObjects({ file, metadata, columns: ["held_eth"], utf8: false });
    const weiOf = (big: Uint8Array) => BigInt.asIntN(128, BigInt(`0x${Buffer.from(big).toString("hex")}`));
    expect(rows.map(({ held_eth }) => held_eth && weiOf(held_eth))).toEqual(ROWS.map(({ wei }) => wei));
  });

  test("says in its metadata what it rests on", () => {
    const { key_value_metadata } = parquetMetadata(file);
    expect(key_value_metadata).toEqual([
      { key: "keel.study", value: "run" },
      { key: "keel.tape", value: "2022-depeg" },
      { key: "keel.data.sha256", value: made.data },
      { key: "keel.config.sha256", value: made.config },
      { key: "keel.code.sha256", value: made.code },
    ]);
  });

  test("of a table without rows has its columns all the same", async () => {
    const none = new Uint8Array(parquetOf({ ...table, rows: [] }, made)).buffer;
    expect(parquetMetadata(none).schema.map(({ name }) => name)).toEqual([
      "root",
      ...table.columns.map(({ name }) => name),
    ]);
    expect(await parquetReadObjects({ file: none })).toEqual([]);
  });
});

describe("a folder of results", () => {
  test("has the formats that were asked for, and those alone", async () => {
    const folder = join(mkdtempSync(join(tmpdir(), "keel-results-")), "new", "folder");
    const written = { made, json: "{}", tables: [table] };
    expect(await writeResults(folder, ["csv"], written)).toEqual(["rows.csv"]);
    expect(await writeResults(folder, ["json", "parquet"], written)).toEqual(["result.json", "rows.parquet"]);
    expect(readFileSync(join(folder, "result.json"), "utf8")).toBe("{}\n");
    rmSync(folder, { recursive: true });
  });

  test("that cannot be made is refused", async () => {
    const file = join(mkdtempSync(join(tmpdir(), "keel-results-")), "file");
    writeFileSync(file, "");
    await expect(writeResults(file, ["csv"], { made, json: "{}", tables: [table] })).rejects.toMatchObject({
      code: "KEEL_NOT_WRITABLE",
    });
  });
});
