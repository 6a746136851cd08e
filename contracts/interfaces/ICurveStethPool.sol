// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The classic Curve ETH/stETH pool, as Keel calls it
/// @notice Coin 0 is ether, coin 1 is stETH; every amount is 1e18. Fees and the admin's part of them are 1e10.
/// The views can be read while the pool is inside a call and then answer from half-moved balances: callers that
/// value a position must probe the lock first.
/// Source: https://docs.curve.finance (StableSwap, pool 0xDC24316b9AE028F1497c275EB9192a3Ea0f67022)
interface ICurveStethPool {
    event TokenExchange(
        address indexed buyer,
        int128 sold_id,
        uint256 tokens_sold,
        int128 bought_id,
        uint256 tokens_bought
    );
    event AddLiquidity(
        address indexed provider,
        uint256[2] token_amounts,
        uint256[2] fees,
        uint256 invariant,
        uint256 token_supply
    );
    event RemoveLiquidity(
        address indexed provider,
        uint256[2] token_amounts,
        uint256[2] fees,
        uint256 token_supply
    );
    event RemoveLiquidityOne(address indexed provider, uint256 token_amount, uint256 coin_amount);
    event RemoveLiquidityImbalance(
        address indexed provider,
        uint256[2] token_amounts,
        uint256[2] fees,
        uint256 invariant,
        uint256 token_supply
    );

    /// @notice Sells `dx` of coin `i` for coin `j`; ether sent must equal `dx` when ether is sold, else zero.
    /// @return dy What was bought, after fees, rounded down by 1 wei. Reverts when it is below `min_dy`.
    function exchange(int128 i, int128 j, uint256 dx, uint256 min_dy) external payable returns (uint256 dy);

    /// @notice Deposits `amounts` (ether, stETH); ether sent must equal `amounts[0]`.
    /// @return LP tokens minted to the caller, rounded down. Reverts below `min_mint_amount`.
    function add_liquidity(
        uint256[2] calldata amounts,
        uint256 min_mint_amount
    ) external payable returns (uint256);

    /// @notice Burns `_amount` LP tokens for the pool's coins in proportion, without a fee, rounded down.
    function remove_liquidity(
        uint256 _amount,
        uint256[2] calldata _min_amounts
    ) external returns (uint256[2] memory);

    /// @notice Burns `_token_amount` LP tokens for coin `i` alone.
    /// @return What was paid, after fees, rounded down. Reverts below `_min_amount`.
    function remove_liquidity_one_coin(
        uint256 _token_amount,
        int128 i,
        uint256 _min_amount
    ) external returns (uint256);

    /// @notice Withdraws exactly `_amounts` (ether, stETH).
    /// @return LP tokens burnt. Reverts when that is zero or above `_max_burn_amount`.
    function remove_liquidity_imbalance(
        uint256[2] calldata _amounts,
        uint256 _max_burn_amount
    ) external returns (uint256);

    /// @notice Pays the admin's fees to the owner, who alone may call.
    function withdraw_admin_fees() external;

    /// @notice What `exchange(i, j, dx, 0)` would return now.
    function get_dy(int128 i, int128 j, uint256 dx) external view returns (uint256);

    /// @notice LP tokens minted or burnt for `amounts`, slippage counted, fees not.
    function calc_token_amount(uint256[2] calldata amounts, bool is_deposit) external view returns (uint256);

    /// @notice What `remove_liquidity_one_coin(_token_amount, i, 0)` would return now.
    function calc_withdraw_one_coin(uint256 _token_amount, int128 i) external view returns (uint256);

    /// @notice Invariant per LP token, 1e18, rounded down: the LP token's value where stETH is worth one ether.
    function get_virtual_price() external view returns (uint256);

    /// @notice Coin `i` in the pool, less the admin's fees.
    function balances(uint256 i) external view returns (uint256);

    /// @notice The admin's fees in coin `i`, still in the pool.
    function admin_balances(uint256 i) external view returns (uint256);

    /// @notice Amplification coefficient, times n^(n-1), an integer.
    function A() external view returns (uint256);

    /// @notice Fee on a trade, 1e10.
    function fee() external view returns (uint256);

    /// @notice The admin's part of every fee, 1e10.
    function admin_fee() external view returns (uint256);

    /// @notice The LP token.
    function lp_token() external view returns (address);

    /// @notice Coin `i`; ether is 0xEeeeeEeeeEeEeeEeEeEeeEEEeeeeEeeeeeeeEEeE.
    function coins(uint256 i) external view returns (address);
}
