// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {QueueSequenceTest} from "../queue/QueueSequence.t.sol";
import {WstethLoopWorld} from "../utils/WstethLoopWorld.sol";
import {AnySequenceTest} from "./AnySequence.t.sol";

/// @notice What holds of a loop on a stETH vault, whatever anybody does, holds of one on a wstETH vault, by the very same tests.
contract WstethAnySequenceTest is WstethLoopWorld, AnySequenceTest {
    function setUp() public override(WstethLoopWorld, AnySequenceTest) {
        super.setUp();
    }
}

/// @notice The same with an exit queue before the loop.
contract WstethLoopQueueSequenceTest is WstethLoopWorld, QueueSequenceTest {
    function setUp() public override(WstethLoopWorld, QueueSequenceTest) {
        super.setUp();
    }
}
