// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {CurveToken} from "../../../contracts/devnet/CurveToken.sol";
import {PoolWorld} from "./PoolWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What the Curve pool lets its payees do, and what its LP token lets nobody do.
contract CurveStethPoolTest is PoolWorld {
    bool private watching;
    uint256 private priceInside;
    bool private lockedInside;

    receive() external payable override {
        if (watching) _look();
    }

    function test_aPayeeReadsAVirtualPriceThatIsNotTrueWhileTheLockTellsThePoolIsBusy() public {
        uint256 price = pool.get_virtual_price();
        watching = true;
        pool.remove_liquidity(50_000 ether, [uint256(0), 0]);
        assertGt(priceInside, (price * 101) / 100, "LP tokens burnt and stETH still there: overstated");
        assertTrue(lockedInside, "a probe of the lock is refused inside");

        watching = false;
        assertNear(pool.get_virtual_price(), price, 2, "true again afterwards");
        pool.remove_liquidity(0, [uint256(0), 0]);
    }

    function test_aRebaseReachesLiquidityProvidersAtOnce() public {
        uint256 price = pool.get_virtual_price();
        steth.handleOracleReport(131_250, 4_242_000 ether);
        assertGt(pool.get_virtual_price(), price, "the pool's stETH grew");
    }

    function test_nobodyButTheMinterMintsBurnsOrHandsOn(address anyone) public {
        vm.assume(anyone != address(pool));
        vm.startPrank(anyone);
        vm.expectRevert(CurveToken.OnlyMinter.selector);
        lpToken.mint(anyone, 1);
        vm.expectRevert(CurveToken.OnlyMinter.selector);
        lpToken.burnFrom(address(this), 1);
        vm.expectRevert(CurveToken.OnlyMinter.selector);
        lpToken.set_minter(anyone);
        vm.stopPrank();
    }

    function test_nobodyButTheOwnerTakesTheAdminsFees(address anyone) public {
        vm.assume(anyone != address(this));
        vm.startPrank(anyone);
        vm.expectRevert();
        pool.withdraw_admin_fees();
        vm.expectRevert();
        pool.donate_admin_fees();
        vm.stopPrank();
    }

    function _look() private {
        priceInside = pool.get_virtual_price();
        (bool ok, ) = address(pool).call(abi.encodeCall(pool.remove_liquidity, (0, [uint256(0), 0])));
        lockedInside = !ok;
    }
}
