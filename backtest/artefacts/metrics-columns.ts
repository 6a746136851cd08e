/** A run's metrics, and where its profit came from, as columns. */
import { SOURCES, type Source } from "../attribution/attribution.ts";
import type { Metrics } from "../metrics/metrics.ts";
import type { ColumnOf } from "./table.ts";

type Columns<Row> = Readonly<Record<string, ColumnOf<Row>>>;

export const METRIC_COLUMNS: Columns<Metrics> = {
  final_entry_steth: ["amount", ({ finalEntryAssets }) => finalEntryAssets],
  final_exit_steth: ["amount", ({ finalExitAssets }) => finalExitAssets],
  net_apr: ["number", ({ netApr }) => netApr],
  net_apy: ["number", ({ netApy }) => netApy],
  final_entry_usd: ["amount", ({ dollars }) => dollars?.entryValue],
  final_exit_usd: ["amount", ({ dollars }) => dollars?.exitValue],
  profit_usd: ["amount", ({ dollars }) => dollars?.pnl],
  net_apr_usd: ["number", ({ dollars }) => dollars?.apr],
  net_apy_usd: ["number", ({ dollars }) => dollars?.apy],
  max_drawdown: ["number", ({ drawdown }) => drawdown.depth],
  drawdown_from: ["time", ({ drawdown }) => drawdown.peakTime],
  drawdown_to: ["time", ({ drawdown }) => drawdown.troughTime],
  recovered: ["time", ({ drawdown }) => drawdown.recoveryTime],
  longest_under_water_seconds: ["count", ({ drawdown }) => drawdown.longestUnderWater],
  share_under_water: ["number", ({ drawdown }) => drawdown.shareUnderWater],
  volatility: ["number", ({ volatility }) => volatility],
  sharpe: ["number", ({ sharpe }) => sharpe],
  sortino: ["number", ({ sortino }) => sortino],
  calmar: ["number", ({ calmar }) => calmar],
  var_95: ["number", ({ tail95 }) => tail95?.valueAtRisk],
  cvar_95: ["number", ({ tail95 }) => tail95?.conditionalValueAtRisk],
  var_99: ["number", ({ tail99 }) => tail99?.valueAtRisk],
  cvar_99: ["number", ({ tail99 }) => tail99?.conditionalValueAtRisk],
  time_unlevered: ["number", ({ timeInBands }) => timeInBands.unlevered],
  time_below_band: ["number", ({ timeInBands }) => timeInBands.belowBand],
  time_in_band: ["number", ({ timeInBands }) => timeInBands.inBand],
  time_above_band: ["number", ({ timeInBands }) => timeInBands.aboveBand],
  time_past_line: ["number", ({ timeInBands }) => timeInBands.pastLine],
  min_liquidation_distance: ["number", ({ minLiquidationDistance }) => minLiquidationDistance],
  max_ltv: ["number", ({ maxLtv }) => maxLtv],
  min_health_factor: ["number", ({ minHealthFactor }) => minHealthFactor],
  actions: ["count", ({ actions }) => actions],
  refused: ["count", ({ refused }) => refused],
  steps_open_to_liquidation: ["count", ({ liquidations }) => liquidations],
  gas_used: ["count", ({ gasUsed }) => gasUsed],
  defence_sales: ["count", ({ defence }) => defence.sales],
  defence_discount_eth: ["amount", ({ defence }) => defence.discount],
  impermanent_loss: ["number", ({ impermanentLoss }) => impermanentLoss?.atEnd],
  worst_impermanent_loss: ["number", ({ impermanentLoss }) => impermanentLoss?.worst],
  defence_gas_eth: ["amount", ({ defence }) => defence.gas],
};

/** ETH of the profit on 100 stETH, a column a source. */
export const ATTRIBUTION_COLUMNS: Columns<{ readonly attribution: Readonly<Record<Source, bigint>> }> =
  Object.fromEntries(
    SOURCES.map((source) => [`eth_from_${source}`, ["amount", ({ attribution }) => attribution[source]]]),
  );
