// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {YieldVenue} from "../../../contracts/devnet/YieldVenue.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {vm} from "../utils/Vm.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {SavingsStrategy} from "./SavingsStrategy.sol";

/// @notice The strategy of docs/write-a-strategy.md, at work in a vault: what any new strategy has to show first.
/// @dev Proves LEV-09, VLT-03, VLT-08, VLT-18.
contract SavingsStrategyTest is WstethWorld {
    YieldVenue private venue;
    SavingsStrategy private savings;

    function setUp() public override {
        super.setUp();
        venue = new YieldVenue(token, TRADER, 0.05e18);
        vault = new KeelVault(_adapter(), "Keel savings", "kSAV", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        savings = new SavingsStrategy(vault, venue);
        strategy = savings;
        queue = new ExitQueue(vault, MAX_WAIT, MAX_DISCOUNT);
        vm.startPrank(OWNER);
        vault.setExitQueue(queue, address(0));
        vault.addStrategy(savings, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
    }

    function test_LEV_09_VLT_18_aFullUnwindReturnsTheExitValueWhateverBefellTheVenue(
        uint256 assets,
        uint256 lent,
        uint256 lost
    ) public {
        _working(bound(assets, 1e12, 999e18));
        _venueLends(bound(lent, 0, venue.totalAssets()));
        _venueLoses(bound(lost, 0, venue.owed()));
        uint256 shown = savings.exitUnits();
        assertLe(shown, savings.entryUnits(), "exit value is at most entry value");
        vm.prank(address(vault));
        assertGe(savings.withdraw(shown, shown), shown, "and comes back in full");
    }

    function test_VLT_08_aLossInTheVenueReachesEveryHolderAtOnce() public {
        _working(900e18);
        _deposit(BOB, 900e18);
        _allocate();
        _venueLends(1000e18);
        _venueLoses(180e18);
        assertNear(vault.convertToAssets(vault.balanceOf(BOB)), 810e18, 1e9, "a tenth of his");
        assertNear(vault.convertToAssets(vault.balanceOf(ALICE)), 810e18, 1e9, "a tenth of hers");
    }

    function test_VLT_03_aVenueThatLendsEverythingOutPaysNobodyAndSaysSo() public {
        _working(900e18);
        _venueLends(900e18);
        assertEq(savings.exitUnits(), 0, "nothing can be had now");
        assertNear(savings.entryUnits(), 900e18, 1, "and nothing is lost");
    }

    function test_VLT_03_aFullVenueClosesEntriesAndTakesNothing() public {
        _working(100e18);
        vm.prank(TRADER);
        venue.setCap(1e18);
        assertEq(savings.depositLimit(), 0, "the venue's own limit");
        assertFalse(vault.entriesOpen(), "nobody may buy into what takes no more");
    }

    function test_onlyTheVaultMovesThePosition() public {
        vm.expectRevert(abi.encodeWithSelector(IStrategy.OnlyVault.selector, address(this)));
        savings.deposit(1);
        vm.expectRevert(abi.encodeWithSelector(IStrategy.OnlyVault.selector, address(this)));
        savings.withdraw(1, 0);
    }

    function _venueLends(uint256 amount) private {
        vm.prank(TRADER);
        venue.lend(amount);
    }

    function _venueLoses(uint256 amount) private {
        vm.prank(TRADER);
        venue.writeOff(amount);
    }
}
