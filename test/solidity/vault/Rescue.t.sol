// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {HoldingStrategy} from "../utils/HoldingStrategy.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What comes to a strategy by mistake goes back; what belongs to holders stays.
/// @dev Proves VLT-13 for rescues.
contract RescueTest is WstethWorld {
    HoldingStrategy private holding;

    function setUp() public override {
        super.setUp();
        holding = HoldingStrategy(address(strategy));
        _working(100e18);
        vm.prank(CAROL);
        STETH.transfer(address(holding), 5e18);
    }

    function test_VLT_13_theVaultsOwnerSendsAForeignTokenBack() public {
        uint256 before = STETH.balanceOf(CAROL);
        vm.prank(OWNER);
        holding.rescue(STETH, CAROL);
        assertNear(STETH.balanceOf(CAROL), before + 5e18, 2, "all of it");
        assertEq(holding.entryUnits(), 100e18, "and nothing of the position");
    }

    function test_VLT_13_nobodyTakesThePositionItself() public {
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, address(token)));
        holding.rescue(token, OWNER);
    }

    function test_VLT_13_onlyTheVaultsOwnerRescues(address stranger) public {
        vm.assume(stranger != OWNER);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Rescue.OnlyVaultOwner.selector, stranger));
        holding.rescue(STETH, stranger);
    }
}
