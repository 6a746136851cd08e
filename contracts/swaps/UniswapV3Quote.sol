// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IUniswapV3Pool} from "../interfaces/IUniswapV3Pool.sol";
import {UniswapV3Math} from "./UniswapV3Math.sol";

/// @title What a sale into a Uniswap v3 pool would fetch, worked out from the pool's own state.
/// @notice A view: Uniswap's own quoter swaps and reverts, which no view may do. Equal to the swap, to the wei.
library UniswapV3Quote {
    int24 internal constant MIN_TICK = -887272;
    int24 internal constant MAX_TICK = 887272;
    /// Words of the tick bitmap that are looked at; liquidity that lies further off counts as none.
    uint256 private constant MAX_WORDS = 64;

    /// A sale under way.
    struct Sale {
        IUniswapV3Pool pool;
        /// true where token0 is sold
        bool down;
        int24 spacing;
        uint24 fee;
        uint160 root;
        int24 tick;
        uint128 liquidity;
        /// what is still to be sold
        uint256 left;
        uint256 out;
    }

    /// @param down true where token0 is sold
    /// @return amountOut zero where the pool's liquidity does not take all of `amountIn`
    function sale(
        IUniswapV3Pool pool,
        bool down,
        uint256 amountIn
    ) internal view returns (uint256 amountOut) {
        Sale memory s;
        (s.pool, s.down, s.left) = (pool, down, amountIn);
        (s.root, s.tick, , , , , ) = pool.slot0();
        (s.liquidity, s.spacing, s.fee) = (pool.liquidity(), pool.tickSpacing(), pool.fee());
        for (uint256 words = 0; s.left > 0 && words < MAX_WORDS; ++words) {
            (int24 next, bool initialized) = _nextTick(s);
            if (next <= MIN_TICK || next >= MAX_TICK) return 0;
            _tradeTo(s, next, initialized);
        }
        return s.left == 0 ? s.out : 0;
    }

    /// @dev Sells up to the price at `next`, and goes past it where that is reached.
    function _tradeTo(Sale memory s, int24 next, bool initialized) private view {
        uint160 target = UniswapV3Math.rootAt(next);
        uint256 used;
        uint256 out;
        (s.root, used, out) = UniswapV3Math.step(s.root, target, s.liquidity, s.left, s.fee, s.down);
        s.left -= used;
        s.out += out;
        if (s.root != target) return;
        if (initialized) {
            (, int128 net, , , , , , ) = s.pool.ticks(next);
            int256 change = s.down ? -int256(net) : int256(net);
            s.liquidity = uint128(uint256(int256(uint256(s.liquidity)) + change));
        }
        s.tick = s.down ? next - 1 : next;
    }

    /// @dev The next tick with liquidity of its own in the same word of the bitmap, or the word's last.
    function _nextTick(Sale memory s) private view returns (int24 next, bool initialized) {
        int24 compressed = s.tick / s.spacing;
        if (s.tick < 0 && s.tick % s.spacing != 0) --compressed;
        if (!s.down) ++compressed;
        uint256 word = s.pool.tickBitmap(int16(compressed >> 8));
        uint256 bit = uint8(uint24(compressed));
        uint256 seen = s.down ? word & (type(uint256).max >> (255 - bit)) : word >> bit;
        initialized = seen != 0;
        if (s.down) {
            uint256 first = initialized ? Math.log2(seen) : 0;
            next = compressed - int24(uint24(bit - first));
        } else {
            uint256 ahead = initialized ? Math.log2(seen & (~seen + 1)) : 255 - bit;
            next = compressed + int24(uint24(ahead));
        }
        next *= s.spacing;
    }
}
