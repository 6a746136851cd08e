// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {RewardClaims} from "../../../contracts/rewards/RewardClaims.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {HoldingStrategy} from "./HoldingStrategy.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice The same world with a wstETH vault, whose strategy only holds: what is proven here needs no loop.
abstract contract WstethWorld is KeelWorld {
    function setUp() public virtual override {
        super.setUp();
        token = WSTETH;
        vault = new KeelVault(_adapter(), "Keel wstETH", "kwstETH", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        strategy = new HoldingStrategy(vault, token);
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

    function _wrapFor(address[3] memory people, uint256 units) private {
        uint256 steth = STETH.getPooledEthByShares(units * people.length) + 1e9;
        vm.startPrank(TRADER);
        STETH.approve(address(WSTETH), steth);
        WSTETH.wrap(steth);
        for (uint256 i = 0; i < people.length; ++i) IERC20(WSTETH).transfer(people[i], units);
        vm.stopPrank();
    }
}
