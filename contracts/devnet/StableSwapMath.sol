// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The invariant of a two-coin StableSwap pool, solved as the classic Curve pools solve it
/// @notice With n = 2 coins, A scaled by `A_PRECISION` and Ann = A·n (Curve's A already carries n^(n-1)):
///
///     Ann·(x + y) + D = Ann·D + D³ / (4·x·y)
///
/// Both unknowns are found by Newton's method in integers, stopping when a step moves by 1 wei or less. Every
/// multiplication is checked, so amounts past about 1e32 revert.
/// Source: Curve's StableSwap paper and pool 0xDC24316b9AE028F1497c275EB9192a3Ea0f67022. Newer ("NG") pools leave
/// out the `+ 1` below and can differ by a wei.
library StableSwapMath {
    uint256 internal constant N_COINS = 2;
    uint256 internal constant A_PRECISION = 100;
    uint256 private constant MAX_ROUNDS = 255;

    error NotConverged();

    /// @param xp Balances, 1e18.
    /// @param amp A · `A_PRECISION`.
    /// @return D The sum that the balances would have at a price of one, 1e18; zero for an empty pool.
    function getD(uint256[2] memory xp, uint256 amp) internal pure returns (uint256 D) {
        uint256 sum = xp[0] + xp[1];
        if (sum == 0) return 0;

        D = sum;
        uint256 ann = amp * N_COINS;
        for (uint256 round; round < MAX_ROUNDS; ++round) {
            // The 1 keeps the divisor positive when a balance is zero.
            uint256 dp = (D * D) / (xp[0] * N_COINS + 1);
            dp = (dp * D) / (xp[1] * N_COINS + 1);

            uint256 previous = D;
            D =
                (((ann * sum) / A_PRECISION + dp * N_COINS) * D) /
                (((ann - A_PRECISION) * D) / A_PRECISION + (N_COINS + 1) * dp);
            if (_settled(D, previous)) return D;
        }
        revert NotConverged();
    }

    /// @notice The balance of one coin that keeps the invariant at `D` when the other is `x`.
    /// @dev Curve's `get_y` and `get_y_D`, which with two coins are one equation: y² + (x + D/Ann - D)·y = D³/(4·x·Ann).
    /// @param amp A · `A_PRECISION`.
    /// @return y The balance, 1e18, to within 1 wei. Reverts when `x` is zero.
    function getY(uint256 amp, uint256 D, uint256 x) internal pure returns (uint256 y) {
        uint256 ann = amp * N_COINS;
        uint256 c = (D * D) / (x * N_COINS);
        c = (c * D * A_PRECISION) / (ann * N_COINS);
        uint256 b = x + (D * A_PRECISION) / ann;

        y = D;
        for (uint256 round; round < MAX_ROUNDS; ++round) {
            uint256 previous = y;
            y = (y * y + c) / (2 * y + b - D);
            if (_settled(y, previous)) return y;
        }
        revert NotConverged();
    }

    function _settled(uint256 value, uint256 previous) private pure returns (bool) {
        return value > previous ? value - previous <= 1 : previous - value <= 1;
    }
}
