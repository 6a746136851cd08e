/** A row's figures at another time, known in another way: what was measured then is made up, or carried, now. */
import type { Seconds } from "../../strategies/kernels/math/units.ts";
import type { Figure, Label, TapeRow } from "./tape.ts";

export function relabelled(row: TapeRow, time: Seconds, label: Label): TapeRow {
  const figures = Object.entries(row).filter(([name]) => name !== "time") as [string, Figure][];
  const moved = figures.map(([name, { value }]) => [name, { value, label }] as const);
  return { ...(Object.fromEntries(moved) as unknown as TapeRow), time };
}
