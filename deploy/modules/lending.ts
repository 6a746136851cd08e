/** A lending position for a stETH vault that is in use: what is deployed with which arguments. */
import { buildModule } from "@nomicfoundation/ignition-core";

export const lending = buildModule("Lending", (m) => {
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
    m.getParameter("vault"),
    wiring,
    m.getParameter("rules"),
    m.getParameter("maxChunk"),
    m.getParameter("toleranceBps"),
  ]);

  return { advisors, venueYield, stableRoute, strategy };
});
