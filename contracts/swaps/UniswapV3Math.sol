// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What a step of a Uniswap v3 swap does between two ticks.
/// @notice Square roots of prices are token1 a token0, scaled 2^96. Rounded as the pool rounds, against the trader. Formulas and constants
/// from the whitepaper of Uniswap v3 (6.2) and the npm package uniswap/v3-core.
library UniswapV3Math {
    uint256 private constant Q96 = 1 << 96;
    /// Parts of a fee: 500 is 0.05%.
    uint256 private constant FEE_PARTS = 1e6;
    /// 1.0001^(−2^i / 2) for i from 0 to 19, 16 bytes each, scaled 2^128.
    bytes private constant ROOTS =
        hex"fffcb933bd6fad37aa2d162d1a594001fff97272373d413259a46990580e213a"
        hex"fff2e50f5f656932ef12357cf3c7fdccffe5caca7e10e4e61c3624eaa0941cd0"
        hex"ffcb9843d60f6159c9db58835c926644ff973b41fa98c081472e6896dfb254c0"
        hex"ff2ea16466c96a3843ec78b326b52861fe5dee046a99a2a811c461f1969c3053"
        hex"fcbe86c7900a88aedcffc83b479aa3a4f987a7253ac413176f2b074cf7815e54"
        hex"f3392b0822b70005940c7a398e4b70f3e7159475a2c29b7443b29c7fa6e889d9"
        hex"d097f3bdfd2022b8845ad8f792aa5825a9f746462d870fdf8a65dc1f90e061e5"
        hex"70d869a156d2a1b890bb3df62baf32f731be135f97d08fd981231505542fcfa6"
        hex"09aa508b5b7a84e1c677de54f3e99bc9005d6af8dedb81196699c329225ee604"
        hex"00002216e584f5fa1ea926041bedfe9800000000048a170391f7dc42444e8fa2";

    /// @return root square root of the price at `tick`, rounded up; `tick` from −887,272 to 887,272
    function rootAt(int24 tick) internal pure returns (uint160 root) {
        uint256 distance = tick < 0 ? uint256(-int256(tick)) : uint256(int256(tick));
        bytes memory roots = ROOTS;
        uint256 ratio = 1 << 128;
        for (uint256 i = 0; i < 20; ++i) {
            if ((distance >> i) & 1 == 0) continue;
            uint256 factor;
            assembly ("memory-safe") {
                factor := shr(128, mload(add(add(roots, 32), mul(i, 16))))
            }
            ratio = (ratio * factor) >> 128;
        }
        if (tick > 0) ratio = type(uint256).max / ratio;
        return uint160(Math.ceilDiv(ratio, 1 << 32));
    }

    /// @notice Trades up to `amountIn` toward the price `target`, with constant `liquidity`.
    /// @param down true where token0 is sold, which lowers the price
    /// @param fee parts of a million
    /// @return next the price's root afterwards
    /// @return used what was taken of `amountIn`, fee included
    /// @return out what it bought
    function step(
        uint160 root,
        uint160 target,
        uint128 liquidity,
        uint256 amountIn,
        uint256 fee,
        bool down
    ) internal pure returns (uint160 next, uint256 used, uint256 out) {
        uint256 traded = Math.mulDiv(amountIn, FEE_PARTS - fee, FEE_PARTS);
        uint256 whole =
            down
                ? _amount0(target, root, liquidity, Math.Rounding.Ceil)
                : _amount1(root, target, liquidity, Math.Rounding.Ceil);
        if (traded >= whole) {
            next = target;
            used = whole + Math.mulDiv(whole, fee, FEE_PARTS - fee, Math.Rounding.Ceil);
        } else {
            next = down ? _rootAfter0(root, liquidity, traded) : _rootAfter1(root, liquidity, traded);
            used = amountIn;
        }
        out =
            down
                ? _amount1(next, root, liquidity, Math.Rounding.Floor)
                : _amount0(root, next, liquidity, Math.Rounding.Floor);
    }

    /// @dev token0 between two prices.
    function _amount0(
        uint160 low,
        uint160 high,
        uint128 liquidity,
        Math.Rounding rounding
    ) private pure returns (uint256) {
        uint256 scaled = Math.mulDiv(uint256(liquidity) << 96, high - low, high, rounding);
        return rounding == Math.Rounding.Ceil ? Math.ceilDiv(scaled, low) : scaled / low;
    }

    /// @dev token1 between two prices.
    function _amount1(
        uint160 low,
        uint160 high,
        uint128 liquidity,
        Math.Rounding rounding
    ) private pure returns (uint256) {
        return Math.mulDiv(liquidity, high - low, Q96, rounding);
    }

    function _rootAfter0(uint160 root, uint128 liquidity, uint256 amount) private pure returns (uint160) {
        uint256 numerator = uint256(liquidity) << 96;
        return uint160(Math.mulDiv(numerator, root, numerator + amount * root, Math.Rounding.Ceil));
    }

    function _rootAfter1(uint160 root, uint128 liquidity, uint256 amount) private pure returns (uint160) {
        return uint160(root + Math.mulDiv(amount, Q96, liquidity));
    }
}
