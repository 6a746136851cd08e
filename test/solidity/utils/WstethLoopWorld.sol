// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {WstethWorld} from "./WstethWorld.sol";

/// @notice A wstETH vault with a leveraged loop on it: its token is the loop's collateral, and stETH what the loop trades.
abstract contract WstethLoopWorld is WstethWorld {
    function setUp() public virtual override {
        super.setUp();
        _wrapFor([TRADER, TRADER, TRADER], 10_000e18);
    }

    function _place() internal override returns (IStrategy) {
        loop = new LeveragedLoopStrategy(vault, _wiring(), _params(), _limits());
        return loop;
    }
}
