/**
 * A liquid restaking token held for a vault that is there already: its door, the bounds of its pushed rate, a route where it can be
 * sold, and the position. A door serves whoever attaches first; where that was somebody else, the position's deployment reverts.
 */
import { buildModule, type IgnitionModuleBuilder } from "@nomicfoundation/ignition-core";
import { ZeroAddress } from "ethers";
import { restakingTerms } from "./restaking-terms.ts";

/** Each token's door, with what only its own protocol has. */
const DOORS = {
  ezETH: (m: IgnitionModuleBuilder) =>
    m.contract("EzethDoor", named(m, "stETH", "token", "manager", "queue", "rates")),
  weETH: (m: IgnitionModuleBuilder) =>
    m.contract("WeethDoor", named(m, "stETH", "token", "liquifier", "route", "assumedWait")),
  rsETH: (m: IgnitionModuleBuilder) =>
    m.contract("RsethDoor", named(m, "stETH", "token", "pool", "withdrawals")),
} as const;

export type RestakedToken = keyof typeof DOORS;

const named = (m: IgnitionModuleBuilder, ...names: readonly string[]) =>
  names.map((name) => m.getParameter(name));

/** @param sold whether there is a pool in which the token may be sold */
export const liquidRestaking = (token: RestakedToken, sold: boolean) =>
  buildModule(sold ? "SoldLiquidRestaking" : "LiquidRestaking", (m) => {
    const door = DOORS[token](m);
    const rate = m.contract("PushedRateAdapter", [
      m.getParameter("token"),
      m.getParameter("rateSource"),
      m.getParameter("rateBounds"),
    ]);
    const holding = (route: string | ReturnType<typeof saleRoute>) =>
      m.contract("LiquidRestakingStrategy", [
        restakingTerms(m, m.getParameter("vault")),
        {
          door,
          rate,
          market: m.getParameter("market"),
          operator: m.getParameter("operator"),
          route,
          maxSale: m.getParameter("maxSale"),
        },
      ]);
    if (!sold) return { door, rate, strategy: holding(ZeroAddress) };
    const route = saleRoute(m);
    return { door, rate, route, strategy: holding(route) };
  });

const saleRoute = (m: IgnitionModuleBuilder) =>
  m.contract("RestakedRoute", named(m, "salePool", "token", "weth", "stETH", "route"));
