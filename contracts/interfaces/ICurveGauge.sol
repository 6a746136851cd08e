// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Curve liquidity gauge, as Keel calls it
/// @notice Holds LP tokens one for one and accounts CRV to its depositors; other rewards it pays itself. Killing a gauge ends its
/// CRV and never a withdrawal.
/// Source: https://docs.curve.finance (LiquidityGauge and LiquidityGaugeV6)
interface ICurveGauge {
    /// @notice The LP token that it takes.
    function lp_token() external view returns (address);

    /// @notice LP tokens of `account` here.
    function balanceOf(address account) external view returns (uint256);

    /// @notice Takes `value` LP tokens of the caller (approved).
    function deposit(uint256 value) external;

    /// @notice Returns `value` LP tokens to the caller.
    function withdraw(uint256 value) external;

    /// @notice Pays the caller its rewards other than CRV.
    function claim_rewards() external;

    /// @notice What `claim_rewards` would pay `account` of `token`. Older gauges write here, and refuse a static call.
    function claimable_reward(address account, address token) external view returns (uint256);

    /// @notice Accounts CRV up to now. Only `account` itself and the minter.
    function user_checkpoint(address account) external returns (bool);

    /// @notice CRV accounted to `account` up to its last checkpoint, minted or not.
    function integrate_fraction(address account) external view returns (uint256);

    /// @notice True once it earns no more CRV.
    function is_killed() external view returns (bool);
}
