import { expect, test } from "vitest";
import { walletOf } from "../devnet/accounts.ts";
import { createLog } from "./log.ts";

test("KPR-07 a key that is handed to the log does not come out of it", () => {
  const lines: string[] = [];
  const log = createLog("info", { write: (line) => lines.push(line) });
  const { privateKey } = walletOf("keeper");
  log.info({ privateKey, options: { key: privateKey, signer: walletOf("keeper") } }, "careless");
  expect(lines.join("")).toContain("(hidden)");
  expect(lines.join("")).not.toContain(privateKey.slice(2));
});
