/** What a study file is written with: `export default study({ … })`. */
import type { StudyFile } from "./backtest/study-file.ts";

/** Gives the file its types; `keel backtest study` runs it. */
export const study = (file: StudyFile): StudyFile => file;
