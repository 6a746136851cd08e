// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstethWorld} from "../utils/WstethWorld.sol";
import {BatchesTest} from "./Batches.t.sol";
import {QueueSequenceTest} from "./QueueSequence.t.sol";
import {RequestsTest} from "./Requests.t.sol";
import {WaitingTest} from "./Waiting.t.sol";

/// @notice What is proven of the queue of a stETH vault, proven of that of a wstETH vault by the very same tests.
contract WstethBatchesTest is WstethWorld, BatchesTest {
    function setUp() public override(WstethWorld, BatchesTest) {
        super.setUp();
    }
}

contract WstethRequestsTest is WstethWorld, RequestsTest {
    function setUp() public override(WstethWorld, RequestsTest) {
        super.setUp();
    }
}

contract WstethWaitingTest is WstethWorld, WaitingTest {
    function setUp() public override(WstethWorld, WaitingTest) {
        super.setUp();
    }
}

contract WstethQueueSequenceTest is WstethWorld, QueueSequenceTest {
    function setUp() public override(WstethWorld, QueueSequenceTest) {
        super.setUp();
    }
}
