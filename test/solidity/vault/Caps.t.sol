// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Risks} from "../../../contracts/vault/Risks.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Caps bound what goes to work and stop nobody from leaving.
/// @dev Proves VLT-12 for absolute caps.
contract CapsTest is KeelWorld {
    function test_VLT_12_noAllocationEndsAboveItsCap(uint256 cap, uint256 units) public {
        _deposit(ALICE, 500e18);
        cap = bound(cap, 1e18, 400e18);
        _capLoopAt(cap);
        units = bound(units, 1e12, vault.idleUnits());
        vm.prank(KEEPER);
        try vault.allocate(loop, units) {
            assertLe(loop.entryUnits(), cap, "within it");
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(Risks.AboveCap.selector), "refused for its cap");
            assertGt(units + 2, cap, "which it would have broken");
        }
    }

    function test_VLT_12_aCapBelowWhatIsAtWorkBlocksNoExit(uint256 cap, uint256 part) public {
        _levered(400e18);
        _observe(1 hours);
        _capLoopAt(bound(cap, 0, loop.entryUnits()));
        vm.prank(OWNER);
        vault.lowerDepositCap(0);
        vm.prank(KEEPER);
        vault.deallocate(loop, 50e18, 0);
        assertGt(_redeem(ALICE, bound(part, 1e9, vault.maxRedeem(ALICE))), 0, "from idle");
        assertGt(_redeemDeep(ALICE, bound(part, 1e9, vault.balanceOf(ALICE))), 0, "and deeper");
    }

    function _capLoopAt(uint256 units) private {
        vm.prank(OWNER);
        vault.lowerCap(RiskId.strategy(address(loop)), units, WAD);
    }
}
