// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The loop sheds debt in whatever market it finds, or says what is missing.
/// @dev Proves INC-08, LEV-01, LEV-02, LEV-07, LEV-08.
contract DeleveringTest is LenderAdmin {
    function setUp() public override {
        super.setUp();
        _levered(900e18);
        _thin(0.8e18);
    }

    function test_LEV_01_LEV_02_aDepegThatLiftsLtvAboveTheBandIsBroughtBackIntoIt(uint256 price) public {
        _crashTo(bound(price, 0.83e18, 0.945e18));
        uint64 before = loop.risk().ltv;
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.action, Codes.DELEVER, "above the band the rules ask to delever");
        uint64 left = loop.risk().ltv;
        assertLt(left, before, "LTV is lower");
        for (uint256 i = 0; i < 8 && left > 0.69e9; ++i) {
            _settle();
            _keep();
            left = loop.risk().ltv;
        }
        assertLe(left, 0.69e9, "and in chunks it comes back under the maximum");
    }

    function test_LEV_02_pastTheLiquidationLineOneSaleRestoresTheHealthFactor(uint256 price) public {
        _crashTo(bound(price, 0.77e18, 0.808e18));
        assertGt(loop.risk().ltv, loop.risk().liquidationLtv, "anyone could liquidate it");
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.reason, Codes.PAST_RIPCORD, "the keeper was late");
        (, , , , , uint256 health) = AAVE.getUserAccountData(address(loop));
        assertGt(health, 1.1e18, "not bound by the chunk, since less would leave it liquidatable");
    }

    function test_LEV_02_INC_08_frozenReservesDoNotHinderDelevering(uint256 price) public {
        _crashTo(bound(price, 0.83e18, 0.94e18));
        _freeze(address(WETH));
        _freeze(address(WSTETH));
        uint64 before = loop.risk().ltv;
        _keep();
        assertLt(loop.risk().ltv, before, "repaying and withdrawing stay open in a frozen reserve");
    }

    function test_LEV_02_INC_08_frozenReservesDoNotHinderADeepExit() public {
        _freeze(address(WETH));
        _freeze(address(WSTETH));
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE)), 870e18, "the whole position unwinds");
    }

    function test_LEV_02_aPausedReserveIsNamed() public {
        _crashTo(0.9e18);
        _pause(address(WETH));
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.reason, Codes.VENUE_PAUSED, "the policy says that the lender refuses everything");
        assertTrue(d.action != Codes.DELEVER, "and asks for no sale that could not end");
    }

    function test_LEV_02_anEmptyFlashLenderIsNamed(uint256 left) public {
        left = bound(left, 0, 1e18);
        _crashTo(0.9e18);
        uint256 all = WETH.balanceOf(address(BALANCER));
        vm.prank(address(BALANCER));
        WETH.transfer(TRADER, all - left);
        _failsToDelever(LoopErrors.FlashShort.selector);
    }

    function test_LEV_02_aMarketThatFellBelowTheFloorSinceItWasSeenIsNamed() public {
        _crashTo(0.93e18);
        _depegTo(0.91e18);
        _failsToDelever(LoopErrors.BelowFloor.selector);
    }

    function test_LEV_02_aRescueThatItsFloorDoesNotBearWholeIsSoldInPart() public {
        _deposit(TRADER, 20_000e18);
        _allocate();
        _observe(12 hours);
        _keep();
        _crashTo(0.84e18);
        uint64 before = loop.risk().ltv;
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.reason, Codes.PAST_RIPCORD, "a pool this thin cannot take it all");
        uint64 left = loop.risk().ltv;
        assertLt(left, before, "some is sold");
        assertGt(left, d.target + 0.01e9, "and the rest waits for the next action");
    }

    function test_LEV_02_aKeepersOwnFloorBindsToo() public {
        _crashTo(0.93e18);
        LoopPolicy.Decision memory d = loop.check();
        vm.expectPartialRevert(LoopErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0.95e18);
    }

    function test_LEV_02_aSaleThatWouldRaiseLtvIsNamed() public {
        _setThreshold(6500);
        _depegTo(0.55e18);
        _failsToDelever(LoopErrors.SaleRaisesLtv.selector);
    }

    function test_LEV_02_refusedMarketPricesLeaveTheLendersPriceLessItsBonusAsFloor() public {
        _depegTo(0.9e18);
        FEED.transmit();
        prices.poke();
        LoopPolicy.State memory s = loop.risk();
        assertTrue(s.priceFlags & Codes.FLAG_MARKET != 0, "feed and average disagree by more than 3%");
        assertEq(
            loop.saleFloor(s, Codes.PROTECT),
            (uint256(s.lenderPeg) * 1e9 * 9250) / 10_000,
            "no better than a liquidation"
        );
        _keep();
        assertLt(loop.risk().ltv, s.ltv, "so a broken price stops levering, never delevering");
    }

    function test_LEV_08_aSaleFetchesAtLeastTheFloorItsActionNames(uint256 price) public {
        _crashTo(bound(price, 0.78e18, 0.945e18));
        LoopPolicy.State memory s = loop.risk();
        LoopPolicy.Decision memory d = loop.check();
        uint256 floor = loop.saleFloor(s, d.urgency);
        uint256 ether_ = address(CURVE).balance;
        uint256 steth = STETH.balanceOf(address(CURVE));
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        _keep();
        uint256 fetched = ether_ - address(CURVE).balance;
        uint256 sold = STETH.balanceOf(address(CURVE)) - steth;
        assertGe(fetched * WAD, sold * floor, "what the pool paid for what it received");
        uint256 repaid = debt - loop.debtToken().balanceOf(address(loop));
        assertNear(repaid, fetched, fetched / 1e8 + 1e9, "and all of it repaid debt");
    }

    function test_LEV_07_LEV_08_aDeleverSellsAtMostAChunkAndTheNextWaitsForAWindow(uint256 wait) public {
        _crashTo(0.88e18);
        uint256 steth = STETH.balanceOf(address(CURVE));
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.urgency, Codes.PROTECT, "above the band, not past the ripcord line");
        uint256 sold = STETH.balanceOf(address(CURVE)) - steth;
        assertNear(sold, loop.maxChunk(), 2, "a whole chunk and no more, so as not to feed the depeg");
        vm.warp(block.timestamp + bound(wait, 0, prices.window() - 1));
        d = loop.check();
        assertEq(d.action, Codes.HOLD, "so that the market can recover, the rest waits");
        assertEq(d.reason, Codes.REFUSED_PACE, "by name");
        vm.expectPartialRevert(LoopErrors.NotAsked.selector);
        vm.prank(KEEPER);
        loop.execute(Codes.DELEVER, 0.66e9, 0);
        _observe(prices.window());
        assertEq(loop.check().action, Codes.DELEVER, "a window after the first it is asked for again");
    }

    function test_LEV_07_aFallPastTheRipcordLineIsNotWaitedWith() public {
        _crashTo(0.88e18);
        _keep();
        _depegTo(0.79e18);
        _observe(12);
        assertEq(_keep().urgency, Codes.RESCUE, "in the next block");
        assertLt(loop.risk().ltv, 0.70e9, "and all at once");
    }

    function test_LEV_07_whatLeaversSellHoldsUpNoDelever() public {
        _crashTo(0.93e18);
        uint256 pooled = STETH.balanceOf(address(CURVE));
        _redeemDeep(ALICE, 10e18);
        assertGt(STETH.balanceOf(address(CURVE)), pooled, "a leaver's slice is sold");
        assertEq(loop.check().action, Codes.DELEVER, "or anyone could put off what protects the rest");
    }

    function test_LEV_02_pastTheRipcordLineNoChunkBindsTheSale() public {
        _crashTo(0.85e18);
        uint256 steth = STETH.balanceOf(address(CURVE));
        LoopPolicy.Decision memory d = _keep();
        assertEq(d.urgency, Codes.RESCUE, "past the ripcord line");
        assertGt(STETH.balanceOf(address(CURVE)) - steth, loop.maxChunk(), "all of it at once");
    }

    function test_LEV_01_aKeeperMayDeleverLessButNotPastTheTarget(uint256 target) public {
        _crashTo(0.93e18);
        LoopPolicy.Decision memory d = loop.check();
        uint64 below = uint64(bound(target, 0, d.target - 1));
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.TargetBeyond.selector, below, d.target));
        vm.prank(KEEPER);
        loop.execute(d.action, below, 0);
    }

    /// The market falls to `price`, and everybody has seen it.
    function _crashTo(uint256 price) private {
        _depegTo(price);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
    }

    function _failsToDelever(bytes4 name) private {
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "the rules ask for it");
        vm.expectPartialRevert(name);
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
    }
}
