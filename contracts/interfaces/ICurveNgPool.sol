// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Curve StableSwap-NG pool of two coins, as Keel calls it; the pool is its own LP token
/// @notice Amounts are in each coin's own decimals, `stored_rates` turns them into a common 1e18. What values a position is
/// itself guarded: read while the pool is inside a call, it reverts.
/// Source: https://docs.curve.finance (StableSwap-NG)
interface ICurveNgPool {
    /// @notice Sells `dx` of the caller's (approved) coin `i` for coin `j`.
    /// @return What the caller got. Reverts below `min_dy`.
    function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy) external returns (uint256);

    /// @notice What `exchange(i, j, dx, 0)` would return now.
    function get_dy(int128 i, int128 j, uint256 dx) external view returns (uint256);

    /// @notice Deposits `amounts` of the caller's coins (approved).
    /// @return LP tokens minted, after fees, rounded down. Reverts below `min_mint_amount`.
    function add_liquidity(uint256[] calldata amounts, uint256 min_mint_amount) external returns (uint256);

    /// @notice Burns `burn_amount` for both coins in proportion, without a fee.
    function remove_liquidity(
        uint256 burn_amount,
        uint256[] calldata min_amounts
    ) external returns (uint256[2] memory);

    /// @notice Burns `burn_amount` for coin `i` alone.
    function remove_liquidity_one_coin(
        uint256 burn_amount,
        int128 i,
        uint256 min_received
    ) external returns (uint256);

    /// @notice LP tokens for a deposit or a withdrawal of `amounts`, fees counted.
    function calc_token_amount(uint256[] calldata amounts, bool is_deposit) external view returns (uint256);

    /// @notice What `remove_liquidity_one_coin(burn_amount, i, 0)` would return now.
    function calc_withdraw_one_coin(uint256 burn_amount, int128 i) external view returns (uint256);

    /// @notice Invariant per LP token, 1e18. Reverts while the pool is inside a call.
    function get_virtual_price() external view returns (uint256);

    /// @notice Coin `i` in the pool, less the admin's fees.
    function balances(uint256 i) external view returns (uint256);

    /// @notice What a coin's amount is multiplied by, 1e18 for 18 decimals and a value of one.
    function stored_rates() external view returns (uint256[2] memory);

    function totalSupply() external view returns (uint256);

    function coins(uint256 i) external view returns (address);
}
