// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopPolicy} from "../../contracts/strategies/LoopPolicy.sol";
import {KeelWorld} from "./utils/KeelWorld.sol";

/// @notice The leveraged loop against genuine Aave and Balancer, through calm and depeg.
contract LeveragedLoopTest is KeelWorld {
    function test_LEV_01_aFreshPositionLeversToItsTargetAndNotBeyond() public {
        _levered(100e18);
        LoopPolicy.State memory s = loop.risk();
        assertLe(s.ltv, 0.66e9, "never above the target");
        assertGe(s.ltv, 0.655e9, "a deposit of 100 stETH moves no price, so the target is all but reached");
        assertEq(loop.check().action, LoopPolicy.HOLD, "and then the rules ask for nothing more");
    }
}
