// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {SymbioticWorld} from "../utils/SymbioticWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Genuine slashes: the network's middleware calls the instant slasher of its operator's vault, for an offence inside
/// the epoch, and collateral goes to the burner.
/// @dev Proves RSK-01 where the venue's books can be read live, VLT-08 for it.
contract SlashesTest is SymbioticWorld {
    function test_RSK_01_aSlashLowersUnitsAtOnceByWhatTheVenueSlashed(uint256 assets, uint256 part) public {
        _working(bound(assets, 1e18, 800e18));
        uint256 before = restaked.entryUnits();
        uint256 stake = symbiotic.activeStake();
        uint256 slashed = _slashPart(bound(part, 1e9, 0.99e18));
        assertGt(slashed, 0, "a slash that took place");
        assertEq(symbiotic.activeStake(), stake - slashed, "from active stake, nobody is leaving");
        uint256 share = before - (before * slashed) / stake;
        assertNear(restaked.entryUnits(), share, 4, "our part of it, in the same block");
        assertNear(vault.entryUnits(), share, 4, "in the vault's books too");
    }

    function test_RSK_01_queuedWithdrawalsAreSlashedWithIt(uint256 leaving, uint256 part) public {
        _working(800e18);
        _startExit(restaked, bound(leaving, 1e18, 700e18));
        uint256 pending = restaked.pendingUnits();
        uint256 staked = restaked.stakedUnits();
        uint256 all = symbiotic.activeStake() + symbiotic.withdrawalsOf(1, address(restaked));
        vm.warp(block.timestamp + 2 hours);
        uint256 slashed = _slashOperator(
            (symbiotic.activeStake() * bound(part, 1e12, 0.9e18)) / WAD,
            1 hours
        );
        assertNear(restaked.pendingUnits(), pending - (pending * slashed) / all, 4, "what is leaving");
        assertNear(restaked.stakedUnits(), staked - (staked * slashed) / all, 4, "and what stays, alike");
    }

    function test_RSK_01_anOffenceOfTheEpochBeforeReachesWithdrawalsThatThisEpochEnds() public {
        _working(800e18);
        _startExit(restaked, 300e18);
        vm.warp(symbiotic.nextEpochStart() + 1 hours);
        uint256 pending = restaked.pendingUnits();
        _slashOperator(symbiotic.activeStake() / 10, 2 hours);
        assertLt(
            restaked.pendingUnits(),
            (pending * 94) / 100,
            "they stood for the network when it was made"
        );
    }

    function test_RSK_01_whatHasMaturedIsOutOfReach() public {
        _working(800e18);
        _startExit(restaked, 300e18);
        _toNextEpoch();
        _toNextEpoch();
        uint256 matured = restaked.claimableUnits();
        _slashPart(0.5e18);
        assertEq(restaked.claimableUnits(), matured, "not a wei of it");
        assertNear(restaked.finishExit(), matured, 2, "and it comes home in full");
    }

    function test_RSK_01_anExitSlashedToNothingBlocksNoOther() public {
        _working(800e18);
        vm.warp(block.timestamp + 1 hours);
        _startExit(restaked, 800e18);
        uint256 carols = symbiotic.activeBalanceOf(CAROL);
        vm.prank(CAROL);
        symbiotic.withdraw(CAROL, carols);
        vm.warp(block.timestamp + 1 hours);
        _slashOperator(type(uint256).max, 1 hours + 1);
        vm.warp(block.timestamp + 3 * EPOCH);
        assertLe(
            restaked.finishExit(),
            2,
            "there is nothing to claim, and the call says so instead of failing"
        );
        assertEq(restaked.claimableUnits(), 0, "and is done with it");
    }

    function test_VLT_08_nobodyLeavesAheadOfASlash(uint256 part) public {
        _working(500e18);
        _deposit(BOB, 400e18);
        _slashPart(bound(part, 0.01e18, 0.9e18));
        uint256 worth = (vault.balanceOf(BOB) * vault.exitUnits()) / vault.totalSupply();
        uint256 held = STETH.sharesOf(BOB);
        uint256 shares = vault.maxRedeem(BOB);
        _redeem(BOB, shares);
        uint256 got = STETH.sharesOf(BOB) - held;
        assertLe(got, (worth * shares) / (shares + vault.balanceOf(BOB)) + 2, "his share of what is left");
    }

    function test_aSlashOfATwentiethSendsEverythingOutAtOnce() public {
        _working(800e18);
        _slashPart(0.06e18);
        assertFalse(restaked.entriesOpen(), "nobody buys in");
        assertEq(restaked.depositLimit(), 0, "and nothing is allocated");
        RestakingPolicy.Decision memory d = _do();
        assertEq(d.action, Codes.EXIT, "through the epochs, the only way out");
        assertEq(d.urgency, Codes.RESCUE, "whatever the epoch and the cooldown");
        assertEq(restaked.level(), Codes.EVACUATE, "remembered");
        assertLe(restaked.stakedUnits(), 2, "nothing stays at stake");
        assertEq(restaked.risk().slashSeen, 0, "and the slash is noted once");
        assertEq(restaked.check().action, Codes.HOLD, "then it waits");
    }

    function test_aSmallSlashClosesDepositsForAFortnight() public {
        _working(500e18);
        _slashPart(0.002e18);
        assertEq(_do().action, Codes.MARK, "noted");
        assertFalse(restaked.entriesOpen(), "two thousandths are past the first threshold");
        vm.warp(block.timestamp + 14 days);
        assertTrue(restaked.entriesOpen(), "a fortnight without another");
        assertEq(_do().action, Codes.MARK, "and the level is noted again");
        assertGt(restaked.depositLimit(), 0, "it takes deposits");
    }

    function test_aDustOfASlashIsSeenByTheBooksAndRaisesTheLevelByItsSize(uint256 amount) public {
        _working(500e18);
        uint256 before = restaked.entryUnits();
        vm.warp(block.timestamp + 2 hours);
        _slashOperator(bound(amount, 1, 1e9), 1 hours);
        assertLe(restaked.entryUnits(), before, "never up");
        assertEq(restaked.risk().slashSeen, 0, "less than a billionth is no alarm");
    }
}
