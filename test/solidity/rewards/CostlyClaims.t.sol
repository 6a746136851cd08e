// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {Movements} from "../../../contracts/vault/Movements.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A call that was allowed by mistake, or by malice, and would unwind the loop: it may not cost the vault anything.
/// @dev Proves VLT-13.
contract CostlyClaimsTest is KeelWorld {
    function test_VLT_13_aClaimThatCostsTheVaultAnythingIsRefused(uint256 units) public {
        _levered(600e18);
        bytes memory call = abi.encodeCall(claims.allow, (address(loop), loop.withdraw.selector));
        _afterNotice(abi.encodeCall(vault.configure, (IStrategy(address(claims)), call)));
        _observe(0);
        units = bound(units, 1e18, loop.exitUnits());
        vm.expectPartialRevert(Movements.NotForRewards.selector);
        claims.claim(address(loop), abi.encodeCall(loop.withdraw, (units, 0)));
    }
}
