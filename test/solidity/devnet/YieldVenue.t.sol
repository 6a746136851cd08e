// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {YieldVenue} from "../../../contracts/devnet/YieldVenue.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A venue's limits say what it really takes and pays: its cap, its cash, its pause.
contract YieldVenueTest is Test {
    PlainToken private token = new PlainToken();
    YieldVenue private venue = new YieldVenue(token, address(this), 0.06e18);

    function setUp() public {
        token.approve(address(venue), type(uint256).max);
        venue.deposit(1_000e18, address(this));
    }

    function test_aCapLeavesTheRoomThatItLeavesInAssetsAndInShares() public {
        YieldVenue empty = new YieldVenue(token, address(this), 0);
        assertEq(
            empty.maxMint(address(this)),
            type(uint256).max,
            "an empty one without a cap takes anything"
        );
        venue.setCap(1_500e18);
        assertEq(venue.maxDeposit(address(this)), 500e18, "assets");
        uint256 most = venue.maxMint(address(this));
        assertEq(venue.mint(most, address(this)), 500e18, "and shares that can be minted");
        assertEq(venue.maxMint(address(this)), 0, "full");
    }

    function test_whatIsLentCannotBeTakenOutUntilItIsCollected() public {
        venue.lend(900e18);
        assertEq(venue.maxWithdraw(address(this)), 100e18, "the cash");
        assertEq(venue.maxRedeem(address(this)), venue.convertToShares(100e18), "in shares");
        vm.warp(block.timestamp + 365 days);
        assertEq(venue.owed(), 954e18, "with a year's interest");
        venue.collect(2_000e18);
        assertEq(venue.owed(), 0, "collected, and no more than was owed");
        assertNear(venue.maxWithdraw(address(this)), 1_054e18, 1, "all of it again");
    }

    function test_aLossIsEverySharesAndAPauseStopsAll() public {
        venue.lend(500e18);
        venue.writeOff(100e18);
        assertEq(venue.totalAssets(), 900e18, "a tenth is gone");
        venue.setPaused(true);
        assertEq(venue.maxDeposit(address(this)) + venue.maxWithdraw(address(this)), 0, "no way in or out");
        assertEq(venue.maxMint(address(this)) + venue.maxRedeem(address(this)), 0, "in shares either");
    }

    function test_onlyTheManagerManages() public {
        bytes memory refusal = abi.encodeWithSelector(YieldVenue.NotManager.selector, address(0xB0B));
        vm.startPrank(address(0xB0B));
        vm.expectRevert(refusal);
        venue.lend(1);
        vm.expectRevert(refusal);
        venue.writeOff(1);
        vm.expectRevert(refusal);
        venue.setCap(1);
        vm.stopPrank();
    }
}
