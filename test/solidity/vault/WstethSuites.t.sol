// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {InflationTest} from "./Inflation.t.sol";
import {LimitsTest} from "./Limits.t.sol";
import {PermitTest} from "./Permit.t.sol";
import {PreviewsTest} from "./Previews.t.sol";
import {RecognitionTest} from "./Recognition.t.sol";
import {RoundTripsTest} from "./RoundTrips.t.sol";

/// @notice What is proven of a stETH vault, proven of a wstETH vault by the very same tests: the two differ in configuration
/// only.
contract WstethLimitsTest is WstethWorld, LimitsTest {
    function setUp() public override(WstethWorld, LimitsTest) {
        super.setUp();
    }
}

contract WstethPreviewsTest is WstethWorld, PreviewsTest {
    function setUp() public override(WstethWorld, PreviewsTest) {
        super.setUp();
    }
}

contract WstethRoundTripsTest is WstethWorld, RoundTripsTest {
    function setUp() public override(KeelWorld, WstethWorld) {
        super.setUp();
    }
}

contract WstethInflationTest is WstethWorld, InflationTest {
    function setUp() public override(KeelWorld, WstethWorld) {
        super.setUp();
    }
}

contract WstethRecognitionTest is WstethWorld, RecognitionTest {
    function setUp() public override(KeelWorld, WstethWorld) {
        super.setUp();
    }
}

contract WstethPermitTest is WstethWorld, PermitTest {
    function setUp() public override(KeelWorld, WstethWorld) {
        super.setUp();
    }
}
