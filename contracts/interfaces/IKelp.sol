// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Where rsETH is minted for staked tokens, each at the price that Kelp's oracle has for it
/// @notice Source: Kelp-DAO/LRT-rsETH, `LRTDepositPool`
interface IKelpDepositPool {
    function depositAsset(
        address asset,
        uint256 depositAmount,
        uint256 minRSETHAmountExpected,
        string calldata referralId
    ) external;

    /// @return What is still taken of `asset`, in its own units.
    function getAssetCurrentLimit(address asset) external view returns (uint256);
    function paused() external view returns (bool);
}

/// @title The queue in which rsETH is redeemed, one line for each token that it pays in
/// @notice A request is priced when it is made. Once its delay in blocks is over, an operator unlocks it, at that price or the
/// current one where that is less; from then on its owner can complete it, the oldest first.
/// Source: Kelp-DAO/LRT-rsETH, `LRTWithdrawalManager`
interface IKelpWithdrawals {
    /// @notice Takes the caller's rsETH (approved). Reverts below the least amount and above what is available.
    function initiateWithdrawal(address asset, uint256 rsETHUnstaked, string calldata referralId) external;

    /// @notice Pays the caller's oldest request. Reverts where it is locked or its delay is not over.
    function completeWithdrawal(address asset, string calldata referralId) external;

    /// @return begin Where a user's open requests begin and end; their number is the difference.
    function userAssociatedNonces(
        address asset,
        address user
    ) external view returns (uint128 begin, uint128 end);

    /// @param userIndex Counted from the oldest open request.
    function getUserWithdrawalRequest(
        address asset,
        address user,
        uint256 userIndex
    )
        external
        view
        returns (
            uint256 rsETHAmount,
            uint256 expectedAssetAmount,
            uint256 withdrawalStartBlock,
            uint256 userNonce
        );

    /// @return The first request of all users' that is still locked.
    function nextLockedNonce(address asset) external view returns (uint256);
    function withdrawalDelayBlocks() external view returns (uint256);
    function minRsEthAmountToWithdraw(address asset) external view returns (uint256);

    /// @return What `amount` of rsETH would be paid in `asset` at Kelp's own prices.
    function getExpectedAssetAmount(address asset, uint256 amount) external view returns (uint256);

    /// @return What new requests may ask for, in `asset`.
    function getAvailableAssetAmount(address asset) external view returns (uint256);
    function paused() external view returns (bool);
}

/// @title What rsETH redeems for, as Kelp's operators push it
/// @notice Source: Kelp-DAO/LRT-rsETH, `LRTOracle`
interface IKelpOracle {
    /// @return ETH per rsETH, WAD
    function rsETHPrice() external view returns (uint256);
}
