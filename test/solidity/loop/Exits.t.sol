// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoWithdrawalQueue} from "../../../contracts/devnet/LidoWithdrawalQueue.sol";
import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopExits} from "../../../contracts/strategies/LoopExits.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A loop leaves through Lido's queue where selling costs more than waiting, and what is under way is counted and paid once.
/// @dev Proves INC-02, INC-09, LEV-01, LEV-02, RSK-02, VLT-15.
contract ExitsTest is LenderAdmin {
    LidoWithdrawalQueue private lidoQueue;

    function setUp() public virtual override {
        super.setUp();
        _levered(900e18);
    }

    function test_INC_02_INC_09_negativeCarryLeavesThroughTheQueueWhereASaleCostsMore() public {
        _dearMoneyInADiscount();
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.EXIT, "a sale gives up 1.5%, five days of interest far less");
        uint256 entry = loop.entryUnits();
        uint256 pool = STETH.balanceOf(address(CURVE));
        _keep();
        assertEq(STETH.balanceOf(address(CURVE)), pool, "nothing is sold");
        assertLe(loop.risk().ltv, d.target, "LTV rises no further than the policy lets it");
        assertGt(loop.queuedEther(), 10e18, "a part of the collateral waits");
        assertNear(loop.entryUnits(), entry, 10, "and counts as before");
    }

    function test_RSK_02_whatTheQueuePaysRepaysTheDebtOnce() public {
        _dearMoneyInADiscount();
        _keep();
        uint256 queued = loop.queuedEther();
        _observe(13 hours);
        assertEq(loop.check().action, Codes.HOLD, "while it waits no more is asked for");
        _finalize(WAD);
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        assertEq(loop.check().action, Codes.CLAIM, "once Lido has paid it is claimed");
        _keep();
        assertNear(debt - loop.debtToken().balanceOf(address(loop)), queued, 2, "and repays what it can");
        assertEq(loop.queuedEther(), 0, "nothing waits any more");
        vm.expectPartialRevert(LoopErrors.NotAsked.selector);
        vm.prank(KEEPER);
        loop.execute(Codes.CLAIM, 0, 0);
    }

    function test_LEV_02_aboveItsBandTheLoopSellsThoughTheQueueWouldCostLess(uint256 threshold) public {
        _dearMoneyInADiscount();
        assertEq(loop.check().action, Codes.EXIT, "inside the band it would rather wait");
        _setThreshold(bound(threshold, 6950, 7050));
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "what waits in the queue would leave the debt where it is");
        assertEq(d.urgency, Codes.PROTECT, "above the band, short of the ripcord line");
        assertEq(_startedExit(10e18), 0, "nor does an exit of the vault's leave through it");
        uint256 pooled = STETH.balanceOf(address(CURVE));
        _keep();
        assertGt(STETH.balanceOf(address(CURVE)), pooled, "it is sold");
        assertEq(loop.queuedEther(), 0, "and nothing waits");
        LoopPolicy.State memory s = loop.risk();
        assertLe(s.ltv, (uint256(s.liquidationLtv) * 97 * 97) / 10_000, "LTV is in its band");
    }

    function test_INC_09_inBunkerModeNothingIsSentIntoTheQueue() public {
        _dearMoneyInADiscount();
        vm.warp(block.timestamp + 1);
        lidoQueue.onOracleReport(true, block.timestamp - 1, block.timestamp - 1);
        assertEq(loop.check().action, Codes.DELEVER, "nobody knows how long it would take");
    }

    function test_RSK_02_aLeaverWhoWaitsGetsMoreThanOneWhoSellsInADiscount(uint256 part) public {
        _discount();
        part = bound(part, 1e18, loop.exitUnits() / 120);
        vm.prank(address(vault));
        uint256 started = loop.startExit(part);
        assertGt(started, part, "the discount of the sale is saved");
        assertEq(loop.exitingUnits(), started, "and promised");
        _observe(3 days);
        _finalize(WAD);
        uint256 idle = vault.idleUnits();
        vm.prank(BOB);
        uint256 sent = loop.finishExit();
        assertEq(vault.idleUnits() - idle, sent, "anyone may bring it home, to the vault");
        assertGt(sent, part, "more than the sale would have left");
        assertLe(sent, started, "less the interest on its debt");
        assertEq(loop.exitingUnits(), 0, "and nothing is promised any more");
        assertEq(loop.finishExit(), 0, "once");
    }

    function test_RSK_02_thoseWhoStayLoseNoMoreByAnExitThanTheInterestOfItsWait(uint256 part) public {
        _discount();
        part = bound(part, 1e18, loop.exitUnits() / 120);
        uint256 copy = vm.snapshotState();
        uint256 ltv = loop.risk().ltv;
        _observe(3 days);
        uint256 untouched = (loop.entryUnits() * WAD) / vault.totalSupply();
        vm.revertToState(copy);
        uint256 before = loop.entryUnits();
        vm.prank(address(vault));
        uint256 started = loop.startExit(part);
        uint256 interest = (loop.queuedEther() * loop.risk().borrowRate * 3 days) / (1e9 * YEAR);
        _observe(3 days);
        _finalize(WAD);
        loop.finishExit();
        assertLe(loop.risk().ltv, ltv + 1e6, "LTV is where it was");
        uint256 left = (loop.entryUnits() * WAD) / ((vault.totalSupply() * (before - started)) / before);
        assertGe(left + 1e6 + (interest * WAD) / before, untouched, "what stays is worth no less a share");
    }

    function test_RSK_02_anExitOfSeveralRequestsIsDueOnceAllOfItIsPaid() public {
        _deposit(TRADER, 30_000e18);
        _allocate();
        _observe(13 hours);
        assertEq(_keep().action, Codes.LEVER, "a larger loop");
        uint256 started = _startedExit(3_000e18);
        uint256 last = lidoQueue.getLastRequestId();
        assertGt(last, 1, "Lido takes a thousand stETH a request");
        uint256 queued = loop.queuedEther();
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        _finalizeTo(1, WAD);
        assertEq(loop.finishExit(), 0, "a part of it is due to nobody yet");
        assertNear(debt - loop.debtToken().balanceOf(address(loop)), 1_000e18, 4, "but repays");
        assertNear(loop.queuedEther(), queued - 1_000e18, 4, "the rest waits");
        assertEq(loop.exitingUnits(), started, "and all of it is still promised");
        _finalizeTo(last, WAD);
        assertNear(loop.finishExit(), started, 10, "then it comes home whole");
    }

    function test_VLT_15_onlyLidosQueuePaysTheLoopsPlaceInIt(address stranger) public {
        vm.assume(stranger != address(lidoQueue));
        vm.deal(stranger, 1);
        vm.prank(stranger);
        (bool taken, bytes memory reason) = address(loop.exits()).call{value: 1}("");
        assertFalse(taken, "other ether is sent back");
        assertEq(bytes32(bytes4(reason)), bytes32(LoopExits.OnlyQueue.selector), "by name");
    }

    function test_RSK_02_aSlashWhileItWaitsIsTheLeavers(uint256 loss) public {
        _discount();
        vm.prank(address(vault));
        uint256 started = loop.startExit(20e18);
        uint256 queued = loop.queuedEther();
        loss = bound(loss, 0.001e18, 0.05e18);
        _slash(loss);
        assertNear(loop.queuedEther(), queued - (queued * loss) / WAD, queued / 1e6, "counted at once");
        _observe(1 days);
        _finalize(WAD);
        uint256 sent = loop.finishExit();
        assertLt(sent, started, "what Lido did not pay is not sent");
    }

    function test_LEV_01_anExitTakesLtvNoFurtherThanHalfWayToTheBandsEdge(uint256 part) public {
        _discount();
        part = bound(part, loop.exitUnits() / 10, loop.exitUnits());
        vm.prank(address(vault));
        uint256 started = loop.startExit(part);
        assertLt(started, part, "as much as there is room for");
        assertLe(loop.risk().ltv, 0.675e9, "and no more");
        vm.prank(address(vault));
        assertEq(loop.startExit(part), 0, "one at a time");
    }

    function test_LEV_09_whatWaitsCountsInTheExitValueAndNotAtHand() public {
        _discount();
        vm.prank(address(vault));
        loop.startExit(30e18);
        uint256 hand = loop.withdrawLimit();
        assertLt(hand, loop.exitUnits(), "a part of the value is not at hand");
        vm.prank(address(vault));
        assertGe(loop.withdraw(hand, 0), hand, "what is at hand can be had");
        _finalize(WAD);
        assertGt(loop.finishExit(), 0, "and the promise is kept from what the queue pays");
    }

    function test_VLT_13_onlyTheVaultStartsAnExitAndOnlyTheLoopCommandsItsPlace(address stranger) public {
        vm.assume(stranger != address(vault) && stranger != address(loop));
        LoopExits exits = loop.exits();
        vm.startPrank(stranger);
        vm.expectRevert();
        loop.startExit(1e18);
        vm.expectRevert(abi.encodeWithSelector(LoopExits.OnlyLoop.selector, stranger));
        exits.request(0);
        vm.expectRevert(abi.encodeWithSelector(LoopExits.OnlyLoop.selector, stranger));
        exits.claim();
        vm.stopPrank();
    }

    function _lidoQueue() internal virtual override returns (ILidoWithdrawalQueue) {
        lidoQueue = new LidoWithdrawalQueue(STETH, WSTETH, address(this), address(this));
        return ILidoWithdrawalQueue(address(lidoQueue));
    }

    /// The vault asks for an exit of `units`.
    function _startedExit(uint256 units) private returns (uint256 started) {
        vm.prank(address(vault));
        return loop.startExit(units);
    }

    /// stETH trades at 0.985, and everybody has seen it.
    function _discount() private {
        _thin(0.8e18);
        _depegTo(0.985e18);
        _settle();
    }

    /// The same, with a borrow rate that has been above what staking earns for two days.
    function _dearMoneyInADiscount() private {
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), 430_000e18, LENDER_WHALE);
        _observe(1 days);
        _observe(1 days);
        _discount();
        assertLt(loop.risk().ltv, 0.672e9, "inside its band, with room");
    }

    /// Lido pays everything that was asked for, at no more than `part` (WAD) of today's rate.
    function _finalize(uint256 part) private {
        _finalizeTo(lidoQueue.getLastRequestId(), part);
    }

    /// The same for the requests up to `last`.
    function _finalizeTo(uint256 last, uint256 part) private {
        uint256[] memory batches = new uint256[](1);
        batches[0] = last;
        uint256 rate = (STETH.getTotalPooledEther() * 1e27) / STETH.getTotalShares();
        (uint256 eth, ) = lidoQueue.prefinalize(batches, (rate * part) / WAD);
        vm.deal(address(this), eth);
        lidoQueue.finalize{value: eth}(batches[0], (rate * part) / WAD);
    }
}
