/** A worker of a sweep: runs settings over the columns that all workers share. */
import Tinypool from "tinypool";
import { runFast } from "../columns/fast.ts";
import type { FastColumns } from "../columns/fast-columns.ts";
import type { LoopCase } from "../columns/loop-case.ts";
import { Outcomes } from "./outcomes.ts";

const market: FastColumns = Tinypool.workerData;

export default function run(settings: readonly LoopCase[]): Float64Array {
  return Float64Array.from(runFast(market, settings).flatMap(Outcomes.rowOf));
}
