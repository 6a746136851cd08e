/** `keel backtest break`: how much worse along each axis until the position can first be liquidated. */
import { tableOf } from "../../backtest/artefacts/table.ts";
import { AXES, axesOf, axisNamed } from "../../backtest/break/axes.ts";
import { type Axis, type Base, worsened } from "../../backtest/break/axis.ts";
import { type AxisBreak, baseOf, breaking } from "../../backtest/break/break-along.ts";
import { NONE } from "../../backtest/report/run-figures.ts";
import { KeelError } from "../../errors/keel-error.ts";
import type { Config } from "../config.ts";
import { newTable } from "../table.ts";
import type { Artefact } from "./artefact.ts";
import { provenanceOf } from "./hashes.ts";
import { goesOn, type StudyProgress, stoppedEarly } from "./progress.ts";
import { type Choice, type Source, sourceFor } from "./source.ts";
import { chosenWay, exactRun, outcomeOf, type Way } from "./way.ts";

export interface BreakStudy extends Choice, Omit<Way, "severity"> {
  /** Axes by name; each of them without it. */
  readonly axis?: readonly string[];
  /** Axes along which the run is made worse to begin with, `name=value`, in this order. */
  readonly at?: readonly string[];
}

interface Broken {
  readonly axis: string;
  readonly unit: string;
  readonly managed: AxisBreak;
  /** Null where there is nothing to make worse without a keeper. */
  readonly unmanaged: AxisBreak | null;
}

export interface BreakResults {
  readonly source: Source;
  /** By axis; fewer than asked for where the study was stopped. */
  readonly breaks: readonly Broken[];
  /** Why an axis that was not asked for by name was left out, a sentence each. */
  readonly leftOut: readonly string[];
}

const WAD = 10n ** 18n;
const CAVEAT =
  "Each value is the smallest that was found to break: values are tried a quarter apart, then the gap is halved. Where a defence works only " +
  "in a deeper crisis, a smaller value might break that was not tried.";

/** @throws KEEL_UNKNOWN_AXIS, KEEL_BREAK, KEEL_BAD_ARGUMENT, and what a run does */
export async function breakStudy(
  config: Config,
  study: BreakStudy,
  progress: StudyProgress,
): Promise<BreakResults> {
  const { strategy = "leveraged-loop" } = study;
  const axes = study.axis?.map(axisNamed) ?? axesOf(strategy);
  const given = (study.at ?? []).map(valueOnAxis);
  const source = await sourceFor(study, [study.strategy]);
  const way = { ...study, severity: WAD };
  const asItIs = await exactRun(config, way, source);
  const run = given.reduce((before, { axis, value }) => worsened(baseOf(before), axis, value), asItIs);
  outcomeOf(run, way);
  const bases = { managed: baseOf(run), unmanaged: baseOf({ ...run, managed: false }) };
  const breaks: Broken[] = [];
  const leftOut: string[] = [];
  let tries = 0;
  const along = async (base: Base, axis: Axis): Promise<AxisBreak | undefined> => {
    const search = breaking(base, axis);
    let next = search.next();
    for (; !next.done; next = search.next()) {
      progress.update(++tries);
      if (!(await goesOn(progress))) return undefined;
    }
    return next.value;
  };
  for (const axis of axes) {
    try {
      const managed = await along(bases.managed, axis);
      const unmanaged = axis.ofKeeper ? null : managed && (await along(bases.unmanaged, axis));
      if (managed === undefined || unmanaged === undefined) break;
      breaks.push({ axis: axis.name, unit: axis.unit, managed, unmanaged });
    } catch (error) {
      const bears = study.axis === undefined && error instanceof KeelError && error.code === "KEEL_BREAK";
      if (!bears) throw error;
      leftOut.push(`${axis.name} is left out: ${error.message}`);
    }
  }
  if (progress.stopped && breaks.length === 0) throw stoppedEarly();
  return { source, breaks, leftOut };
}

function valueOnAxis(text: string): {
  readonly axis: ReturnType<typeof axisNamed>;
  readonly value: number;
} {
  const [name = "", given = ""] = text.split("=");
  const axis = axisNamed(name.trim());
  const value = Number(given);
  if (given.trim() !== "" && Number.isFinite(value) && value >= axis.asItIs) return { axis, value };
  throw new KeelError(
    "KEEL_BAD_ARGUMENT",
    `--at "${text}" does not make ${axis.name} worse`,
    `Give a number from ${axis.asItIs} on, such as ${axis.name}=${axis.asItIs + 2}`,
  );
}

const day = (time: number): string => new Date(time * 1_000).toISOString().slice(0, 10);
const plain = (value: number): string => String(Number(value.toFixed(2)));

function inWords(found: AxisBreak | null, unit: string): string {
  if (found === null) return NONE;
  const { value, survivedUpTo, liquidatedAt, searchedTo } = found;
  if (value === null) return `none up to ${plain(searchedTo)}${unit}`;
  const when = liquidatedAt === null ? "" : `, on ${day(liquidatedAt)}`;
  return survivedUpTo === null ? `as it is${when}` : `${plain(value)}${unit}${when}`;
}

export function breakTable({ breaks, leftOut }: BreakResults, { at = [] }: Pick<BreakStudy, "at">): string {
  const table = newTable(["first liquidated at"], ["with the keeper", "left alone"]);
  for (const { axis, unit, managed, unmanaged } of breaks)
    table.push([axis, inWords(managed, unit), inWords(unmanaged, unit)]);
  const told = AXES.filter(({ name }) => breaks.some(({ axis }) => axis === name));
  const given = at.length === 0 ? [] : [`all of it at ${at.join(", ")}`];
  return [
    table.toString(),
    ...given,
    ...leftOut,
    ...told.map(({ name, unit, means }) => `${name}, ${unit}: ${means}`),
    CAVEAT,
  ].join("\n");
}

interface BreakRow extends AxisBreak {
  readonly axis: string;
  readonly unit: string;
  readonly way: string;
}

export function breakArtefact(config: Config, study: BreakStudy, results: BreakResults): Artefact {
  const { source, breaks, leftOut } = results;
  const { deposit, at = [] } = study;
  const rows = breaks.flatMap(({ axis, unit, managed, unmanaged }): BreakRow[] => [
    { axis, unit, way: "managed", ...managed },
    ...(unmanaged === null ? [] : [{ axis, unit, way: "unmanaged", ...unmanaged }]),
  ]);
  const named = {
    axis: ["text", ({ axis }: BreakRow) => axis],
    unit: ["text", ({ unit }: BreakRow) => unit],
    way: ["text", ({ way }: BreakRow) => way],
  } as const;
  return {
    made: provenanceOf("break", config, source, study),
    source,
    told: { ...chosenWay(study), deposit, at, caveat: CAVEAT, leftOut, breaks },
    tables: [
      tableOf<BreakRow>(
        "breaks",
        {
          ...named,
          value: ["number", ({ value }) => value],
          survived_up_to: ["number", ({ survivedUpTo }) => survivedUpTo],
          searched_to: ["number", ({ searchedTo }) => searchedTo],
          liquidated_at: ["time", ({ liquidatedAt }) => liquidatedAt],
        },
        rows,
      ),
      tableOf<BreakRow & AxisBreak["tried"][number]>(
        "tries",
        {
          ...named,
          value: ["number", ({ value }) => value],
          liquidated_at: ["time", ({ liquidatedAt }) => liquidatedAt],
        },
        rows.flatMap((row) => row.tried.map((one) => ({ ...row, ...one }))),
      ),
    ],
    text: breakTable(results, study),
  };
}
