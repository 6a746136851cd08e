/** The kinds of study that a study file may have parts of. */
import {
  type BootstrapResults,
  type BootstrapStudy,
  bootstrapArtefact,
  bootstrapStudy,
} from "./bootstrap.ts";
import { type BreakResults, type BreakStudy, breakArtefact, breakStudy } from "./break.ts";
import { type CompareResults, type Comparison, compareArtefact, compareSettings } from "./compare.ts";
import type { Kind } from "./perform.ts";
import { type RunResults, runArtefact, runStudy, type Study } from "./run.ts";
import { type StressResults, type StressStudy, stressArtefact, stressStudy } from "./stress.ts";
import { type SweepResults, type SweepStudy, sweepArtefact, sweepStudy } from "./sweep.ts";
import { writeSweepPage } from "./sweep-page.ts";
import { writeTearSheet } from "./tear-sheet.ts";
import {
  type WalkForwardResults,
  type WalkForwardStudy,
  walkForwardArtefact,
  walkForwardStudy,
} from "./walk-forward.ts";

export const run: Kind<Study, RunResults> = {
  counts: "runs",
  run: runStudy,
  artefact: runArtefact,
  page: writeTearSheet,
};

export const compare: Kind<Comparison, CompareResults> = {
  counts: "runs",
  run: compareSettings,
  artefact: compareArtefact,
};

const breaks: Kind<BreakStudy, BreakResults> = { counts: "runs", run: breakStudy, artefact: breakArtefact };

export { breaks as break };

export const stress: Kind<StressStudy, StressResults> = {
  counts: "runs",
  run: stressStudy,
  artefact: stressArtefact,
};

export const bootstrap: Kind<BootstrapStudy, BootstrapResults> = {
  counts: "paths",
  run: bootstrapStudy,
  artefact: bootstrapArtefact,
};

export const sweep: Kind<SweepStudy, SweepResults> = {
  counts: "settings",
  run: sweepStudy,
  artefact: sweepArtefact,
  page: writeSweepPage,
};

export const walkForward: Kind<WalkForwardStudy, WalkForwardResults> = {
  counts: "settings",
  run: walkForwardStudy,
  artefact: walkForwardArtefact,
};
