// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LendingActors} from "../utils/LendingActors.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What holds after every step of any sequence of depositors, leavers, keeper, traders, a venue that lends, loses and
/// collects, moving rates, Lido and strangers.
/// @dev Proves LEV-01, LEV-06, LEV-09, VLT-08, VLT-11, VLT-18.
contract LendingSequenceTest is LendingActors {
    uint256 private constant STEPS = 30;
    uint256 private constant SCALE = 1e27;

    function setUp() public virtual override {
        super.setUp();
        _borrowed(600e18);
        _deposit(BOB, 300e18);
        _thin(0.9e18);
        _settle();
        vault.recognise();
    }

    function test_LEV_01_LEV_06_LEV_09_VLT_08_VLT_11_VLT_18_holdAfterEveryStep(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            vault.recognise();
            (uint256 price, uint256 supply) = _sharePrice();
            _act(act, drawn);
            if (act <= Act.Allocate) _othersAreNoPoorer(price, supply);
            _valuesAreInOrder();
            _claimsAreCovered();
        }
    }

    function _othersAreNoPoorer(uint256 priceBefore, uint256 supplyBefore) private view {
        (uint256 price, uint256 supply) = _sharePrice();
        if (supply == 0 || supplyBefore == 0) return;
        uint256 fewer = supply < supplyBefore ? supply : supplyBefore;
        // The borrowed asset's own unit is worth up to 1e9 wei, and rounding moves a few of it.
        assertGe(
            price + (8e9 * SCALE) / fewer + 8,
            priceBefore,
            "VLT-08: nobody's coming or going costs those who stay"
        );
    }

    function _valuesAreInOrder() private view {
        assertLe(vault.exitUnits(), vault.entryUnits(), "VLT-18: exit value is at most entry value");
        assertLe(lending.exitUnits(), lending.entryUnits(), "VLT-18: in the strategy, too");
        assertLe(lending.withdrawLimit(), lending.exitUnits(), "a limit is never above exit value");
    }

    function _claimsAreCovered() private {
        uint256 shown = lending.exitUnits();
        uint256 claims = vault.exitUnits();
        if (shown == 0) return;
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        assertGe(lending.withdraw(shown, 0), shown, "LEV-09: unwound on a copy, it returns its exit value");
        assertGe(vault.idleUnits(), claims, "VLT-11: which covers every claim");
        vm.revertToState(copy);
    }

    function _sharePrice() private view returns (uint256 price, uint256 supply) {
        supply = vault.totalSupply();
        if (supply > 0) price = (vault.entryUnits() * SCALE) / supply;
    }
}
