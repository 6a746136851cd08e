// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Fees} from "../../../contracts/vault/Fees.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What those who run a vault get, of what and when: never of a depositor's own rebase, and of no gain twice.
/// @dev Proves VLT-04 and VLT-10.
contract FeesTest is KeelWorld {
    address private constant MANAGERS = address(0xFEE1);
    address private constant STRATEGISTS = address(0xFEE2);

    function setUp() public virtual override {
        super.setUp();
        vm.prank(OWNER);
        vault.setFeeRecipients(STRATEGISTS, MANAGERS);
        _deposit(ALICE, 500e18);
    }

    function test_VLT_10_aStakingRewardOnDepositorsOwnUnitsBearsNoFee(uint256 growth) public {
        _setFees(3000, 0);
        uint256 units = vault.entryUnits();
        _rebase(bound(growth, 1e12, 0.02e18));
        vault.recognise();
        assertEq(vault.totalSupply(), vault.balanceOf(ALICE), "nobody got a share");
        assertEq(vault.entryUnits(), units, "and every unit is still the holders'");
    }

    function test_VLT_10_theFeeIsItsPartOfTheUnitsGained(uint256 gain, uint256 bps) public {
        bps = bound(bps, 1, 3000);
        _setFees(bps, 0);
        gain = _gain(bound(gain, 1e12, 20e18));
        uint256 worth = _worthOf(STRATEGISTS);
        assertLe(worth, (gain * bps) / 10_000, "its part at most");
        assertGe(worth + 1e6, (gain * bps) / 10_000, "and all of it but rounding");
        assertEq(vault.balanceOf(MANAGERS), 0, "none of it the managers'");
    }

    function test_VLT_10_whatWasLostAndWonBackBearsNoSecondFee(uint256 loss) public {
        _setFees(2000, 0);
        _gain(10e18);
        uint256 fees = vault.balanceOf(STRATEGISTS);
        uint256 mark = vault.highWaterMark();
        loss = bound(loss, 1e12, 9e18);
        _allocate();
        _lose(loss);
        vault.recognise();
        assertLt(_price(), mark, "below the mark");
        _gain((loss * 99) / 100);
        assertEq(vault.balanceOf(STRATEGISTS), fees, "not a share for winning back");
        assertEq(vault.highWaterMark(), mark, "and the mark stays");
        _gain(loss + 1e15);
        assertGt(vault.balanceOf(STRATEGISTS), fees, "past it the fee is due again");
    }

    function test_VLT_10_nobodyPaysTwiceHoweverOftenFeesAreTaken(uint256 times) public {
        _setFees(1000, 0);
        _gain(10e18);
        uint256 fees = vault.balanceOf(STRATEGISTS);
        times = bound(times, 1, 20);
        for (uint256 i = 0; i < times; ++i) {
            vm.warp(block.timestamp + 1 hours);
            vault.recognise();
        }
        assertEq(vault.balanceOf(STRATEGISTS), fees, "the same gain");
    }

    function test_VLT_04_theManagementFeeIsItsPartAYearAndAnEvent(uint256 bps, uint256 elapsed) public {
        bps = bound(bps, 1, 300);
        elapsed = bound(elapsed, 1 days, 365 days);
        _setFees(0, bps);
        uint256 total = vault.entryUnits();
        vm.warp(block.timestamp + elapsed);
        uint256 due = (total * bps * elapsed) / (10_000 * 365 days);
        uint256 before = _price();
        vm.expectEmit(false, false, false, false, address(vault));
        emit Fees.ManagementFeeTaken(due, 0);
        vault.recognise();
        assertNear(_worthOf(MANAGERS), due, 1e3, "of all units, by time");
        assertLe(_price(), before, "paid by everybody alike");
        assertEq(vault.entryUnits(), total, "in shares, not in units");
    }

    function test_VLT_10_previewsCountTheFeesThatTheirCallTakes(uint256 elapsed, uint256 part) public {
        _setFees(2000, 100);
        vm.prank(TRADER);
        STETH.transfer(address(vault), 30e18);
        vm.warp(block.timestamp + bound(elapsed, 1 hours, 200 days));
        (uint256 performance, uint256 management) = vault.previewFees();
        uint256 supply = vault.totalSupply();
        uint256 shares = bound(part, 1e9, vault.maxRedeem(ALICE));
        uint256 promised = vault.previewRedeem(shares);
        assertEq(_redeem(ALICE, shares), promised, "as was shown");
        assertEq(vault.totalSupply(), supply + performance + management - shares, "to the share");
    }

    function test_VLT_10_aFeeThatIsRaisedIsOnWhatIsGainedFromThenOn() public {
        _gain(10e18);
        _setFees(3000, 0);
        vault.recognise();
        assertEq(vault.balanceOf(STRATEGISTS), 0, "nothing of what was gained before");
    }

    function test_VLT_13_feesAboveTheCapsInCodeAreRefused(uint256 performance, uint256 management) public {
        performance = bound(performance, 3001, type(uint16).max);
        management = bound(management, 301, type(uint16).max);
        _refusesFees(performance, 0);
        _refusesFees(0, management);
    }

    function test_VLT_13_onlyTheOwnerSetsFeesAndWhoGetsThem(address stranger) public {
        vm.assume(stranger != OWNER && stranger != address(0));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        vault.setFees(1, 1);
        vm.expectRevert(refusal);
        vault.setFeeRecipients(stranger, stranger);
        vm.stopPrank();
        vm.startPrank(OWNER);
        vm.expectRevert(Fees.NoFeeRecipient.selector);
        vault.setFeeRecipients(address(0), OWNER);
        vm.stopPrank();
    }

    function _setFees(uint256 performance, uint256 management) private {
        _afterNotice(abi.encodeCall(vault.setFees, (performance, management)));
        FEED.transmit();
        prices.poke();
    }

    function _refusesFees(uint256 performance, uint256 management) private {
        bytes memory call = abi.encodeCall(vault.setFees, (performance, management));
        vm.startPrank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectRevert(abi.encodeWithSelector(Fees.FeeAboveCap.selector, performance, management));
        vault.setFees(performance, management);
        vm.stopPrank();
    }

    /// Units that come to the vault and are recognised whole.
    function _gain(uint256 assets) private returns (uint256 gained) {
        uint256 before = vault.entryUnits();
        vm.prank(TRADER);
        STETH.transfer(address(vault), assets);
        for (uint256 i = 0; i < 4; ++i) {
            vm.warp(block.timestamp + 60 days);
            vault.recognise();
        }
        gained = vault.entryUnits() - before;
    }

    /// The loop gives collateral away, as no rule of its own would.
    function _lose(uint256 units) private {
        vm.startPrank(address(loop));
        AAVE.withdraw(address(WSTETH), units, TRADER);
        vm.stopPrank();
    }

    function _worthOf(address who) private view returns (uint256) {
        return (vault.balanceOf(who) * vault.entryUnits()) / vault.totalSupply();
    }

    function _price() private view returns (uint256) {
        return (vault.entryUnits() * 1e27) / vault.totalSupply();
    }
}
