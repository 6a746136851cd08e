// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title stETH, Lido's rebasing staking token, as Keel calls it
/// @notice Balances are worth their number in ether (wei, 1e18) and move with every oracle report; shares do not.
/// Source: https://docs.lido.fi/contracts/lido
interface IStETH is IERC20 {
    /// @notice Stakes the ether sent and mints shares for it at the current share rate, rounded down.
    /// @param referral Address that Lido's referral programme credits; may be zero.
    /// @return shares Shares minted to the caller. Reverts when no ether is sent.
    function submit(address referral) external payable returns (uint256 shares);

    /// @notice Moves exactly `sharesAmount` shares, the only transfer without rounding.
    /// @return tokensAmount The same shares in stETH (wei), rounded down.
    function transferShares(address recipient, uint256 sharesAmount) external returns (uint256 tokensAmount);

    /// @notice Moves exactly `sharesAmount` shares of `sender` and spends the caller's stETH allowance.
    /// @return tokensAmount The same shares in stETH (wei), rounded down: what the allowance falls by.
    function transferSharesFrom(
        address sender,
        address recipient,
        uint256 sharesAmount
    ) external returns (uint256 tokensAmount);

    /// @notice Shares of `account`.
    function sharesOf(address account) external view returns (uint256);

    /// @notice Shares in existence.
    function getTotalShares() external view returns (uint256);

    /// @notice Ether that the protocol controls (wei); equals `totalSupply()`.
    function getTotalPooledEther() external view returns (uint256);

    /// @notice Shares that `ethAmount` of wei buys, rounded down.
    function getSharesByPooledEth(uint256 ethAmount) external view returns (uint256);

    /// @notice Wei that `sharesAmount` of shares is worth, rounded down.
    function getPooledEthByShares(uint256 sharesAmount) external view returns (uint256);
}
