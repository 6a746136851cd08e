// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {StethAdapter} from "../../../contracts/lst/StethAdapter.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {RestakingStrategy} from "../../../contracts/strategies/restaking/RestakingStrategy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice What worlds with a restaking vault share, whatever the venue: the vault, the rules, who comes and goes, and what holds
/// whoever does.
abstract contract RestakingWorld is KeelWorld {
    uint256 internal constant CAP = 1000e18;
    uint256 internal constant HAIRCUT = 0.001e9;

    function _newVault() internal virtual returns (KeelVault) {
        token = STETH;
        return
            new KeelVault(
                new StethAdapter(STETH),
                "Keel restaked stETH",
                "krstETH",
                OWNER,
                0.5e18,
                100_000e18,
                15 days
            );
    }

    function _terms(KeelVault vault_) internal pure returns (RestakingStrategy.Terms memory) {
        return RestakingStrategy.Terms(vault_, STETH, WSTETH, CAP, HAIRCUT, _rules());
    }

    /// Adds the strategy with what its vault must tell it first, and opens the vault.
    function _open(RestakingStrategy restaking, bytes memory first) internal {
        strategy = restaking;
        vm.startPrank(OWNER);
        vault.addStrategy(restaking, type(uint256).max);
        if (first.length > 0) vault.configure(restaking, first);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
    }

    /// The vault starts the slow way out for `units` at exit value, or for all there is.
    function _startExit(RestakingStrategy restaking, uint256 units) internal returns (uint256 started) {
        uint256 most = restaking.exitUnits();
        vm.prank(address(vault));
        started = restaking.startExit(units < most ? units : most);
    }

    // ------------------------------------------------------------------ people's steps, of a size drawn from a seed

    function _depositSome(address who, uint256 seed) internal {
        uint256 most = vault.maxDeposit(who);
        uint256 held = token.balanceOf(who);
        if (held < most) most = held;
        if (most > 1e12) _deposit(who, bound(seed, 1e12, most));
    }

    function _redeemSome(address who, uint256 seed) internal {
        uint256 most = vault.maxRedeem(who);
        if (most > 0) _redeem(who, bound(seed, 1, most));
    }

    function _redeemSomeDeep(address who, uint256 seed) internal {
        uint256 most = vault.balanceOf(who);
        if (most > 0) _redeemDeep(who, bound(seed, 1, most));
    }

    function _allocateSome(uint256 seed) internal {
        uint256 most = vault.idleUnits();
        uint256 limit = strategy.depositLimit();
        if (limit < most) most = limit;
        if (most < 1e9) return;
        vm.prank(KEEPER);
        vault.allocate(strategy, bound(seed, 1e9, most));
    }

    // ------------------------------------------------------------------ what holds after each

    function _valuesAreInOrder() internal view {
        assertLe(strategy.exitUnits(), strategy.entryUnits(), "VLT-18: exit value is at most entry value");
        assertLe(strategy.withdrawLimit(), strategy.exitUnits(), "what is at hand is part of it");
        assertLe(vault.exitUnits(), vault.entryUnits(), "VLT-18: in the vault, too");
    }

    function _rules() internal pure returns (RestakingPolicy.Params memory) {
        return
            RestakingPolicy.Params({
                targetStaked: 0.95e9,
                maxStaked: 1e9,
                evacuateStaked: 0,
                minLoose: 0.001e9,
                watchPeg: 0.99e9,
                watchReentry: 0.995e9,
                defendPeg: 0.97e9,
                defendReentry: 0.985e9,
                defendSlash: 0.001e9,
                evacuateSlash: 0.05e9,
                maxMarketAge: 26 hours,
                maxRateAge: 3 days,
                calmAfter: 14 days,
                cooldown: 12 hours,
                epochWindow: 1 days,
                waitCost: 0.03e9,
                maxGap: 0.02e9,
                minHarvest: 10e9
            });
    }
}
