/** How far a loop may be levered before a summer like that of 2022 takes it. Run it with `keel backtest study`. */
import { study } from "../cli/study.ts";

export default study({
  asks: "How much leverage survives a depeg like that of June 2022, and what does it earn?",
  tape: "2022-depeg",
  deposit: 500,
  seed: 2022,
  settings: {
    // More carry than careful, and room for what June took: the sweep below says where room begins to pay.
    wide: { ltv: { min: "0.60", target: "0.64", max: "0.70", ripcord: "0.77" } },
  },
  parts: {
    "side-by-side": {
      study: "compare",
      asks: "What did each setting come to, against holding stETH?",
      settings: ["careful", "wide", "aggressive"],
    },
    crises: {
      study: "stress",
      asks: "What would the wide band have lost in other crises, on top of that summer?",
      setting: "wide",
      scenarios: ["slash", "june-2022+liquidity-shock"],
    },
    "late-keeper": {
      study: "break",
      asks: "How late may the keeper be where the depeg is six times as deep?",
      setting: "wide",
      axis: ["keeper-delay"],
      at: { depth: 6 },
    },
    leverage: {
      study: "sweep",
      asks: "Which target and room earn most for the worst that they went through?",
      setting: "wide",
      axis: { target: "0.50:0.02:0.66", room: "0.03:0.01:0.06" },
      set: { "ltv.target": "target", "ltv.min": "target - 0.03", "ltv.max": "target + room" },
      by: "apr - 0.1 * maxDrawdown",
      top: 5,
      report: true,
    },
    "might-have-been": {
      study: "bootstrap",
      asks: "How are the results spread over summers that might have been?",
      setting: "wide",
      paths: 20,
    },
  },
  out: "../out/studies/summer-2022",
});
