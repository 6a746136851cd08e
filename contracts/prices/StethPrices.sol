// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {MarketPrices} from "./MarketPrices.sol";

/// @title What stETH is worth: to Lido, and to a seller in Curve's pool, which keeps no average itself.
contract StethPrices is MarketPrices {
    IStETH public immutable steth;
    ICurveStethPool public immutable pool;

    constructor(
        IStETH steth_,
        ICurveStethPool pool_,
        IChainlinkFeed feed_,
        Config memory config
    ) MarketPrices(feed_, config) {
        (steth, pool) = (steth_, pool_);
        _open();
    }

    function _spot() internal view override returns (uint256) {
        return (pool.get_dy(1, 0, chunk) * WAD) / chunk;
    }

    function _redemption() internal view override returns (uint256 rate, bool refused) {
        return (steth.getPooledEthByShares(WAD), false);
    }

    function _pegOf(uint256 answer) internal pure override returns (uint256) {
        return answer;
    }
}
