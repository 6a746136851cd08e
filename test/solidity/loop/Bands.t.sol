// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice No action's result asks for its inverse.
/// @dev Proves LEV-05.
contract BandsTest is LenderAdmin {
    function test_LEV_05_leveringIsNotFollowedByDelevering(
        uint256 assets,
        uint256 fall,
        uint256 recenter
    ) public {
        _recentering(recenter);
        _move(fall);
        _deposit(ALICE, bound(assets, 1e15, 999e18));
        _allocate();
        if (_keep().action != Codes.LEVER) return;
        _asksForNoInverse(Codes.LEVER);
    }

    function test_LEV_05_deleveringIsNotFollowedByLevering(
        uint256 assets,
        uint256 price,
        uint256 recenter
    ) public {
        _recentering(recenter);
        _deposit(ALICE, bound(assets, 1e18, 999e18));
        _allocate();
        _keep();
        _thin(0.8e18);
        _depegTo(bound(price, 0.80e18, 0.945e18));
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
        if (_keep().action != Codes.DELEVER) return;
        _asksForNoInverse(Codes.DELEVER);
    }

    function test_LEV_05_unwindingForItsCarryIsNotFollowedByLevering(uint256 pulled) public {
        _levered(400e18);
        vm.prank(LENDER_WHALE);
        AAVE.withdraw(address(WETH), bound(pulled, 420_000e18, 550_000e18), LENDER_WHALE);
        _observe(12 hours);
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.reason, Codes.NEGATIVE_CARRY, "borrowing costs 2% more than staking earns");
        _keep();
        _asksForNoInverse(Codes.DELEVER);
    }

    /// Whatever the cooldown hides: later, at the same prices, the rules still do not turn round.
    function _asksForNoInverse(uint8 done) private {
        uint8 inverse = done == Codes.LEVER ? Codes.DELEVER : Codes.LEVER;
        assertNotEq(loop.check().action, inverse, "not at once");
        _observe(13 hours);
        assertNotEq(loop.check().action, inverse, "nor after a cooldown at the same prices");
    }

    function _recentering(uint256 bps) private {
        LoopPolicy.Params memory p = _params();
        p.recenterBps = uint64(bound(bps, 100, 10_000));
        vm.prank(address(vault));
        loop.setParams(p);
    }

    function _move(uint256 fall) private {
        _thin(0.8e18);
        _depegTo(WAD - bound(fall, 0.001e18, 0.029e18));
        _settle();
    }
}
