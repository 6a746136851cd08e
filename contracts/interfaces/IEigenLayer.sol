// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title What of EigenLayer can be paused, bit by bit
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IPausable`
interface IEigenPausable {
    function paused(uint8 index) external view returns (bool);
}

/// @title A strategy of EigenLayer: one token's pool, in shares
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IStrategy`
interface IEigenStrategy is IEigenPausable {
    function underlyingToken() external view returns (IERC20);

    /// @notice Tokens (wei) that `amountShares` are worth, rounded down.
    function sharesToUnderlyingView(uint256 amountShares) external view returns (uint256);
}

/// @title Deposits of tokens into EigenLayer's strategies
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IStrategyManager`
interface IEigenStrategyManager is IEigenPausable {
    /// @notice Takes `amount` of `token` from the caller; reverts where its operator was slashed to nothing.
    function depositIntoStrategy(
        IEigenStrategy strategy,
        IERC20 token,
        uint256 amount
    ) external returns (uint256 depositShares);
}

/// @title Delegation to operators, and the queue of withdrawals
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IDelegationManager`
interface IEigenDelegationManager is IEigenPausable {
    struct SignatureWithExpiry {
        bytes signature;
        uint256 expiry;
    }

    struct QueuedWithdrawalParams {
        IEigenStrategy[] strategies;
        uint256[] depositShares;
        // solhint-disable-next-line var-name-mixedcase
        address __deprecated_withdrawer;
    }

    struct Withdrawal {
        address staker;
        address delegatedTo;
        address withdrawer;
        uint256 nonce;
        uint32 startBlock;
        IEigenStrategy[] strategies;
        uint256[] scaledShares;
    }

    function delegateTo(
        address operator,
        SignatureWithExpiry memory approverSignatureAndExpiry,
        bytes32 approverSalt
    ) external;

    /// @notice The staker's operator; zero where it has none, also after the operator has sent it away.
    function delegatedTo(address staker) external view returns (address);

    /// @return withdrawableShares what slashes have left of them
    function getWithdrawableShares(
        address staker,
        IEigenStrategy[] memory strategies
    ) external view returns (uint256[] memory withdrawableShares, uint256[] memory depositShares);

    function queueWithdrawals(
        QueuedWithdrawalParams[] calldata params
    ) external returns (bytes32[] memory withdrawalRoots);

    /// @notice The staker's withdrawals that are not completed yet, and the shares that each would pay now.
    function getQueuedWithdrawals(
        address staker
    ) external view returns (Withdrawal[] memory withdrawals, uint256[][] memory shares);

    /// @notice Pays a withdrawal of the caller's; reverts until {minWithdrawalDelayBlocks} have passed.
    function completeQueuedWithdrawal(
        Withdrawal calldata withdrawal,
        IERC20[] calldata tokens,
        bool receiveAsTokens
    ) external;

    function minWithdrawalDelayBlocks() external view returns (uint32);
}

/// @title What slashes have left of an operator
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IAllocationManager`
interface IEigenAllocationManager {
    /// @return magnitude of 1e18
    function getMaxMagnitude(
        address operator,
        IEigenStrategy strategy
    ) external view returns (uint64 magnitude);
}

/// @title Rewards of stakers and operators, by Merkle claims
/// @notice Source: Layr-Labs/eigenlayer-contracts v1.0, `IRewardsCoordinator`
interface IEigenRewardsCoordinator {
    struct EarnerTreeMerkleLeaf {
        address earner;
        bytes32 earnerTokenRoot;
    }

    struct TokenTreeMerkleLeaf {
        IERC20 token;
        uint256 cumulativeEarnings;
    }

    struct RewardsMerkleClaim {
        uint32 rootIndex;
        uint32 earnerIndex;
        bytes earnerTreeProof;
        EarnerTreeMerkleLeaf earnerLeaf;
        uint32[] tokenIndices;
        bytes[] tokenTreeProofs;
        TokenTreeMerkleLeaf[] tokenLeaves;
    }

    /// @notice Sends what the earner has not had yet to `recipient`. Only the earner, or whom it named.
    function processClaim(RewardsMerkleClaim calldata claim, address recipient) external;
}
