// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LenderAdmin} from "../utils/LenderAdmin.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A keeper may lower LTV below what the rules ask for, and what it lowered stays down until it lets go.
/// @dev Proves LEV-01, LEV-03, LEV-05, LEV-07, LEV-08.
contract ReducingTest is LenderAdmin {
    function setUp() public override {
        super.setUp();
        _levered(200e18);
    }

    function test_LEV_01_aKeeperReducesToAnyLowerLtvAndNeverLevers(uint256 target) public {
        uint256 before = loop.risk().ltv;
        target = bound(target, 0, 0.659e9);
        _reduce(uint64(target));
        assertLt(loop.risk().ltv, before, "lower than it was");
        assertNear(
            loop.risk().ltv,
            target,
            1e6,
            "and where it was asked to be, but for the sale's own impact"
        );
    }

    function test_LEV_05_whatWasReducedIsNotLeveredUntilItIsReleased(uint256 target, uint256 time) public {
        _reduce(uint64(bound(target, 0, 0.55e9)));
        _observe(bound(time, 13 hours, 25 hours));
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.HOLD, "far below its band it still does not lever");
        assertEq(d.reason, Codes.REFUSED_HELD, "because it is held down");
        vm.prank(KEEPER);
        loop.release();
        assertEq(loop.check().action, Codes.LEVER, "until the keeper lets go");
    }

    function test_LEV_01_aTargetThatIsNotLowerIsRefused(uint64 above) public {
        uint64 ltv = loop.risk().ltv;
        above = uint64(bound(above, ltv, 1e12));
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.TargetBeyond.selector, above, ltv));
        vm.prank(KEEPER);
        loop.reduce(above, 0);
    }

    function test_LEV_08_aReductionSellsAtTheRulesFloorOrTheKeepers() public {
        vm.expectPartialRevert(LoopErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        loop.reduce(0.5e9, 1.01e18);
        _depegTo(0.97e18);
        vm.expectPartialRevert(LoopErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        loop.reduce(0.5e9, 0);
    }

    function test_LEV_07_aReductionSellsAtMostAChunkAWindow() public {
        _deposit(TRADER, 2_000e18);
        _allocate();
        _observe(12 hours);
        _keep();
        uint256 steth = STETH.balanceOf(address(CURVE));
        _reduce(0.3e9);
        assertNear(STETH.balanceOf(address(CURVE)) - steth, loop.maxChunk(), 2, "a chunk and no more");
        _observe(prices.window() - 1);
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.TooSoon.selector, 30 minutes - 1, 30 minutes));
        vm.prank(KEEPER);
        loop.reduce(0.3e9, 0);
        _observe(1);
        _reduce(0.3e9);
        assertNear(STETH.balanceOf(address(CURVE)) - steth, 2 * loop.maxChunk(), 4, "then the next");
    }

    function test_VLT_13_onlyAKeeperReducesAndReleases(address stranger) public {
        vm.assume(!vault.isKeeper(stranger));
        vm.startPrank(stranger);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, stranger));
        loop.reduce(0.3e9, 0);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, stranger));
        loop.release();
        vm.stopPrank();
    }

    function _reduce(uint64 target) private {
        vm.prank(KEEPER);
        loop.reduce(target, 0);
    }
}
