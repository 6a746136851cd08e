// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IBorrowRate} from "../interfaces/IBorrowRate.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {PushedRateAdapter} from "../lst/PushedRateAdapter.sol";
import {PushedRate} from "../strategies/restaking/PushedRate.sol";
import {BorrowCost} from "./BorrowCost.sol";
import {MarketPrices} from "./MarketPrices.sol";

/// @title What a token that bears a pushed rate is worth, weETH and its like, and what borrowing ETH against it has cost.
/// @notice The venue is the route that sells it. A rate that its adapter refuses counts as far as its bound, and is flagged.
contract TokenLoopPrices is BorrowCost {
    using PushedRate for PushedRateAdapter;

    PushedRateAdapter public immutable adapter;
    IStethRoute public immutable route;
    /// What the feed answers for one ETH.
    uint256 private immutable _feedOne;

    constructor(
        PushedRateAdapter adapter_,
        IStethRoute route_,
        IChainlinkFeed feed_,
        Config memory config,
        IBorrowRate borrowRate_
    ) MarketPrices(feed_, config) BorrowCost(borrowRate_) {
        (adapter, route, _feedOne) = (adapter_, route_, 10 ** feed_.decimals());
        _open();
    }

    function _spot() internal view override returns (uint256) {
        return (route.quoteSell(chunk) * WAD) / chunk;
    }

    function _redemption() internal view override returns (uint256 rate, bool refused) {
        PushedRate.Reading memory r = adapter.read();
        return (r.rate, r.flags != 0);
    }

    /// @dev The feed prices a whole token.
    function _pegOf(uint256 answer) internal view override returns (uint256) {
        return Math.mulDiv(answer * WAD, WAD, _feedOne * adapter.read().rate);
    }
}
