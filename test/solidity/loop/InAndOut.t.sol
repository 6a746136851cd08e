// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What coming and going costs while a loop is at work, and to whom.
/// @dev Proves VLT-01, VLT-09.
contract InAndOutTest is KeelWorld {
    uint256 private constant MAX_RATE = 0.25e18;

    function test_VLT_01_aRoundTripThroughALoopAtWorkPaysForItsUnwinding(uint256 assets) public {
        _levered(500e18);
        _observe(1 hours);
        assets = bound(assets, 1e12, 900e18);
        uint256 before = _unitsOf(BOB);
        uint256 shares = _deposit(BOB, assets);
        _allocate();
        _redeemDeep(BOB, shares);
        assertLt(_unitsOf(BOB), before, "in at entry value and out at exit value costs the difference");
        assertGt(_unitsOf(BOB), (before * 99) / 100, "which in a calm market is below a hundredth");
    }

    function test_VLT_09_whatALeaverLeavesBehindIsRecognisedLikeAnyGain() public {
        _levered(500e18);
        _deposit(BOB, 400e18);
        _thin(0.9e18);
        _depegTo(0.965e18);
        _settle();
        vault.recognise();
        uint256 stay = vault.balanceOf(ALICE);
        uint256 before = vault.convertToAssets(stay);
        _redeem(BOB, vault.balanceOf(BOB));
        assertNear(
            vault.convertToAssets(stay),
            before,
            4,
            "nothing in the block in which the leaver pays for the depeg"
        );
        vm.warp(block.timestamp + 1 days);
        uint256 most = before + (before * MAX_RATE * 1 days) / (WAD * YEAR);
        assertLe(vault.convertToAssets(stay), most + 4, "and at most maxRate after it");
        assertGt(vault.convertToAssets(stay), before, "but it does come");
    }

    function test_VLT_09_aLossIsNotSpreadAndItsRecoveryIs() public {
        _levered(500e18);
        _slash(0.02e18);
        vault.recognise();
        uint256 low = vault.entryUnits();
        _rebase(0.02e18);
        assertEq(vault.entryUnits(), low, "the rebound is a gain, not yet recognised");
        vm.warp(block.timestamp + 1 hours);
        assertLe(vault.entryUnits(), low + (low * MAX_RATE * 1 hours) / (WAD * YEAR), "it comes at maxRate");
    }
}
