// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Symbiotic vault, as Keel calls it: stake that operators put up for networks, in epochs
/// @notice Amounts are wei of the collateral. Active stake and the withdrawals of the running and the next epoch can be slashed.
/// Source: symbioticfi/core 1.0, `IVault` and `IVaultStorage`
interface ISymbioticVault {
    /// @return depositedAmount what arrived
    /// @return mintedShares active shares minted, rounded down
    function deposit(
        address onBehalfOf,
        uint256 amount
    ) external returns (uint256 depositedAmount, uint256 mintedShares);

    /// @notice Moves `amount` from active stake to the next epoch's withdrawals; claimable after that epoch. Reverts on zero.
    function withdraw(
        address claimer,
        uint256 amount
    ) external returns (uint256 burnedShares, uint256 mintedShares);

    /// @notice The same for active `shares`, what they are worth rounded down. Reverts where that is zero.
    function redeem(
        address claimer,
        uint256 shares
    ) external returns (uint256 withdrawnAssets, uint256 mintedShares);

    /// @notice Pays the caller's withdrawals of a past epoch, once. Reverts where there are none.
    function claim(address recipient, uint256 epoch) external returns (uint256 amount);

    function collateral() external view returns (address);
    function delegator() external view returns (address);
    function slasher() external view returns (address);
    function currentEpoch() external view returns (uint256);
    function epochDuration() external view returns (uint48);

    /// @notice Unix time at which the next epoch begins.
    function nextEpochStart() external view returns (uint48);

    function activeStake() external view returns (uint256);
    function activeShares() external view returns (uint256);
    function activeSharesOf(address account) external view returns (uint256);

    /// @notice What the account's active shares are worth, rounded down.
    function activeBalanceOf(address account) external view returns (uint256);

    /// @notice What the account's withdrawals of `epoch` are worth, rounded down; also after they were claimed.
    function withdrawalsOf(uint256 epoch, address account) external view returns (uint256);

    function depositWhitelist() external view returns (bool);
    function isDepositorWhitelisted(address account) external view returns (bool);
    function isDepositLimit() external view returns (bool);
    function depositLimit() external view returns (uint256);
}
