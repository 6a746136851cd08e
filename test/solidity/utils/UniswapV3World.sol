// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV3Pool, IUniswapV3SwapCallback} from "../../../contracts/interfaces/IUniswapV3Pool.sol";
import {PackageCode} from "./PackageCode.sol";

interface IUniswapV3Factory {
    function enableFeeAmount(uint24 fee, int24 tickSpacing) external;

    function createPool(address tokenA, address tokenB, uint24 fee) external returns (address pool);
}

interface IUniswapV3PoolOwner is IUniswapV3Pool {
    function initialize(uint160 sqrtPriceX96) external;

    function mint(
        address recipient,
        int24 tickLower,
        int24 tickUpper,
        uint128 amount,
        bytes calldata data
    ) external returns (uint256 amount0, uint256 amount1);
}

/// @notice Uniswap v3's genuine factory and a pool of its making, with one who provides liquidity and trades in it directly. What
/// it owes the pool it pays from what it holds.
contract UniswapV3World is IUniswapV3SwapCallback {
    uint24 internal constant FEE = 100;

    IUniswapV3PoolOwner public pool;

    /// @param price of `token` in `quote`, WAD
    constructor(IERC20 token, IERC20 quote, uint256 price) {
        address factory = PackageCode.deploy(
            "@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json",
            ""
        );
        IUniswapV3Factory(factory).enableFeeAmount(FEE, 1);
        pool = IUniswapV3PoolOwner(
            IUniswapV3Factory(factory).createPool(address(token), address(quote), FEE)
        );
        bool tokenFirst = pool.token0() == address(token);
        uint256 ratio = tokenFirst ? Math.mulDiv(price, 1 << 192, 1e18) : Math.mulDiv(1e18, 1 << 192, price);
        pool.initialize(uint160(Math.sqrt(ratio)));
    }

    /// @param from ticks below where the pool stands, where its range begins, and `to` ticks above it, where it ends
    function provide(int24 from, int24 to, uint128 liquidity) external {
        (, int24 tick, , , , , ) = pool.slot0();
        pool.mint(address(this), tick - from, tick + to, liquidity, "");
    }

    function swap(bool down, uint256 amountIn) external returns (uint256 amountOut) {
        uint160 limit = down ? 4295128740 : 1461446703485210103287273052203988822378723970341;
        (int256 amount0, int256 amount1) = pool.swap(address(this), down, int256(amountIn), limit, "");
        return uint256(-(down ? amount1 : amount0));
    }

    function uniswapV3SwapCallback(int256 amount0, int256 amount1, bytes calldata) external {
        _pay(amount0, amount1);
    }

    function uniswapV3MintCallback(uint256 amount0, uint256 amount1, bytes calldata) external {
        _pay(int256(amount0), int256(amount1));
    }

    function _pay(int256 amount0, int256 amount1) private {
        if (amount0 > 0) IERC20(pool.token0()).transfer(msg.sender, uint256(amount0));
        if (amount1 > 0) IERC20(pool.token1()).transfer(msg.sender, uint256(amount1));
    }
}
