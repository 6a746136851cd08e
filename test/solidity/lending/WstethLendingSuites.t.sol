// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {LendingWorld} from "../utils/LendingWorld.sol";
import {vm} from "../utils/Vm.sol";
import {LendingSequenceTest} from "./LendingSequence.t.sol";

/// @notice The same position behind a wstETH vault.
abstract contract WstethLendingWorld is LendingWorld {
    function setUp() public virtual override {
        super.setUp();
        address[3] memory people = [ALICE, BOB, CAROL];
        for (uint256 i = 0; i < people.length; ++i) {
            uint256 steth = STETH.balanceOf(people[i]);
            vm.startPrank(people[i]);
            STETH.approve(address(WSTETH), steth);
            WSTETH.wrap(steth);
            vm.stopPrank();
        }
    }

    function _adapter() internal virtual override returns (ILstAdapter) {
        return new WstethAdapter(WSTETH);
    }
}

/// @notice What is proven of a stETH vault that lends, proven of a wstETH vault by the very same test.
contract WstethLendingSequenceTest is WstethLendingWorld, LendingSequenceTest {
    function setUp() public override(WstethLendingWorld, LendingSequenceTest) {
        super.setUp();
    }

    function _adapter() internal override(LendingWorld, WstethLendingWorld) returns (ILstAdapter) {
        return super._adapter();
    }
}
