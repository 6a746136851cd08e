/**
 * A lending position for a stETH vault that is in use: what is deployed with which arguments, and the announcement that the
 * vault's timelock asks for before it takes a new strategy.
 */
import { buildModule } from "@nomicfoundation/ignition-core";

export const LENDING_MODULE_ID = "Lending";

export const lending = buildModule(LENDING_MODULE_ID, (m) => {
  const vault = m.contractAt("KeelVault", m.getParameter("vault"));
  const venue = m.getParameter("venue");
  const weth = m.getParameter("weth");

  const advisors = m.contract("LendingAdvisors");
  const venueYield = m.contract("VenueYield", [venue, m.getParameter("assumedVenueApr")]);
  const stableRoute = m.contract("UniswapV2Route", [m.getParameter("pair"), weth]);
  const wiring = {
    advisors,
    lender: m.getParameter("lender"),
    steth: m.getParameter("stETH"),
    wsteth: m.getParameter("wstETH"),
    weth,
    prices: m.getParameter("prices"),
    route: m.getParameter("route"),
    flash: m.getParameter("flash"),
    lenderFeed: m.getParameter("lenderFeed"),
    stable: m.getParameter("stable"),
    venue,
    yield: venueYield,
    stableRoute,
    stableFeed: m.getParameter("stableFeed"),
  };
  const strategy = m.contract("LendingStrategy", [
    vault,
    wiring,
    m.getParameter("rules"),
    m.getParameter("maxChunk"),
    m.getParameter("toleranceBps"),
  ]);
  m.call(vault, "submit", [m.encodeFunctionCall(vault, "addStrategy", [strategy, m.getParameter("cap")])]);

  return { advisors, venueYield, stableRoute, strategy };
});
