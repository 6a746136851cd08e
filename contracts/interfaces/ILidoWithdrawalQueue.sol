// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Lido's withdrawal queue, as Keel calls it: stETH in, ether out in order of request.
/// @notice Amounts in wei. Source: https://docs.lido.fi/contracts/withdrawal-queue-erc721
interface ILidoWithdrawalQueue {
    struct WithdrawalRequestStatus {
        uint256 amountOfStETH;
        uint256 amountOfShares;
        address owner;
        uint256 timestamp;
        bool isFinalized;
        bool isClaimed;
    }

    /// @notice Takes each of `amounts` stETH, 100 wei to 1,000 stETH, from the caller.
    /// @return requestIds one id an amount, ascending
    function requestWithdrawals(
        uint256[] calldata amounts,
        address owner
    ) external returns (uint256[] memory requestIds);

    /// @notice Pays finalised requests of the caller's, in ether.
    /// @param hints as {findCheckpointHints} gives them
    function claimWithdrawals(uint256[] calldata requestIds, uint256[] calldata hints) external;

    /// @param requestIds ascending
    function findCheckpointHints(
        uint256[] calldata requestIds,
        uint256 firstIndex,
        uint256 lastIndex
    ) external view returns (uint256[] memory hintIds);

    /// @return claimableEthValues what each finalised request is paid, wei
    function getClaimableEther(
        uint256[] calldata requestIds,
        uint256[] calldata hints
    ) external view returns (uint256[] memory claimableEthValues);

    function getWithdrawalStatus(
        uint256[] calldata requestIds
    ) external view returns (WithdrawalRequestStatus[] memory statuses);

    function getLastRequestId() external view returns (uint256);

    function getLastFinalizedRequestId() external view returns (uint256);

    function getLastCheckpointIndex() external view returns (uint256);

    /// @return true while Lido expects a loss that no report shows yet, and finalises only what was asked before it
    function isBunkerModeActive() external view returns (bool);
}
