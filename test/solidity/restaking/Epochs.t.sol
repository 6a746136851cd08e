// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {SymbioticWorld} from "../utils/SymbioticWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Into a Symbiotic vault and out of it again, through its epochs.
/// @dev Proves RSK-02.
contract EpochsTest is SymbioticWorld {
    function test_whatIsAllocatedIsStakedAtOnceAndStandsForTheNetwork(uint256 assets) public {
        _deposit(ALICE, bound(assets, 1e12, 800e18));
        uint256 units = vault.idleUnits();
        uint256 others = symbiotic.activeStake();
        _allocate();
        assertNear(restaked.stakedUnits(), units, 3, "Lido's rounding and Symbiotic's, a wei each");
        assertEq(
            symbiotic.activeStake() - others,
            WSTETH.balanceOf(address(symbiotic)) - others,
            "as wstETH"
        );
        assertNear(vault.entryUnits(), units, 3, "and counts in full");
    }

    function test_RSK_02_anExitUnderWayIsCountedAndItsHaircutDisclosed(uint256 assets, uint256 part) public {
        _working(bound(assets, 1e15, 800e18));
        uint256 entry = restaked.entryUnits();
        uint256 exit = restaked.exitUnits();
        uint256 started = _startExit(restaked, bound(part, 1e12, exit));
        assertNear(restaked.entryUnits(), entry, 3, "still ours");
        assertNear(restaked.exitUnits(), exit, 3, "at the same haircut as before");
        assertNear(restaked.exitingUnits(), (started * 1e9) / (1e9 - HAIRCUT), 3, "what is under way, gross");
        assertEq(restaked.withdrawLimit(), 0, "and not at hand");
        assertGe(
            (restaked.entryUnits() * (1e9 - HAIRCUT)) / 1e9,
            restaked.exitUnits(),
            "haircut on all of it"
        );
    }

    function test_RSK_02_anExitIsClaimableAfterTheNextEpochAndExactlyOnce(uint256 late) public {
        _working(500e18);
        vm.warp(block.timestamp + bound(late, 0, EPOCH - 2 hours));
        _startExit(restaked, 200e18);
        uint256 exiting = restaked.exitingUnits();
        _toNextEpoch();
        vm.warp(symbiotic.nextEpochStart() - 1);
        assertEq(restaked.finishExit(), 0, "not in the epoch after the one it was asked for in");
        vm.warp(block.timestamp + 1);
        uint256 idle = vault.idleUnits();
        vm.prank(BOB);
        uint256 paid = restaked.finishExit();
        assertNear(paid, exiting, 2, "anyone may bring it home");
        assertEq(vault.idleUnits() - idle, paid, "to the vault and nobody else");
        assertEq(restaked.finishExit(), 0, "once");
        assertEq(restaked.exitingUnits(), 0, "and nothing is left of it");
    }

    function test_RSK_02_exitsOfSeveralEpochsMatureOneAfterTheOther() public {
        _working(600e18);
        _startExit(restaked, 100e18);
        _toNextEpoch();
        _startExit(restaked, 100e18);
        _startExit(restaked, 100e18);
        uint256 entry = restaked.entryUnits();
        _toNextEpoch();
        assertNear(restaked.claimableUnits() * 2, restaked.pendingUnits(), 8, "one of three has matured");
        uint256 first = restaked.finishExit();
        _toNextEpoch();
        uint256 rest = restaked.finishExit();
        assertNear(rest, 2 * first, 8, "the other two together");
        assertNear(restaked.entryUnits() + first + rest, entry, 8, "and nothing was lost between");
    }

    function test_RSK_02_whatHasMaturedComesHomeWithTheNextExit() public {
        _working(600e18);
        _startExit(restaked, 100e18);
        _toNextEpoch();
        _toNextEpoch();
        uint256 matured = restaked.claimableUnits();
        uint256 idle = vault.idleUnits();
        _startExit(restaked, 100e18);
        assertNear(vault.idleUnits() - idle, matured, 2, "nothing that has matured waits for a second exit");
        assertEq(restaked.claimableUnits(), 0, "so at most two epochs are ever under way");
    }

    function test_RSK_02_leaversWhoStayUntilItMaturesGetTheHaircutBack() public {
        _working(500e18);
        uint256 shares = vault.balanceOf(ALICE);
        uint256 shown = vault.previewRedeem(shares);
        _startExit(restaked, restaked.exitUnits());
        _toNextEpoch();
        _toNextEpoch();
        restaked.finishExit();
        uint256 paid = _redeem(ALICE, shares);
        assertGt(paid, shown, "more than was shown to one who would not wait");
        assertNear(paid, 500e18, 10, "all of it, for nobody left at a discount");
    }

    function test_LEV_09_allThatIsShownAtExitValueComesOut(uint256 assets, uint256 late) public {
        _working(bound(assets, 1e15, 800e18));
        vm.warp(block.timestamp + bound(late, 0, 3 * EPOCH));
        uint256 shown = restaked.exitUnits();
        _startExit(restaked, shown);
        _toNextEpoch();
        _toNextEpoch();
        assertGe(restaked.finishExit() + 2, shown, "with the haircut on top");
        assertLe(restaked.stakedUnits(), 4, "and nothing stays at stake but what rounding may cost");
    }

    function test_onlyWhatHasMaturedOrLiesLooseIsAtHand(uint256 asked) public {
        _working(500e18);
        _startExit(restaked, 100e18);
        assertEq(restaked.withdrawLimit(), 0, "all of it must wait");
        vm.startPrank(address(vault));
        vm.expectPartialRevert(IStrategy.ExceedsExit.selector);
        restaked.withdraw(bound(asked, 1, 500e18), 0);
        vm.stopPrank();
        _toNextEpoch();
        _toNextEpoch();
        uint256 limit = restaked.withdrawLimit();
        assertGt(limit, 99e18, "until it has matured");
        vm.prank(address(vault));
        assertGe(restaked.withdraw(limit, limit), limit, "and then in full");
    }

    function test_VLT_12_leaversAreServedFromIdleAndMaturedFundsInOneCall() public {
        _working(500e18);
        _deposit(BOB, 50e18);
        _startExit(restaked, 200e18);
        _toNextEpoch();
        _toNextEpoch();
        uint256 paid = _redeemDeep(ALICE, vault.balanceOf(ALICE) / 2);
        assertGt(paid, 245e18, "idle first, then what has matured in the strategy");
    }

    function test_theRulesAskForAnExitBeforeTheEpochEndsAndNotSooner() public {
        _working(800e18);
        _stakeFor(address(restaked), 500e18);
        assertGt(restaked.risk().staked, 1e9, "a gift has brought it above its cap");
        vm.warp(block.timestamp + 13 hours);
        assertEq(restaked.check().reason, Codes.EPOCH_OPEN, "asking now would not mature sooner");
        vm.warp(symbiotic.nextEpochStart() - 1 hours);
        RestakingPolicy.Decision memory d = _do();
        assertEq(d.action, Codes.EXIT, "an hour before it ends");
        assertEq(restaked.risk().staked, 0.95e9, "down to the target");
        assertEq(restaked.check().action, Codes.HOLD, "and then there is nothing to do");
        vm.warp(block.timestamp + 2 * EPOCH);
        assertEq(_do().action, Codes.CLAIM, "until it has matured");
        assertGt(vault.idleUnits(), 200e18, "and lies in the vault");
    }

    function _stakeFor(address who, uint256 steth) private {
        vm.startPrank(BOB);
        STETH.approve(address(WSTETH), steth);
        uint256 amount = WSTETH.wrap(steth);
        WSTETH.approve(address(symbiotic), amount);
        symbiotic.deposit(who, amount);
        vm.stopPrank();
    }
}
