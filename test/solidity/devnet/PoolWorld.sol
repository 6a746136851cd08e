// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {CurveStethPool} from "../../../contracts/devnet/CurveStethPool.sol";
import {CurveToken} from "../../../contracts/devnet/CurveToken.sol";
import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A pool of 100,000 ether and as much stETH, with the test as owner, trader and liquidity provider.
abstract contract PoolWorld is Test {
    LidoStETH internal steth;
    CurveToken internal lpToken;
    CurveStethPool internal pool;

    function setUp() public virtual {
        steth = new LidoStETH(
            address(this),
            address(0x7EA5),
            address(this),
            3_850_000 ether,
            131_250,
            131_250,
            4_200_000 ether
        );
        lpToken = new CurveToken();
        address[2] memory coins = [0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE, address(steth)];
        pool = new CurveStethPool(address(this), coins, address(lpToken), 50, 4_000_000, 5_000_000_000);
        lpToken.set_minter(address(pool));
        steth.approve(address(pool), type(uint256).max);
        vm.deal(address(this), 1_000_000 ether);
        pool.add_liquidity{value: 100_000 ether}([uint256(100_000 ether), 100_000 ether], 0);
    }

    receive() external payable virtual {}
}
