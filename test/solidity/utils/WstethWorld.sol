// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {RewardClaims} from "../../../contracts/rewards/RewardClaims.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {HoldingStrategy} from "./HoldingStrategy.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice The same world with a wstETH vault, whose strategy only holds unless a world says otherwise.
abstract contract WstethWorld is KeelWorld {
    function setUp() public virtual override {
        super.setUp();
        token = WSTETH;
        vault = new KeelVault(_adapter(), "Keel wstETH", "kwstETH", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        strategy = _place();
        queue = new ExitQueue(vault, MAX_WAIT, MAX_DISCOUNT);
        claims = new RewardClaims(vault);
        vm.startPrank(OWNER);
        vault.setExitQueue(queue, address(claims));
        vault.addStrategy(strategy, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
        _wrapFor([ALICE, BOB, CAROL], 1000e18);
    }

    function _adapter() internal virtual returns (ILstAdapter) {
        return new WstethAdapter(WSTETH);
    }

    /// Where its funds are put to work.
    function _place() internal virtual returns (IStrategy) {
        return new HoldingStrategy(vault, token);
    }
}
