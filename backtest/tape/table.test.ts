/** Tapes as files: what people write by hand, and what notebooks write. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteFile } from "hyparquet-writer";
import { afterAll, describe, expect, test } from "vitest";
import { mainnetOfMay2022 } from "../worlds/mainnet-2022-05-01.ts";
import { csvTable } from "./csv-table.ts";
import { readTape } from "./read-tape.ts";
import { readTable } from "./table.ts";

const folder = mkdtempSync(join(tmpdir(), "keel-tape-"));
afterAll(() => rmSync(folder, { recursive: true }));
const at = (name: string) => join(folder, name);
const { curve: rateCurve } = mainnetOfMay2022().lender.weth;

describe("CSV", () => {
  test("may be quoted, end its lines as Windows does and begin with a byte order mark", () => {
    const { header, rows } = csvTable(
      '\ufeffdate,steth_eth\r\n# a comment\r\n"2022-05-01","0.99"\r\n',
      "a.csv",
    );
    expect(header.fields).toEqual(["date", "steth_eth"]);
    expect(rows).toEqual([{ line: 3, fields: ["2022-05-01", "0.99"] }]);
  });

  test("with a quote that never closes is refused", () => {
    expect(() => csvTable('date,steth_eth\n"2022-05-01,0.99', "a.csv")).toThrow(
      expect.objectContaining({ code: "KEEL_TAPE_FORMAT" }),
    );
  });
});

describe("Parquet", () => {
  const write = (name: string, steth: readonly number[]) =>
    parquetWriteFile({
      filename: at(name),
      columnData: [
        {
          name: "date",
          data: ["2022-05-01T00:00:00Z", "2022-05-01T01:00:00Z"].map((time) => new Date(time)),
          type: "TIMESTAMP",
        },
        { name: "steth_eth", data: [...steth], type: "DOUBLE" },
      ],
    });

  test("is the tape that the same CSV is", async () => {
    write("a.parquet", [0.9992, 0.0000001]);
    writeFileSync(
      at("a.csv"),
      "date,steth_eth\n2022-05-01T00:00:00Z,0.9992\n2022-05-01T01:00:00Z,0.0000001\n",
    );
    const [parquet, csv] = await Promise.all(
      ["a.parquet", "a.csv"].map((name) => readTape(at(name), { rateCurve })),
    );
    expect(parquet?.rows).toEqual(csv?.rows);
    expect(parquet?.rows).toHaveLength(2);
  });

  test("BTK-05 with a NaN in it is refused by row and column", async () => {
    write("nan.parquet", [0.9992, Number.NaN]);
    await expect(readTape(at("nan.parquet"), { rateCurve })).rejects.toThrow(
      'nan.parquet, row 2, column 2 (steth_eth): "NaN" is no number',
    );
  });

  test("that is none is refused", async () => {
    writeFileSync(at("not.parquet"), "date,steth_eth");
    await expect(readTable(at("not.parquet"))).rejects.toMatchObject({ code: "KEEL_TAPE_FORMAT" });
  });
});

test("BTK-02 a file is named by the hash of its bytes", async () => {
  writeFileSync(at("hash.csv"), "abc");
  const { sha256 } = await readTable(at("hash.csv"));
  expect(sha256).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
});

test("a file that is not there, or of another kind, is refused by name", async () => {
  await expect(readTable(at("none.csv"))).rejects.toMatchObject({ code: "KEEL_NO_FILE" });
  writeFileSync(at("a.xlsx"), "");
  await expect(readTable(at("a.xlsx"))).rejects.toMatchObject({ code: "KEEL_TAPE_FORMAT" });
});

describe("rows a day apart become steps of six hours", () => {
  const prices = async (name: string, between?: "hold" | "linear") => {
    const { rows } = await readTape(at(name), { rateCurve, ...(between && { between }) });
    return rows.map(({ stethEth }) => Number(stethEth.value) / 1e18);
  };

  test("BTK-03 in which the earlier row holds, or lie on a line where that is named", async () => {
    writeFileSync(at("days.csv"), "date,steth_eth\n2022-05-01,1\n2022-05-02,0.96\n");
    expect(await prices("days.csv")).toEqual([1, 1, 1, 1, 0.96]);
    expect(await prices("days.csv", "linear")).toEqual([1, 0.99, 0.98, 0.97, 0.96]);
  });

  test("and rows an hour apart are the steps themselves", async () => {
    writeFileSync(at("hours.csv"), "date,steth_eth\n2022-05-01T00:00:00Z,1\n2022-05-01T01:00:00Z,0.96\n");
    expect(await prices("hours.csv")).toEqual([1, 0.96]);
  });
});
