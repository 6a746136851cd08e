// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstethWorld} from "../utils/WstethWorld.sol";
import {GatesTest} from "./Gates.t.sol";
import {ZapsTest} from "./Zaps.t.sol";

/// @notice The same ways into a wstETH vault.
contract WstethZapsTest is WstethWorld, ZapsTest {
    function setUp() public override(WstethWorld, ZapsTest) {
        super.setUp();
    }
}

contract WstethGatesTest is WstethWorld, GatesTest {
    function setUp() public override(WstethWorld, GatesTest) {
        super.setUp();
    }
}
