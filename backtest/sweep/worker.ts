/** A worker of a sweep: runs settings over the columns that all workers share. */
import Tinypool from "tinypool";
import { runFastColumns } from "../columns/fast.ts";
import type { FastColumns } from "../columns/fast-columns.ts";
import type { LoopCase } from "../columns/loop-case.ts";
import { Outcomes } from "./outcomes.ts";

const market: FastColumns = Tinypool.workerData;

export default function run(settings: readonly LoopCase[]): Float64Array {
  return Float64Array.from(settings.flatMap((setting) => Outcomes.rowOf(runFastColumns(market, setting))));
}
