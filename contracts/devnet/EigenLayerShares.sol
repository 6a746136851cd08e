// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";

/// @title EigenLayer's books of one operator in one strategy, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of Layr-Labs/eigenlayer-contracts v1.0 (SlashingLib,
/// DelegationManager, AllocationManager, EigenPodManager), whose deployed code is not recorded. The rounding of every
/// step is theirs.
///
/// Left out: strategies and their tokens, pods and their proofs, permissions, allocation delays, and withdrawals taken
/// as shares. Callers are stakers; allocations and slashes are the constructor's service's.
contract EigenLayerShares {
    using Math for uint256;
    using Checkpoints for Checkpoints.Trace208;

    uint256 private constant WAD = 1e18;

    struct Staker {
        uint256 depositShares;
        /// Zero stands for 1e18.
        uint256 scalingFactor;
        /// What the beacon chain's slashes took, 1e18.
        uint256 beaconLoss;
        bool delegated;
    }

    struct Allocation {
        uint64 currentMagnitude;
        int128 pendingDiff;
    }

    struct Withdrawal {
        address staker;
        bool delegated;
        uint48 startBlock;
        uint256 scaledShares;
    }

    /// @notice Who allocates and slashes.
    address public immutable service;
    /// @notice Blocks that a withdrawal waits and can be slashed.
    uint48 public immutable MIN_WITHDRAWAL_DELAY_BLOCKS;

    /// @notice Withdrawable shares delegated to the operator.
    uint256 public operatorShares;
    /// @notice Shares slashed from the operator and from the queue so far.
    uint256 public burnableShares;
    uint256 public encumberedMagnitude;
    mapping(uint256 set => Allocation) public allocations;
    mapping(address account => Staker) private stakers;
    Withdrawal[] internal withdrawals;
    Checkpoints.Trace208 private magnitudes;
    Checkpoints.Trace208 private queuedScaledShares;

    error FullySlashed();
    error InvalidWadToSlash();
    error SharesAmountZero();
    error SharesAmountTooHigh();
    error ActivelyDelegated();
    error WithdrawalNotQueued();
    error WithdrawalDelayNotElapsed();
    error InsufficientMagnitude();
    error OnlyService();

    modifier onlyService() {
        if (msg.sender != service) revert OnlyService();
        _;
    }

    constructor(address service_, uint48 delayBlocks) {
        service = service_;
        MIN_WITHDRAWAL_DELAY_BLOCKS = delayBlocks;
    }

    /// @notice Adds deposit shares of the caller.
    function deposit(uint256 shares) public {
        Staker storage staker = stakers[msg.sender];
        _increase(staker, staker.depositShares, shares, _slashingFactor(staker, _magnitudeOf(staker)));
        staker.depositShares += shares;
    }

    /// @notice Delegates the caller to the operator.
    function delegate() public {
        Staker storage staker = stakers[msg.sender];
        if (staker.delegated) revert ActivelyDelegated();
        staker.delegated = true;
        if (staker.depositShares == 0) return;
        uint256 shares = _withdrawable(staker, staker.depositShares, WAD - staker.beaconLoss);
        _increase(staker, 0, shares, maxMagnitude());
    }

    /// @notice Queues deposit shares of the caller for withdrawal.
    function queueWithdrawal(uint256 shares) public returns (uint256 scaledShares) {
        Staker storage staker = stakers[msg.sender];
        if (shares == 0) revert SharesAmountZero();
        if (shares > staker.depositShares) revert SharesAmountTooHigh();
        scaledShares = _mulWad(shares, _scalingFactor(staker));
        if (staker.delegated) {
            operatorShares -= _withdrawable(staker, shares, _slashingFactor(staker, maxMagnitude()));
            uint256 queued = queuedScaledShares.latest() + scaledShares;
            queuedScaledShares.push(uint48(block.number), uint208(queued));
        }
        staker.depositShares -= shares;
        if (staker.depositShares == 0) staker.scalingFactor = 0;
        withdrawals.push(Withdrawal(msg.sender, staker.delegated, uint48(block.number), scaledShares));
    }

    /// @notice Completes a withdrawal of the caller and answers the shares that it pays.
    function completeWithdrawal(uint256 id) public returns (uint256) {
        if (id >= withdrawals.length) revert WithdrawalNotQueued();
        Withdrawal memory withdrawal = withdrawals[id];
        if (withdrawal.staker != msg.sender) revert WithdrawalNotQueued();
        uint48 slashableUntil = withdrawal.startBlock + MIN_WITHDRAWAL_DELAY_BLOCKS;
        if (block.number <= slashableUntil) revert WithdrawalDelayNotElapsed();
        delete withdrawals[id];
        return _sharesOf(withdrawal);
    }

    /// @notice Books that the caller's validators were found with `lost` wei less than `restaked`.
    function loseOnBeaconChain(uint256 restaked, uint256 lost) external {
        Staker storage staker = stakers[msg.sender];
        uint256 factor = WAD - staker.beaconLoss;
        uint256 fall = factor - factor.mulDiv(restaked - lost, restaked);
        staker.beaconLoss += fall;
        if (!staker.delegated) return;
        operatorShares -= _withdrawable(staker, staker.depositShares, _mulWad(maxMagnitude(), fall));
    }

    /// @notice Gives `set` some of the operator's magnitude, part of which may be on its way out already.
    function allocate(uint256 set, uint64 magnitude, int128 pendingDiff) external onlyService {
        Allocation storage allocation = allocations[set];
        encumberedMagnitude = encumberedMagnitude - allocation.currentMagnitude + magnitude;
        if (encumberedMagnitude > maxMagnitude()) revert InsufficientMagnitude();
        allocation.currentMagnitude = magnitude;
        allocation.pendingDiff = pendingDiff;
    }

    /// @notice Slashes `wadToSlash` (1e18) of what is allocated to `set`.
    function slash(
        uint256 set,
        uint256 wadToSlash
    ) external onlyService returns (uint256 fromShares, uint256 fromQueue) {
        if (wadToSlash == 0 || wadToSlash > WAD) revert InvalidWadToSlash();
        Allocation storage allocation = allocations[set];
        if (allocation.currentMagnitude == 0) return (0, 0);

        uint256 slashed = uint256(allocation.currentMagnitude).mulDiv(wadToSlash, WAD, Math.Rounding.Ceil);
        uint256 before = maxMagnitude();
        allocation.currentMagnitude -= uint64(slashed);
        encumberedMagnitude -= slashed;
        magnitudes.push(uint48(block.number), uint208(WAD - (before - slashed)));
        if (allocation.pendingDiff < 0) {
            uint256 pending = uint128(-allocation.pendingDiff);
            pending = pending.mulDiv(wadToSlash, WAD, Math.Rounding.Ceil);
            allocation.pendingDiff += int128(uint128(pending));
        }

        uint256 left = operatorShares.mulDiv(before - slashed, before, Math.Rounding.Ceil);
        fromShares = operatorShares - left;
        operatorShares = left;
        fromQueue = _mulWad(slashableSharesInQueue(), slashed);
        burnableShares += fromShares + fromQueue;
    }

    /// @notice What a staker could withdraw now.
    function withdrawableShares(address account) public view returns (uint256) {
        Staker storage staker = stakers[account];
        return _withdrawable(staker, staker.depositShares, _slashingFactor(staker, _magnitudeOf(staker)));
    }

    function depositScalingFactor(address account) external view returns (uint256) {
        return _scalingFactor(stakers[account]);
    }

    function depositedShares(address account) public view returns (uint256) {
        return stakers[account].depositShares;
    }

    /// @notice What the slashes have left of 1e18.
    function maxMagnitude() public view returns (uint256) {
        return WAD - magnitudes.latest();
    }

    /// @notice Scaled shares queued within the delay, which a slash still reaches.
    function slashableSharesInQueue() public view returns (uint256) {
        uint256 last = block.number - MIN_WITHDRAWAL_DELAY_BLOCKS - 1;
        return queuedScaledShares.latest() - queuedScaledShares.upperLookup(uint48(last));
    }

    /// @dev What a queued withdrawal pays, by the slashes up to the end of its delay.
    function _sharesOf(Withdrawal memory withdrawal) internal view returns (uint256) {
        uint256 magnitude =
            withdrawal.delegated ? _maxMagnitudeAt(withdrawal.startBlock + MIN_WITHDRAWAL_DELAY_BLOCKS) : WAD;
        return _mulWad(withdrawal.scaledShares, _slashingFactor(stakers[withdrawal.staker], magnitude));
    }

    function _isDelegated(address account) internal view returns (bool) {
        return stakers[account].delegated;
    }

    /// @dev Books `added` shares that can all be withdrawn at once, whatever was slashed before.
    function _increase(
        Staker storage staker,
        uint256 previous,
        uint256 added,
        uint256 slashingFactor
    ) private {
        if (slashingFactor == 0) revert FullySlashed();
        if (added == 0) return;
        uint256 scaling = _scalingFactor(staker);
        if (previous == 0) {
            staker.scalingFactor = scaling.mulDiv(WAD, slashingFactor);
        } else {
            uint256 shares = _withdrawable(staker, previous, slashingFactor) + added;
            staker.scalingFactor = shares.mulDiv(WAD, previous + added).mulDiv(WAD, slashingFactor);
        }
        if (staker.delegated) operatorShares += added;
    }

    function _magnitudeOf(Staker storage staker) private view returns (uint256) {
        return staker.delegated ? maxMagnitude() : WAD;
    }

    function _maxMagnitudeAt(uint48 blockNumber) private view returns (uint256) {
        return WAD - magnitudes.upperLookup(blockNumber);
    }

    function _slashingFactor(Staker storage staker, uint256 magnitude) private view returns (uint256) {
        return _mulWad(magnitude, WAD - staker.beaconLoss);
    }

    function _scalingFactor(Staker storage staker) private view returns (uint256) {
        return staker.scalingFactor == 0 ? WAD : staker.scalingFactor;
    }

    function _withdrawable(
        Staker storage staker,
        uint256 depositShares,
        uint256 slashingFactor
    ) private view returns (uint256) {
        return _mulWad(_mulWad(depositShares, _scalingFactor(staker)), slashingFactor);
    }

    function _mulWad(uint256 x, uint256 y) private pure returns (uint256) {
        return x.mulDiv(y, WAD);
    }
}
