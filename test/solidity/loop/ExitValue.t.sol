// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The exit value that the loop shows is what a full unwind returns, tried on a copy of the state.
/// @dev Proves LEV-09.
contract ExitValueTest is KeelWorld {
    function test_LEV_09_aFullUnwindReturnsTheExitValueInAnyMarket(
        uint256 assets,
        uint256 fall,
        uint256 time
    ) public {
        _levered(bound(assets, 1e12, 999e18));
        _stress(fall, time);
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "never less than shown");
    }

    function test_LEV_09_theExitValueIsNotTimid(uint256 assets, uint256 fall, uint256 time) public {
        _levered(bound(assets, 1e18, 999e18));
        _stress(fall, time);
        _settle();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        // The average is of a 100 stETH sale: a smaller one fetches a little more than it says.
        assertLe(
            realised,
            shown + shown / 1000 + 1e10,
            "in a market that was observed, within a thousandth of it"
        );
    }

    function test_LEV_09_aLargePositionsOwnImpactIsInItsExitValue(uint256 time) public {
        _levered(999e18);
        _thin(0.985e18);
        _settle();
        vm.warp(block.timestamp + bound(time, 0, 1 days));
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "also where it moves the pool");
        assertLe(realised, shown + shown / 1e6, "and there the quote is all but exact");
        assertLt(shown, (loop.entryUnits() * 999) / 1000, "the impact costs more than a thousandth");
    }

    function test_LEV_09_aPositionWithoutDebtReturnsItsExitValue(uint256 assets, uint256 growth) public {
        _deposit(ALICE, bound(assets, 1e9, 999e18));
        _rebase(bound(growth, 1, 0.009e18));
        _allocate();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "Lido's rounding is in it");
        assertLe(realised, shown + 4, "and nothing else");
    }

    function test_LEV_02_aGiftTooSmallForTheLenderStopsNobody(uint256 gift, uint256 kind) public {
        _levered(300e18);
        gift = bound(gift, 2, 4);
        if (kind % 3 == 0) _giveSteth(gift);
        if (kind % 3 == 1) _giveWsteth(gift);
        if (kind % 3 == 2) _giveWeth(gift);
        _deposit(BOB, 10e18);
        _allocate();
        vm.startPrank(address(vault));
        assertGe(loop.withdraw(50e18, 0), 50e18, "a slice leaves");
        uint256 shown = loop.exitUnits();
        assertGe(loop.withdraw(shown, 0), shown, "and so does all of it");
        vm.stopPrank();
    }

    function test_LEV_09_giftsToTheLoopAreRealisedWithIt(uint256 gift, uint256 kind) public {
        _levered(300e18);
        gift = bound(gift, 1e9, 400e18);
        if (kind % 3 == 0) _giveSteth(gift);
        if (kind % 3 == 1) _giveWsteth(gift);
        if (kind % 3 == 2) _giveWeth(gift);
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "stETH, wstETH and WETH that lie loose count only because they come back");
    }

    function test_LEV_09_aSliceReturnsItsShare(uint256 fall, uint256 part) public {
        _levered(900e18);
        _stress(fall, 1);
        part = bound(part, 1e12, loop.exitUnits());
        vm.prank(address(vault));
        uint256 realised = loop.withdraw(part, 0);
        assertGe(realised + 10, part, "a part moves the pool less than the whole");
    }

    function test_LEV_09_aSliceLeavesLtvAsItWas(uint256 fall, uint256 part) public {
        _levered(900e18);
        _stress(fall, 1);
        uint256 before = loop.risk().ltv;
        part = bound(part, 1e12, (loop.exitUnits() * 99) / 100);
        vm.prank(address(vault));
        loop.withdraw(part, 0);
        assertLe(loop.risk().ltv, before + 1, "LEV-01: leaving raises nobody's risk");
    }

    function test_LEV_09_whereNoSaleCoversTheDebtTheExitValueIsZeroAndIdleStaysReachable() public {
        _levered(900e18);
        _deposit(BOB, 100e18);
        _thin(0.999e18);
        _depegTo(0.5e18);
        assertEq(loop.exitUnits(), 0, "a pool this empty pays for no unwinding");
        assertGt(_redeem(BOB, vault.maxRedeem(BOB)), 0, "and yet idle funds are paid out");
    }

    function _stress(uint256 fall, uint256 time) private {
        _thin(0.8e18);
        _depegTo(WAD - bound(fall, 0.001e18, 0.12e18));
        vm.warp(block.timestamp + bound(time, 1, 10 days));
    }

    function _unwoundOnACopy() private returns (uint256 shown, uint256 realised) {
        shown = loop.exitUnits();
        if (shown == 0) return (0, 0);
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        realised = loop.withdraw(shown, 0);
        vm.revertToState(copy);
    }

    function _giveSteth(uint256 assets) private {
        vm.prank(BOB);
        STETH.transfer(address(loop), assets);
    }

    function _giveWsteth(uint256 assets) private {
        vm.startPrank(BOB);
        STETH.approve(address(WSTETH), assets);
        IERC20(address(WSTETH)).transfer(address(loop), WSTETH.wrap(assets));
        vm.stopPrank();
    }

    function _giveWeth(uint256 assets) private {
        vm.startPrank(BOB);
        WETH.deposit{value: assets}();
        WETH.transfer(address(loop), assets);
        vm.stopPrank();
    }
}
