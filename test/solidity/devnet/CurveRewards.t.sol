// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {CurveDaoToken} from "../../../contracts/devnet/CurveDaoToken.sol";
import {CurveFactory} from "../../../contracts/devnet/CurveFactory.sol";
import {CurveGauge} from "../../../contracts/devnet/CurveGauge.sol";
import {CurveMinter} from "../../../contracts/devnet/CurveMinter.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice How CRV comes about: a rate that falls once a year, a gauge that accounts it week by week, a minter that pays it.
contract CurveRewardsTest is Test {
    uint256 private constant RATE = 7e18;
    uint256 private constant YEAR = 365 days;
    /// A quarter of all CRV is the gauge's.
    uint256 private constant WEIGHT = 0.25e18;

    PlainToken private lp;
    CurveDaoToken private crv;
    CurveMinter private minter;
    CurveGauge private gauge;

    function setUp() public {
        // A Thursday, where Curve's weeks begin.
        vm.warp(2_800 weeks);
        lp = new PlainToken();
        crv = new CurveDaoToken(block.timestamp, RATE);
        minter = new CurveMinter(address(crv));
        crv.set_minter(address(minter));
        gauge = new CurveGauge(address(lp), minter);
        minter.add_gauge(address(gauge), WEIGHT);
        lp.approve(address(gauge), type(uint256).max);
    }

    function test_theRateFallsByTheFourthRootOfTwoAYear() public {
        assertEq(crv.future_epoch_time_write(), block.timestamp + YEAR, "not before its time");
        assertEq(crv.rate(), RATE, "the rate stands");
        vm.warp(block.timestamp + 4 * YEAR);
        assertEq(crv.future_epoch_time_write(), block.timestamp + YEAR, "a year from now");
        assertNear(crv.rate(), RATE / 2, 1_000, "halved in four");
    }

    function test_onlyTheMinterMintsAndHandsMintingOn() public {
        vm.expectRevert(CurveDaoToken.OnlyMinter.selector);
        crv.mint(address(this), 1);
        vm.expectRevert(CurveDaoToken.OnlyMinter.selector);
        crv.set_minter(address(this));
        vm.prank(address(0xB0B));
        vm.expectRevert();
        minter.add_gauge(address(this), 1e18);
    }

    function test_aLoneDepositorEarnsAllThatIsTheGauges(uint256 time) public {
        time = bound(time, 1, 40 weeks);
        gauge.deposit(100e18);
        vm.warp(block.timestamp + time);
        minter.mint(address(gauge));
        assertNear(crv.balanceOf(address(this)), (RATE * time) / 4, 1e6, "its weight of the rate");
        minter.mint(address(gauge));
        assertEq(minter.minted(address(this), address(gauge)), crv.balanceOf(address(this)), "and only once");
    }

    function test_aYearThatEndsInsideAWeekSplitsIt() public {
        vm.warp(block.timestamp + 51 weeks);
        gauge.deposit(100e18);
        uint256 left = crv.start_epoch_time() + YEAR - block.timestamp;
        vm.warp(block.timestamp + 4 weeks);
        minter.mint(address(gauge));
        uint256 expected = (RATE * left + crv.rate() * (4 weeks - left)) / 4;
        assertLt(crv.rate(), RATE, "a new year has begun");
        assertNear(crv.balanceOf(address(this)), expected, 1e6, "each part at its own rate");
    }

    function test_aKilledGaugeEarnsNothingMore() public {
        gauge.deposit(100e18);
        gauge.set_killed(true);
        vm.warp(block.timestamp + 3 weeks);
        minter.mint(address(gauge));
        assertEq(crv.balanceOf(address(this)), 0, "not a token");
        gauge.withdraw(100e18);
        assertEq(lp.balanceOf(address(this)), 1_000_000e18, "and gives everything back");
    }

    function test_nothingIsMintedForAGaugeThatNobodyAdded() public {
        vm.expectRevert(bytes("gauge is not added"));
        minter.mint(address(this));
    }

    function test_aSecondRewardStreamsOverAWeekAndJoinsWhatIsLeftOfTheLast() public {
        PlainToken ldo = new PlainToken();
        ldo.approve(address(gauge), type(uint256).max);
        gauge.deposit(100e18);
        gauge.deposit_reward_token(address(ldo), 700e18);
        vm.warp(block.timestamp + 1 days);
        assertNear(gauge.claimable_reward(address(this), address(ldo)), 100e18, 1e6, "a seventh a day");
        gauge.deposit_reward_token(address(ldo), 700e18);
        vm.warp(block.timestamp + 8 days);
        uint256 held = ldo.balanceOf(address(this));
        gauge.claim_rewards();
        assertNear(ldo.balanceOf(address(this)) - held, 1_400e18, 1e7, "all of both, and nothing after");
    }

    function test_aRewardWithoutDepositorsWaitsForNobody() public {
        PlainToken ldo = new PlainToken();
        ldo.approve(address(gauge), type(uint256).max);
        gauge.deposit_reward_token(address(ldo), 700e18);
        vm.warp(block.timestamp + 1 days);
        gauge.deposit(100e18);
        assertEq(gauge.claimable_reward(address(this), address(ldo)), 0, "who comes later has none of it");
    }

    function test_onlyTheAdminPaysRewardsInOrKillsAndOnlyTheAccountIsCheckpointed() public {
        vm.startPrank(address(0xB0B));
        vm.expectRevert();
        gauge.set_killed(true);
        vm.expectRevert();
        gauge.deposit_reward_token(address(lp), 1);
        vm.expectRevert();
        gauge.user_checkpoint(address(this));
        vm.stopPrank();
        assertTrue(gauge.user_checkpoint(address(this)), "or by itself");
    }

    function test_theFactoryKnowsItsAdminAndNoPools() public {
        assertEq(new CurveFactory(address(0xADA)).admin(), address(0xADA), "who is asked first");
    }
}
