/** A worker of a sweep whose settings go through the whole exact engine. */
import Tinypool from "tinypool";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import type { LoopCase } from "../columns/loop-case.ts";
import { Outcomes } from "./outcomes.ts";
import { runWhole, type WholeMarket } from "./whole.ts";

const market: WholeMarket = Tinypool.workerData;
const rules = await loadLoopRules(market.rules);

export default function run(settings: readonly LoopCase[]): Float64Array {
  return Float64Array.from(settings.flatMap((setting) => Outcomes.rowOf(runWhole(market, rules, setting))));
}
