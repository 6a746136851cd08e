// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IRestakedRoute} from "../../../contracts/interfaces/IRestakedRoute.sol";
import {IRestakingDoor} from "../../../contracts/interfaces/IRestakingDoor.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {Rescue} from "../../../contracts/strategies/Rescue.sol";
import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {RestakingStrategy} from "../../../contracts/strategies/restaking/RestakingStrategy.sol";
import {LiquidRestakingWorld} from "../utils/LiquidRestakingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A vault that holds a liquid restaking token through its door: a market that panics, a reporter who is late, the
/// redemption queue, and a sale where it is the better way. The same for every token, in {LiquidRestakingSuites}.
/// @dev Proves INC-04, RSK-01 where rates are pushed late, RSK-02, PRC-01, PRC-02, LEV-08 for it.
abstract contract LiquidRestakingTest is LiquidRestakingWorld {
    // ------------------------------------------------------------------ in, and out through the queue

    function test_whatIsAllocatedBecomesTheTokenAtItsOwnRate(uint256 assets) public {
        _working(bound(assets, 1e12, 800e18));
        assertGt(lrt.balanceOf(address(held)), 0, "what the door brought");
        assertNear(
            held.stakedUnits(),
            vault.entryUnits(),
            4 + _rateDust(),
            "counted at what its protocol says, not at a market"
        );
    }

    function test_RSK_02_anExitThroughTheQueueIsCountedAndPaidOnce(uint256 assets) public {
        _working(bound(assets, 1e15, 800e18));
        uint256 entry = held.entryUnits();
        uint256 shown = held.exitUnits();
        _startExit(held, shown);
        assertNear(held.entryUnits(), entry, 6, "under way is still ours");
        assertEq(held.finishExit(), 0, "not before the cool-down is over");
        _ripen();
        assertGe(held.finishExit() + 4, shown, "and then all that was shown");
        assertEq(held.finishExit(), 0, "once");
        assertLe(held.entryUnits(), 8, "nothing is left");
    }

    function test_RSK_02_aGiftToTheDoorStopsNoClaim(uint256 gift) public {
        _working(500e18);
        _startExit(held, type(uint256).max);
        vm.prank(TRADER);
        STETH.transferShares(address(door), bound(gift, 1, 1e18));
        _ripen();
        assertEq(held.check().action, Codes.CLAIM, "the exit has matured");
        _mark();
        assertLe(held.entryUnits(), 8, "and came home with whatever lay at the door");
    }

    function test_RSK_02_aFallWhileItWaitsLowersWhatTheQueuePays() public {
        _working(500e18);
        _startExit(held, 500e18);
        uint256 pending = held.pendingUnits();
        _report(0.9e18);
        assertNear(held.pendingUnits(), (pending * 9) / 10, 4, "as soon as it is pushed");
        _report(1.1e18);
        assertNear(held.pendingUnits(), pending, 4, "a rise after the request is not ours");
    }

    // ------------------------------------------------------------------ INC-04: one venue prints 0.7

    function test_INC_04_oneVenuePrintsSeventyCentsAndNobodySellsThere(uint256 print) public {
        _working(500e18);
        uint256 entry = vault.entryUnits();
        uint256 tokens = lrt.balanceOf(address(held));
        market.post(int256(bound(print, 1, 0.7e18)));
        RestakingPolicy.Decision memory d = held.check();
        assertTrue(d.action != Codes.SELL && d.action != Codes.EXIT, "nothing leaves for a print");
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
        assertEq(lrt.balanceOf(address(held)), tokens, "not a token has moved");
        assertEq(vault.entryUnits(), entry, "PRC-02: redemption is what it was");
        assertFalse(vault.entriesOpen(), "and nobody buys in while prices disagree");
        assertEq(held.depositLimit(), 0, "nor is more put in");
    }

    function test_INC_04_whoLeavesInThePanicTakesNothingFromThoseWhoStay() public {
        _working(500e18);
        _deposit(BOB, 400e18);
        uint256 shares = vault.balanceOf(BOB);
        market.post(0.7e18);
        uint256 before = vault.entryUnits() / vault.totalSupply();
        uint256 paid = _redeem(BOB, vault.maxRedeem(BOB));
        assertLt(paid, 400e18, "idle funds pay at exit value");
        assertGe(vault.entryUnits() / vault.totalSupply(), before, "and those who stay are no poorer");
        assertLe(vault.balanceOf(BOB), shares, "what idle funds do not reach waits for the queue");
    }

    function test_INC_04_anExitThatIsDueGoesThroughTheQueueAtRedemption() public {
        _working(900e18);
        _gift(200e18);
        vm.warp(block.timestamp + 13 hours);
        market.post(0.7e18);
        RestakingPolicy.Decision memory d = held.check();
        assertEq(d.action, Codes.EXIT, "it is above its cap, whatever the market says");
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
        assertGt(held.pendingUnits(), 40e18, "asked of the protocol, and not of the market");
    }

    function test_INC_04_afterThePanicEntriesOpenAgain() public {
        _working(500e18);
        market.post(0.7e18);
        _mark();
        market.post(0.999e18);
        assertFalse(vault.entriesOpen(), "not at once");
        vm.warp(block.timestamp + 14 days);
        _report(1.0001e18);
        rate.observe();
        market.post(0.999e18);
        assertTrue(vault.entriesOpen(), "a fortnight after the alarm, and past the re-entry");
    }

    function test_PRC_01_aMarketThatIsStaleOrHasNoPriceMarksNothing(uint256 age) public {
        _working(500e18);
        uint256 exit = held.exitUnits();
        market.post(0.7e18);
        assertLt(held.exitUnits(), exit, "while it is fresh it does");
        vm.warp(block.timestamp + bound(age, 26 hours + 1, 60 days));
        assertEq(held.exitUnits(), exit, "stale: no price");
        market.post(-1);
        assertEq(held.exitUnits(), exit, "negative: no price");
    }

    function test_INC_04_aVenueThatPrintsSeventyCentsWhileItsFeedDoesNotIsLeftAlone(uint256 dumped) public {
        _aboveItsCap();
        _dump(bound(dumped, 2_500e18, 9_000e18));
        assertLt(venue.get_dy(0, 1, 1e18), 0.98e18, "the pool has gone astray");
        RestakingPolicy.Decision memory d = held.check();
        assertEq(d.action, Codes.EXIT, "what must leave takes the queue");
        vm.expectPartialRevert(RestakingStrategy.NotAsked.selector);
        vm.prank(KEEPER);
        held.execute(Codes.SELL, d.target, 0);
    }

    function test_INC_04_aFeedThatPrintsSeventyCentsStopsASaleToo() public {
        _aboveItsCap();
        assertEq(held.check().action, Codes.SELL, "where all agree, a sale is the better way");
        market.post(0.7e18);
        assertEq(held.check().action, Codes.EXIT, "where they do not, nobody sells");
        market.post(0);
        assertEq(held.check().action, Codes.EXIT, "nor where nobody knows the price");
    }

    // ------------------------------------------------------------------ a sale where it costs less than the wait

    function test_LEV_08_aSaleLosesNoMoreThanTheWaitWouldCostAndGoesHome() public {
        _aboveItsCap();
        uint256 idle = vault.idleUnits();
        uint256 tokens = lrt.balanceOf(address(held));
        RestakingPolicy.Decision memory d = held.check();
        uint256 wait = RestakingPolicy.queueCost(held.risk().exitWait, _rules().waitCost);
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
        uint256 sold = tokens - lrt.balanceOf(address(held));
        assertEq(sold, MAX_SALE, "as much as may be sold at once");
        uint256 fetched = STETH.getPooledEthByShares(vault.idleUnits() - idle);
        assertGe(fetched, (sold * (1e9 - wait)) / 1e9 - 4, "dearer than the queue it must not be");
        assertEq(held.risk().sinceAction, 0, "and the next one waits for the cooldown");
        assertEq(held.check().reason, Codes.REFUSED_COOLDOWN, "by name");
    }

    function test_LEV_08_aKeepersOwnFloorBindsASale() public {
        _aboveItsCap();
        RestakingPolicy.Decision memory d = held.check();
        vm.expectPartialRevert(IRestakedRoute.TooLittleOut.selector);
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 1.01e18);
        vm.expectPartialRevert(RestakingStrategy.TargetBeyond.selector);
        vm.prank(KEEPER);
        held.execute(d.action, d.target - 1, 0);
    }

    function test_RSK_01_aFlaggedSlashIsNotSoldOffToWhoDoesNotKnowOfIt() public {
        _aboveItsCap();
        vm.prank(KEEPER);
        held.flagSlash(0.01e9);
        assertEq(held.check().action, Codes.EXIT, "what leaves takes the queue, and its loss");
    }

    // ------------------------------------------------------------------ a slash that the rate shows late

    function test_RSK_01_aFlaggedSlashClosesEntriesAndSendsLeaversToTheQueue(uint256 part) public {
        _working(500e18);
        _deposit(BOB, 100e18);
        part = bound(part, 0.01e9, 0.2e9);
        uint256 exit = held.exitUnits();
        uint256 entry = held.entryUnits();
        vm.prank(KEEPER);
        held.flagSlash(part);
        assertFalse(vault.entriesOpen(), "nobody buys into a loss that is known and not yet shown");
        assertEq(held.depositLimit(), 0, "nor is more put in");
        assertEq(held.entryUnits(), entry, "the books still say what the reporter says");
        assertNear(held.exitUnits(), (exit * (1e9 - part)) / 1e9, 4, "but nobody leaves ahead of it");
        assertEq(held.withdrawLimit(), 0, "what is at stake leaves through the queue alone");
        assertTrue(held.check().action != Codes.SELL, "and not by a sale");
        assertGt(_startExit(held, 100e18), 0, "which is open");
    }

    function test_RSK_01_theFlagGoesOnceTheRateShowsTheSlashAndNotBefore() public {
        _working(500e18);
        vm.prank(KEEPER);
        held.flagSlash(0.05e9);
        vm.expectPartialRevert(LiquidRestakingStrategy.NotShownYet.selector);
        held.clearFlag();
        uint256 exit = held.exitUnits();
        _report(0.95e18);
        held.clearFlag();
        assertNear(held.exitUnits(), exit, 4, "the report changes nothing for who leaves: it was counted");
        assertFalse(held.entriesOpen(), "a fall past its bound is refused until it has stood");
        assertEq(held.check().level, Codes.EVACUATE, "and a twentieth sends everything to the queue");
        assertEq(held.check().action, Codes.EXIT, "not to a market");
    }

    function test_RSK_01_aFallOfTheRateCountsAtOnceHoweverFar(uint256 fall) public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        fall = bound(fall, 0.011e18, 0.9e18);
        _report(1e18 - fall);
        assertNear(held.entryUnits(), (entry * (1e18 - fall)) / 1e18, 4, "downwards nothing is held back");
        assertEq(held.risk().rateFlags, Codes.RATE_FELL, "and it is flagged");
    }

    function test_PRC_01_aJumpOfTheRateCountsNoFurtherThanItsBound(uint256 rise) public {
        _working(500e18);
        uint256 entry = held.entryUnits();
        _report(1e18 + bound(rise, 0.006e18, 1e18));
        assertNear(held.entryUnits(), (entry * 1005) / 1000, 4, "a wrong report enriches nobody");
        assertEq(held.risk().rateFlags, Codes.RATE_JUMPED, "and it is flagged");
        assertFalse(vault.entriesOpen(), "until it is believed");
    }

    function test_PRC_01_aRateThatNobodyPushesClosesEntriesAndNoExit() public {
        _working(500e18);
        vm.warp(block.timestamp + 3 days + 1);
        assertEq(held.risk().rateFlags, Codes.RATE_STALE, "by name");
        assertFalse(vault.entriesOpen(), "no deposits");
        assertGt(_startExit(held, 100e18), 99e18, "exits go on");
    }

    // ------------------------------------------------------------------ who may do what, and a venue that is paused

    function test_VLT_13_onlyKeepersAndTheOwnerFlagAndOnlyTheVaultWithdrawsAFlag() public {
        vm.expectRevert(abi.encodeWithSelector(LiquidRestakingStrategy.OnlyWatcher.selector, address(this)));
        held.flagSlash(0.01e9);
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(LiquidRestakingStrategy.FlagTooLarge.selector, 0.3e9, 0.2e9));
        held.flagSlash(0.3e9);
        held.flagSlash(0.1e9);
        held.flagSlash(0.01e9);
        assertEq(held.flaggedRate(), 0.9e18, "a second flag can only expect less");
        vm.expectPartialRevert(bytes4(keccak256("OnlyVault(address)")));
        held.withdrawFlag();
        vm.stopPrank();
        vm.prank(address(vault));
        held.withdrawFlag();
        assertTrue(held.entriesOpen(), "as if it had not been");
    }

    function test_aPausedVenueHoldsEverythingAndCountsNothingAsOut() public {
        _working(500e18);
        _startExit(held, 100e18);
        _pauseProtocol(true);
        _ripen();
        assertEq(held.claimableUnits(), 0, "nothing can be claimed");
        assertEq(held.finishExit(), 0, "and asking for it fails nobody");
        assertEq(_startExit(held, 100e18), 0, "no exit is started");
        assertEq(held.depositLimit(), 0, "no deposit is taken");
        _pauseProtocol(false);
        assertGt(held.finishExit(), 89e18, "until it goes on");
    }

    function test_aDoorServesOneStrategyAndNobodyElse() public {
        vm.expectRevert(abi.encodeWithSelector(IRestakingDoor.Attached.selector, address(held)));
        door.attach();
        vm.expectRevert(abi.encodeWithSelector(IRestakingDoor.OnlyStrategy.selector, address(this)));
        door.enter();
        vm.expectRevert(abi.encodeWithSelector(IRestakingDoor.OnlyStrategy.selector, address(this)));
        door.request();
        vm.expectRevert(abi.encodeWithSelector(IRestakingDoor.OnlyStrategy.selector, address(this)));
        door.claim();
    }

    function test_theTokenItselfIsNoForeignToken() public {
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Rescue.PositionToken.selector, lrt));
        held.rescue(lrt, OWNER);
        vm.stopPrank();
    }

    /// More at stake than the cap, and nothing in the way of leaving.
    function _aboveItsCap() internal {
        _working(900e18);
        _gift(300e18);
        vm.warp(block.timestamp + 13 hours);
        market.post(1e18);
    }
}
