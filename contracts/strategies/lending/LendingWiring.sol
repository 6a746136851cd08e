// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IAaveAddressesProvider} from "../../interfaces/IAaveAddressesProvider.sol";
import {IChainlinkFeed} from "../../interfaces/IChainlinkFeed.sol";
import {IFlashLender} from "../../interfaces/IFlashLender.sol";
import {IKeelPrices} from "../../interfaces/IKeelPrices.sol";
import {IStableRoute} from "../../interfaces/IStableRoute.sol";
import {IStETH} from "../../interfaces/IStETH.sol";
import {IStethRoute} from "../../interfaces/IStethRoute.sol";
import {IWETH9} from "../../interfaces/IWETH9.sol";
import {IWstETH} from "../../interfaces/IWstETH.sol";
import {LendingAdvisors} from "./LendingAdvisors.sol";
import {VenueYield} from "./VenueYield.sol";

/// @notice What a lending position is connected to. Where it never borrows, the fields from `venue` to `stableFeed` may be zero
/// and `stable` any reserve of the lender's.
struct LendingWiring {
    LendingAdvisors advisors;
    IAaveAddressesProvider lender;
    IStETH steth;
    IWstETH wsteth;
    IWETH9 weth;
    IKeelPrices prices;
    IStethRoute route;
    IFlashLender flash;
    /// the market feed that the lender prices the collateral by; zero where it uses the exchange rate
    IChainlinkFeed lenderFeed;
    /// what is borrowed
    IERC20 stable;
    /// where it is placed
    IERC4626 venue;
    VenueYield yield;
    IStableRoute stableRoute;
    /// the feed that the lender prices the borrowed asset by; zero where its age is not known
    IChainlinkFeed stableFeed;
}
