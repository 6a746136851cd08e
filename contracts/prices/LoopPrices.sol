// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IBorrowRate} from "../interfaces/IBorrowRate.sol";
import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {ICurveStethPool} from "../interfaces/ICurveStethPool.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {BorrowCost} from "./BorrowCost.sol";
import {MarketPrices} from "./MarketPrices.sol";
import {StethPrices} from "./StethPrices.sol";

/// @title What stETH is worth, and what borrowing ETH against it has cost.
contract LoopPrices is StethPrices, BorrowCost {
    constructor(
        IStETH steth_,
        ICurveStethPool pool_,
        IChainlinkFeed feed_,
        Config memory config,
        IBorrowRate borrowRate_
    ) StethPrices(steth_, pool_, feed_, config) BorrowCost(borrowRate_) {}

    function poke() public override(MarketPrices, BorrowCost) {
        super.poke();
    }

    function read() public view override(MarketPrices, BorrowCost) returns (Reading memory) {
        return super.read();
    }
}
