// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The arithmetic of a two-coin StableSwap-NG pool: its invariant, its growing fee, its price and its averages
/// @notice The curve is that of `StableSwapMath`, Ann·(x + y) + D = Ann·D + D³ / (4·x·y), solved in another order of
/// divisions, so the two differ by a wei here and there. Every product is checked: far out of balance it reverts.
/// Source: curvefi/stableswap-ng, CurveStableSwapNG v7.0.0.
library StableSwapNGMath {
    uint256 internal constant A_PRECISION = 100;
    uint256 internal constant FEE_DENOMINATOR = 1e10;
    uint256 private constant MAX_ROUNDS = 255;
    int256 private constant LN_2 = 54916777467707473351141471128;

    error NotConverged();

    /// @param xp Balances at their rates, 1e18.
    /// @param amp A · `A_PRECISION`.
    /// @return D 1e18; zero for an empty pool. Reverts where one coin is missing.
    function getD(uint256[2] memory xp, uint256 amp) internal pure returns (uint256 D) {
        uint256 sum = xp[0] + xp[1];
        if (sum == 0) return 0;

        D = sum;
        uint256 ann = amp * 2;
        for (uint256 round; round < MAX_ROUNDS; ++round) {
            uint256 dp = (((D * D) / xp[0]) * D) / xp[1] / 4;
            uint256 previous = D;
            D =
                (((ann * sum) / A_PRECISION + dp * 2) * D) /
                (((ann - A_PRECISION) * D) / A_PRECISION + 3 * dp);
            if (_settled(D, previous)) return D;
        }
        revert NotConverged();
    }

    /// @notice The balance of one coin that keeps the invariant at `D` when the other is `x`, both at their rates.
    function getY(uint256 x, uint256 amp, uint256 D) internal pure returns (uint256 y) {
        uint256 ann = amp * 2;
        uint256 c = (D * D) / (x * 2);
        c = (c * D * A_PRECISION) / (ann * 2);
        uint256 b = x + (D * A_PRECISION) / ann;

        y = D;
        for (uint256 round; round < MAX_ROUNDS; ++round) {
            uint256 previous = y;
            y = (y * y + c) / (2 * y + b - D);
            if (_settled(y, previous)) return y;
        }
        revert NotConverged();
    }

    /// @notice `fee` (1e10) while `xi` and `xj` are equal, growing towards `fee` · `multiplier` (1e10) as they part.
    function dynamicFee(
        uint256 xi,
        uint256 xj,
        uint256 fee,
        uint256 multiplier
    ) internal pure returns (uint256) {
        if (multiplier <= FEE_DENOMINATOR) return fee;
        uint256 balance = ((multiplier - FEE_DENOMINATOR) * 4 * xi * xj) / (xi + xj) ** 2;
        return (multiplier * fee) / (balance + FEE_DENOMINATOR);
    }

    /// @notice Price of coin 1 in coin 0 on the curve, both at their rates, 1e18.
    function price(uint256[2] memory xp, uint256 amp, uint256 D) internal pure returns (uint256) {
        uint256 dr = ((((D / 4) * D) / xp[0]) * D) / xp[1];
        uint256 weight = (amp * 2 * xp[0]) / A_PRECISION;
        return (1e18 * (weight + (dr * xp[0]) / xp[1])) / (weight + dr);
    }

    /// @notice e^-(elapsed / window), 1e18: what is left of the weight of a value that old.
    /// @dev Remco Bloemen's rational approximation (https://xn--2-umb.com/22/exp-ln), as the pool has it.
    function decay(uint256 elapsed, uint256 window) internal pure returns (uint256) {
        int256 x = -int256((elapsed * 1e18) / window);
        if (x <= -41446531673892822313) return 0;

        unchecked {
            x = (x << 78) / 5 ** 18;
            int256 k = ((x << 96) / LN_2 + 2 ** 95) >> 96;
            x -= k * LN_2;

            int256 y = (((x + 1346386616545796478920950773328) * x) >> 96) + 57155421227552351082224309758442;
            int256 p = (((y + x - 94201549194550492254356042504812) * y) >> 96);
            p = (p + 28719021644029726153956944680412240) * x + (4385272521454847904659076985693276 << 96);

            int256 q = (((x - 2855989394907223263936484059900) * x) >> 96) + 50020603652535783019961831881945;
            q = ((q * x) >> 96) - 533845033583426703283633433725380;
            q = ((q * x) >> 96) + 3604857256930695427073651918091429;
            q = ((q * x) >> 96) - 14423608567350463180887372962807573;
            q = ((q * x) >> 96) + 26449188498355588339934803723976023;

            return (uint256(p / q) * 3822833074963236453042738258902158003155416615667) >> uint256(195 - k);
        }
    }

    function _settled(uint256 value, uint256 previous) private pure returns (bool) {
        return value > previous ? value - previous <= 1 : previous - value <= 1;
    }
}
