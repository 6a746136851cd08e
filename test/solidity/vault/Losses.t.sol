// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Entering} from "../../../contracts/vault/Entering.sol";
import {Books} from "../../../contracts/vault/Books.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A loss at work counts for everybody in the transaction that reveals it, and leaving is never dearer to others.
/// @dev Proves VLT-08, VLT-18.
contract LossesTest is KeelWorld {
    function setUp() public override {
        super.setUp();
        _levered(500e18);
        _deposit(BOB, 250e18);
        _deposit(CAROL, 250e18);
        _observe(1 hours);
        vault.recognise();
    }

    function test_VLT_08_aSlashRaisesTheLoopsDebtInUnitsAndTheLossCountsAtOnce(uint256 loss) public {
        loss = bound(loss, 1e14, 0.05e18);
        uint256 before = vault.entryUnits();
        _slash(loss);
        uint256 left = vault.entryUnits();
        assertLt(left, before, "debt in ETH weighs more units after a slash");
        vm.expectEmit(address(vault));
        emit Books.LossRecognised(loop, before - left);
        vault.recognise();
    }

    function test_VLT_08_nobodyLeavesAheadOfALossInItsBlock(uint256 loss) public {
        _slash(bound(loss, 1e14, 0.05e18));
        uint256 bobs = _redeem(BOB, vault.balanceOf(BOB));
        uint256 carols = _redeem(CAROL, vault.balanceOf(CAROL));
        assertNear(bobs, carols, 10, "equal shares, equal pay, whoever was first");
    }

    function test_VLT_08_leavingNeverLowersTheExitValueOfThoseWhoStay(uint256 fall, uint256 part) public {
        _thin(0.9e18);
        _depegTo(WAD - bound(fall, 0.002e18, 0.06e18));
        _settle();
        uint256 before = _exitPerShare();
        _redeem(BOB, bound(part, 1e9, vault.maxRedeem(BOB)));
        assertGe(_exitPerShare() + 2, before, "after a sync exit");
        _redeemDeep(CAROL, bound(part, 1e9, vault.balanceOf(CAROL)));
        assertGe(_exitPerShare() + 10, before, "and after a deep one");
    }

    function test_VLT_18_exitValueIsNeverAboveEntryValue(
        uint256 fall,
        uint256 slash,
        uint256 donation
    ) public {
        _thin(0.8e18);
        _depegTo(WAD - bound(fall, 0.001e18, 0.1e18));
        if (slash % 3 == 0) _slash(bound(slash, 1e12, 0.05e18));
        vm.prank(ALICE);
        STETH.transfer(address(vault), bound(donation, 1, 100e18));
        assertLe(vault.exitUnits(), vault.entryUnits(), "before anybody observed the fall");
        _settle();
        assertLe(vault.exitUnits(), vault.entryUnits(), "and after");
        assertLe(loop.exitUnits(), loop.entryUnits(), "in the loop by itself, too");
    }

    function test_VLT_18_entriesCloseFromDefendOnAndExitsStayOpen() public {
        _thin(0.9e18);
        _depegTo(0.95e18);
        _settle();
        assertEq(vault.maxDeposit(ALICE), 0, "below a peg of 0.955 nobody may buy in at entry value");
        vm.startPrank(ALICE);
        STETH.approve(address(vault), 1e18);
        vm.expectRevert(Entering.EntriesClosed.selector);
        vault.deposit(1e18, ALICE);
        vm.stopPrank();
        assertGt(_redeem(BOB, vault.maxRedeem(BOB)), 0, "while those inside may leave from idle");
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE) / 2), 0, "and deeper");
    }

    function test_VLT_18_entriesOpenAgainPastTheReentryPegOnly() public {
        _thin(0.9e18);
        _depegTo(0.95e18);
        _settle();
        _keep();
        while (CURVE.get_dy(1, 0, 1e18) < 0.958e18) _buy(500e18);
        _settle();
        assertFalse(vault.entriesOpen(), "above the line that closed them, below the one that opens them");
        while (CURVE.get_dy(1, 0, 1e18) < 0.972e18) _buy(500e18);
        _settle();
        assertTrue(vault.entriesOpen(), "past the re-entry peg");
    }

    function _exitPerShare() private view returns (uint256) {
        return (vault.exitUnits() * WAD) / vault.totalSupply();
    }
}
