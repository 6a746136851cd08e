// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {Renzo} from "../../../contracts/devnet/Renzo.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice ezETH is minted at the reported rate and redeemed, after the cool-down, at the worse of two reports.
contract RenzoTest is Test {
    uint256 private constant COOL_DOWN = 7 days;

    LidoStETH private steth;
    Renzo private renzo;

    function setUp() public {
        steth = new LidoStETH(address(this), address(0x7EA5), address(this), 1_000 ether, 0, 0, 1_000 ether);
        renzo = new Renzo(steth, address(this), COOL_DOWN);
        steth.approve(address(renzo), type(uint256).max);
        renzo.deposit(steth, 100 ether);
        renzo.report(1.05e18);
    }

    function test_aDepositMintsAtTheReportedRate(uint256 amount) public {
        amount = bound(amount, 1e9, 500 ether);
        uint256 held = renzo.balanceOf(address(this));
        renzo.deposit(steth, amount);
        assertEq(renzo.balanceOf(address(this)) - held, (amount * 1e18) / 1.05e18, "rounded down");
    }

    function test_aClaimPaysTheWorseOfTheRatesAtItsTwoEnds(uint256 later) public {
        later = bound(later, 0.5e18, 1.05e18);
        renzo.withdraw(10 ether, address(steth));
        assertEq(renzo.getOutstandingWithdrawRequests(address(this)), 1, "it waits");
        renzo.report(later);
        vm.warp(block.timestamp + COOL_DOWN);
        uint256 held = steth.balanceOf(address(this));
        renzo.claim(0, address(this));
        assertNear(steth.balanceOf(address(this)) - held, 10 * later, 2, "a fall on the way is borne");
        assertEq(renzo.getOutstandingWithdrawRequests(address(this)), 0, "and it is done");
    }

    function test_aRiseOnTheWayIsNotPaid() public {
        renzo.withdraw(10 ether, address(steth));
        renzo.report(1.2e18);
        vm.warp(block.timestamp + COOL_DOWN);
        uint256 held = steth.balanceOf(address(this));
        renzo.claim(0, address(this));
        assertNear(steth.balanceOf(address(this)) - held, 10.5 ether, 2, "what it was worth when asked");
    }

    function test_nothingIsClaimedEarly() public {
        renzo.withdraw(10 ether, address(steth));
        vm.warp(block.timestamp + COOL_DOWN - 1);
        vm.expectRevert(Renzo.EarlyClaim.selector);
        renzo.claim(0, address(this));
    }

    function test_onlyStethComesInAndGoesOut() public {
        PlainToken other = new PlainToken();
        vm.expectRevert(Renzo.UnsupportedWithdrawAsset.selector);
        renzo.deposit(other, 1 ether);
        vm.expectRevert(Renzo.UnsupportedWithdrawAsset.selector);
        renzo.withdraw(1 ether, address(other));
    }

    function test_theReporterAlonePausesAndReportsAndAPauseStopsEverything() public {
        vm.startPrank(address(0xB0B));
        vm.expectRevert(Renzo.OnlyReporter.selector);
        renzo.report(2e18);
        vm.expectRevert(Renzo.OnlyReporter.selector);
        renzo.setPaused(true);
        vm.stopPrank();
        renzo.setPaused(true);
        vm.expectRevert(Renzo.ContractPaused.selector);
        renzo.deposit(steth, 1 ether);
        vm.expectRevert(Renzo.ContractPaused.selector);
        renzo.withdraw(1 ether, address(steth));
        vm.expectRevert(Renzo.ContractPaused.selector);
        renzo.claim(0, address(this));
    }
}
