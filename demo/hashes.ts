/** What the demo's result rests on: the tape, the parameters and the code that made it. */
import { fileURLToPath } from "node:url";
import { codeHash, hashOfFiles } from "../backtest/report/hashes.ts";
import { BUILT_IN_TAPE_PATH } from "../backtest/tape/built-in.ts";
import { DEFAULT_PARAMETERS } from "../deploy/parameters.ts";

export const scenarioHashes = () => ({
  data: hashOfFiles([fileURLToPath(BUILT_IN_TAPE_PATH)]),
  config: hashOfFiles([DEFAULT_PARAMETERS]),
  code: codeHash(),
});
