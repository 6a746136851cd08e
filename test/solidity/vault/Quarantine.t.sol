// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Books} from "../../../contracts/vault/Books.sol";
import {Entering} from "../../../contracts/vault/Entering.sol";
import {Notices} from "../../../contracts/vault/Notices.sol";
import {Quarantine} from "../../../contracts/vault/Quarantine.sol";
import {Roles} from "../../../contracts/vault/Roles.sol";
import {Roster} from "../../../contracts/vault/Roster.sol";
import {SidePocket} from "../../../contracts/vault/SidePocket.sol";
import {QuarantineWorld} from "../utils/QuarantineWorld.sol";
import {UnreadableStrategy} from "../utils/UnreadableStrategy.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A strategy that cannot be read stops the vault until two failures an hour apart set it aside; then the rest goes on, and
/// two readings an hour apart bring it back.
/// @dev Proves VLT-13, VLT-16, VLT-19.
contract QuarantineTest is QuarantineWorld {
    // ------------------------------------------------------------------ failing

    function test_VLT_16_aReadThatFailsRevertsEveryTrade() public {
        failing.setDown(true);
        vm.startPrank(ALICE);
        vm.expectRevert(UnreadableStrategy.VenueDown.selector);
        vault.redeem(1e18, ALICE, ALICE);
        vm.expectRevert(UnreadableStrategy.VenueDown.selector);
        vault.redeem(1e18, ALICE, ALICE, 0);
        token.approve(address(vault), 1e18);
        vm.expectRevert(UnreadableStrategy.VenueDown.selector);
        vault.deposit(1e18, ALICE);
        vm.expectRevert(UnreadableStrategy.VenueDown.selector);
        vault.totalAssets();
        vm.stopPrank();
    }

    function test_VLT_16_twoFailuresAnHourApartSetItAsideAndTheRestGoesOn(uint256 apart) public {
        failing.setDown(true);
        _tell();
        vm.warp(block.timestamp + bound(apart, 1 hours, 1 days));
        vm.expectEmit(address(vault));
        emit Books.LossRecognised(failing, 200e18);
        _tell();
        assertEq(vault.entryUnits(), 400e18, "the rest");
        assertEq(vault.maxDeposit(CAROL), 0, "entries are closed");
        vm.startPrank(CAROL);
        token.approve(address(vault), 1e18);
        vm.expectRevert(Entering.EntriesClosed.selector);
        vault.deposit(1e18, CAROL);
        vm.stopPrank();
        assertNear(_redeemDeep(ALICE, 300e18), 200e18, 2, "a leaver gets his part of the rest");
    }

    function test_VLT_16_tooSoonOrTooLateAfterTheFirstFailureSetsNothingAside(uint256 apart) public {
        failing.setDown(true);
        _tell();
        uint256 from = block.timestamp + 1 hours;
        vm.warp(block.timestamp + bound(apart, 0, 1 hours - 1));
        vm.prank(CAROL, CAROL);
        vm.expectRevert(abi.encodeWithSelector(Quarantine.QuarantineFrom.selector, from));
        vault.quarantine(failing);
        vm.warp(from + 23 hours + 1);
        _tell();
        assertEq(vault.strategies().length, 2, "a day later it is a first failure again");
    }

    function test_VLT_16_oneThatReadsAgainBetweenTwoFailuresIsCleared() public {
        failing.setDown(true);
        _tell();
        failing.setDown(false);
        vm.warp(block.timestamp + 2 hours);
        _tell();
        failing.setDown(true);
        _tell();
        assertEq(vault.strategies().length, 2, "the failure before does not count");
    }

    function test_VLT_16_twoStrategiesThatFailTogetherAreBothSetAside() public {
        UnreadableStrategy other = new UnreadableStrategy(vault, token, 0);
        _afterNotice(abi.encodeCall(vault.addStrategy, (other, type(uint256).max)));
        vm.prank(KEEPER);
        vault.allocate(other, 60e18);
        other.setDown(true);
        failing.setDown(true);
        for (uint256 i = 0; i < 2; ++i) {
            vm.startPrank(CAROL, CAROL);
            vault.quarantine(failing);
            vault.quarantine(other);
            vm.stopPrank();
            vm.warp(block.timestamp + 1 hours);
        }
        assertEq(vault.entryUnits(), 340e18, "the rest");
        _redeemDeep(ALICE, 300e18);
        assertEq(vault.sidePocket(0).balanceOf(ALICE), 100e18, "half of the claims on the one");
        assertEq(vault.sidePocket(1).balanceOf(ALICE), 30e18, "and of those on the other");
        failing.setDown(false);
        _recover();
        assertEq(vault.books().aside, 1, "which come back one by one");
        assertFalse(vault.entriesOpen(), "and entries with the last");
    }

    // ------------------------------------------------------------------ attempts to force it

    function test_VLT_16_whoWithholdsGasProvesNothing(uint256 gas) public {
        gas = bound(gas, 500_000, 4_000_000);
        vm.prank(CAROL, CAROL);
        (bool done, bytes memory reason) = address(vault).call{gas: gas}(
            abi.encodeCall(vault.quarantine, (failing))
        );
        assertFalse(done, "the reading is not even tried");
        assertEq(bytes32(bytes4(reason)), bytes32(Quarantine.LackOfGas.selector), "and the refusal says why");
    }

    function test_VLT_16_withAnyGasAHealthyStrategyReadsOrTheCallIsRefused(uint256 gas) public {
        gas = bound(gas, 4_000_000, 6_000_000);
        for (uint256 i = 0; i < 2; ++i) {
            vm.prank(CAROL, CAROL);
            (bool done, bytes memory reason) = address(vault).call{gas: gas}(
                abi.encodeCall(vault.quarantine, (failing))
            );
            assertTrue(done || bytes4(reason) == Quarantine.LackOfGas.selector, "refused by name");
            vm.warp(block.timestamp + 1 hours);
        }
        assertEq(vault.strategies().length, 2, "never set aside: a call may keep 63 parts in 64 from it");
    }

    function test_VLT_16_whoCallsFromWithinAnotherCallProvesNothing() public {
        failing.setDown(true);
        vm.prank(CAROL, BOB);
        vm.expectRevert(abi.encodeWithSelector(Quarantine.NotAtTheTop.selector, CAROL));
        vault.quarantine(failing);
        vm.prank(address(strategy), address(strategy));
        vm.expectRevert(abi.encodeWithSelector(Quarantine.NotAtTheTop.selector, address(strategy)));
        vault.quarantine(failing);
    }

    // ------------------------------------------------------------------ back

    function test_VLT_16_whoLeftAndWhoStayedGetTheirPartsOfWhatComesBack(uint256 part) public {
        SidePocket pocket = _setAside();
        uint256 shares = bound(part, 1e9, 300e18);
        _redeemDeep(ALICE, shares);
        assertEq(pocket.balanceOf(ALICE), shares / 3, "a claim for every unit that was set aside");
        assertEq(_claimPocket(pocket, ALICE), 0, "which has realised nothing yet");
        _recover();
        assertNear(_claimPocket(pocket, ALICE), shares / 3, 4, "a third of a unit was in it for each share");
        assertNear(vault.previewRedeem(vault.balanceOf(BOB)), 300e18, 1e3, "who stayed has what he had");
        assertTrue(vault.entriesOpen(), "and entries are open again");
    }

    function test_VLT_16_oneReadingOrTwoTooCloseDoNotBringItBack(uint256 apart) public {
        _setAside();
        failing.setDown(false);
        _readAgain();
        vm.warp(block.timestamp + bound(apart, 0, 1 hours - 1));
        _readAgain();
        assertEq(vault.books().aside, 1, "still aside");
        failing.setDown(true);
        vm.prank(CAROL, CAROL);
        vm.expectRevert(abi.encodeWithSelector(Quarantine.StillFails.selector, address(failing)));
        vault.readmit(failing);
    }

    function test_VLT_16_oneThatReturnsNothingAtOnceIsTakenBackOutOfIdleFunds(uint256 part) public {
        SidePocket pocket = _setAside();
        uint256 shares = bound(part, 1e9, 300e18);
        _redeem(ALICE, shares);
        failing.setSlow(true);
        _recover();
        assertNear(_claimPocket(pocket, ALICE), shares / 3, 4, "paid as who leaves is");
        assertNear(vault.previewRedeem(vault.balanceOf(BOB)), 300e18, 1e3, "at nobody's cost");
        assertEq(failing.entryUnits(), 200e18, "and nothing is unwound");
    }

    function test_VLT_16_whereNeitherPaysTheOthersItStaysAside() public {
        _setAside();
        _redeemDeep(ALICE, 300e18);
        _redeem(BOB, vault.maxRedeem(BOB));
        failing.setSlow(true);
        failing.setDown(false);
        _readAgain();
        vm.warp(block.timestamp + 1 hours);
        vm.prank(CAROL, CAROL);
        vm.expectPartialRevert(Quarantine.TooLittleIdle.selector);
        vault.readmit(failing);
    }

    function test_VLT_16_whatIsNotAsideIsNeitherTakenBackNorGivenUp() public {
        _setAside();
        vm.startPrank(CAROL, CAROL);
        vm.expectRevert(abi.encodeWithSelector(Quarantine.NotQuarantined.selector, address(strategy)));
        vault.readmit(strategy);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, address(failing)));
        vault.quarantine(failing);
        vm.stopPrank();
        vm.startPrank(OWNER);
        vault.submit(abi.encodeCall(vault.writeOff, (strategy)));
        vault.submit(abi.encodeCall(vault.addStrategy, (failing, 1e18)));
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectRevert(abi.encodeWithSelector(Quarantine.NotQuarantined.selector, address(strategy)));
        vault.writeOff(strategy);
        vm.expectRevert(abi.encodeWithSelector(Roster.StrategyRefused.selector, address(failing)));
        vault.addStrategy(failing, 1e18);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ what it still realises

    function test_VLT_16_whatAStrategyAsideStillPaysIsSharedAmongAllClaims(uint256 part) public {
        SidePocket pocket = _setAside();
        uint256 shares = bound(part, 1e9, 300e18);
        _redeem(ALICE, shares);
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.withdrawAtFloor, (90e18, 0)));
        uint256 own = 90e18 - (uint256(90e18) * (shares / 3)) / 200e18;
        assertNear(_claimPocket(pocket, ALICE), 90e18 - own, 2, "to who left, by his claims");
        uint256 rest = ((600e18 - shares) * 400e18) / 600e18;
        assertNear(vault.entryUnits(), rest + own, 4, "to who stayed, by the vault's, at once");
    }

    function test_VLT_16_whatMaturesOnTheSlowWayOutIsSharedAmongAllClaimsWhoeverBringsItHome() public {
        SidePocket pocket = _setAside();
        _redeem(ALICE, 150e18);
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.startExit, (80e18)));
        vm.prank(TRADER);
        failing.finishExit();
        pocket.sync();
        assertNear(_claimPocket(pocket, ALICE), 20e18, 2, "a quarter of it");
        uint256 before = vault.entryUnits();
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.finishExit, ()));
        assertNear(vault.entryUnits() - before, 60e18, 2, "and three quarters, once somebody counts it");
    }

    function test_VLT_19_withEveryOperatorGoneAnybodyUnwindsWhatIsAsideAfterTheLongestExit() public {
        SidePocket pocket = _setAside();
        _redeem(ALICE, 300e18);
        bytes memory unwind = abi.encodeCall(failing.withdrawAtFloor, (200e18, 0));
        vm.startPrank(TRADER);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, TRADER));
        vault.salvage(failing, unwind);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vault.salvage(failing, unwind);
        vm.stopPrank();
        assertNear(_claimPocket(pocket, ALICE), 100e18, 2, "and who left has his part");
    }

    function test_VLT_13_anyOtherCallToAStrategyAsideWaitsForItsNotice() public {
        _setAside();
        bytes memory call = abi.encodeCall(failing.setSlow, (true));
        vm.prank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyCurator.selector, KEEPER));
        vault.salvage(failing, call);
        vm.prank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Notices.NotSubmitted.selector, vault.salvage.selector));
        vault.salvage(failing, call);
        _afterNotice(abi.encodeCall(vault.salvage, (failing, call)));
        assertTrue(failing.slow(), "then it is made");
    }

    function test_VLT_16_whatIsWrittenOffOpensEntriesAndItsClaimsStay() public {
        SidePocket pocket = _setAside();
        _redeem(ALICE, 150e18);
        _afterNotice(abi.encodeCall(vault.writeOff, (failing)));
        assertTrue(vault.entriesOpen(), "open");
        _redeem(BOB, 30e18);
        assertEq(pocket.balanceOf(BOB), 0, "what was given up is handed out no more");
        vm.prank(KEEPER);
        vault.salvage(failing, abi.encodeCall(failing.withdrawAtFloor, (200e18, 0)));
        assertNear(_claimPocket(pocket, ALICE), 50e18, 2, "yet what comes after all is still shared");
    }

    function test_VLT_13_onlyTheVaultGivesUpItsClaims(address stranger) public {
        SidePocket pocket = _setAside();
        vm.assume(stranger != address(vault));
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(SidePocket.OnlyVault.selector, stranger));
        pocket.retire();
    }

    function test_VLT_16_claimsMoveAndWhatTheyHadRealisedStaysWithWhoHeldThem(uint256 part) public {
        SidePocket pocket = _setAside();
        _redeem(ALICE, 150e18);
        bytes memory unwind = abi.encodeCall(failing.withdrawAtFloor, (100e18, 0));
        vm.prank(KEEPER);
        vault.salvage(failing, unwind);
        part = bound(part, 1, pocket.balanceOf(ALICE));
        vm.prank(ALICE);
        pocket.transfer(CAROL, part);
        vm.prank(KEEPER);
        vault.salvage(failing, unwind);
        assertNear(_claimPocket(pocket, CAROL), part / 2, 2, "of what came later, by the claims moved");
        assertNear(_claimPocket(pocket, ALICE), 50e18 - part / 2, 2, "of what came before, all");
    }

    function test_VLT_16_aLossBoundCountsWhatAKeeperCostsAStrategyAside() public {
        _setAside();
        failing.setDown(false);
        vm.prank(address(failing));
        vault.chargeLoss(201e18);
        (uint256 most, uint256 left) = vault.lossBound();
        assertLt(left, most, "as of any other");
    }
}

/// @dev Proves VLT-16 where leaving a strategy costs 3%: it is borne alike by who leaves before and after.
contract QuarantineAtACostTest is QuarantineWorld {
    function _costBps() internal pure override returns (uint256) {
        return 300;
    }

    function test_VLT_16_nobodyIsBetterOffForHavingLeftBeforeOrAfter(uint256 shares) public {
        shares = bound(shares, 1e15, 300e18);
        SidePocket pocket = _setAside();
        uint256 early = _redeemDeep(ALICE, shares);
        _recover();
        early += _claimPocket(pocket, ALICE);
        uint256 late = _redeemDeep(BOB, shares);
        assertNear(early, late, 1e6, "the same shares, the same in all");
    }
}
