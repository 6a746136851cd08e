// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstethWorld} from "../utils/WstethWorld.sol";
import {RewardsTest} from "./Rewards.t.sol";

/// @notice The same of a wstETH vault, which is paid in wstETH.
contract WstethRewardsTest is WstethWorld, RewardsTest {
    function setUp() public override(WstethWorld, RewardsTest) {
        super.setUp();
    }
}
