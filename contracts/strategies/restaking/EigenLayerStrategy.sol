// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {
    IEigenAllocationManager,
    IEigenDelegationManager,
    IEigenRewardsCoordinator,
    IEigenStrategy,
    IEigenStrategyManager
} from "../../interfaces/IEigenLayer.sol";
import {Codes} from "../Codes.sol";
import {RiskId} from "../RiskId.sol";
import {RestakingStrategy} from "./RestakingStrategy.sol";

/// @title stETH restaked in EigenLayer, delegated to one operator.
/// @notice An exit waits for EigenLayer's delay in blocks and can be slashed until it is over. An operator may send a staker away,
/// which queues all of its stake; that counts as under way like any other exit. EigenLayer's books answer what a slash has left.
contract EigenLayerStrategy is RestakingStrategy {
    struct Venue {
        IEigenStrategyManager strategyManager;
        IEigenDelegationManager delegation;
        IEigenAllocationManager allocations;
        IEigenRewardsCoordinator rewards;
        /// EigenLayer's strategy of stETH
        IEigenStrategy strategy;
        address operator;
        /// who gets rewards that are not Lido's token; those that are stay and are staked
        address rewardReceiver;
    }

    uint256 private constant SECONDS_A_BLOCK = 12;
    /// EigenLayer's own numbers of what can be paused.
    uint8 private constant DEPOSITS = 0;
    uint8 private constant ENTER_QUEUE = 1;
    uint8 private constant LEAVE_QUEUE = 2;
    /// Withdrawals that may be under way at once, so that reading them stays cheap.
    uint256 public constant MAX_QUEUED = 16;

    IEigenStrategyManager public immutable strategyManager;
    IEigenDelegationManager public immutable delegation;
    IEigenAllocationManager public immutable allocations;
    IEigenRewardsCoordinator public immutable rewards;
    IEigenStrategy public immutable eigenStrategy;
    address public immutable operator;
    address public immutable rewardReceiver;

    error NotStethStrategy(address underlying);
    error MixedClaim();

    constructor(Terms memory terms, Venue memory v) RestakingStrategy(terms, _risks(terms, v)) {
        address underlying = address(v.strategy.underlyingToken());
        if (underlying != address(terms.steth)) revert NotStethStrategy(underlying);
        (strategyManager, delegation, allocations) = (v.strategyManager, v.delegation, v.allocations);
        (rewards, eigenStrategy) = (v.rewards, v.strategy);
        (operator, rewardReceiver) = (v.operator, v.rewardReceiver);
        factorSeen = stakeFactor();
        terms.steth.approve(address(v.strategyManager), type(uint256).max);
    }

    /// @notice Delegates to the operator; nothing is staked before. Only the vault, whose timelock it waited for.
    /// @param signature of the operator's approver, where it has one
    function delegate(
        IEigenDelegationManager.SignatureWithExpiry calldata signature,
        bytes32 salt
    ) external onlyVault {
        delegation.delegateTo(operator, signature, salt);
    }

    /// @notice Claims rewards by a Merkle claim, which the chain alone cannot foresee. Open to anyone: they can only come to the position, or to the receiver that was
    /// fixed for other tokens. A claim of both is refused with {MixedClaim}, since EigenLayer pays all of a claim to one.
    function claimRewards(IEigenRewardsCoordinator.RewardsMerkleClaim calldata claim) external nonReentrant {
        uint256 count = claim.tokenLeaves.length;
        uint256 ours;
        for (uint256 i = 0; i < count; ++i) {
            if (_isPositionToken(claim.tokenLeaves[i].token)) ++ours;
        }
        if (ours != 0 && ours != count) revert MixedClaim();
        rewards.processClaim(claim, ours == 0 ? rewardReceiver : address(this));
    }

    function stakedUnits() public view override returns (uint256) {
        (uint256 withdrawable, ) = _shares();
        return _unitsOf(withdrawable);
    }

    function pendingUnits() public view override returns (uint256) {
        (uint256 pending, ) = _queued();
        return _unitsOf(pending);
    }

    function claimableUnits() public view override returns (uint256) {
        (, uint256 matured) = _queued();
        return _unitsOf(matured);
    }

    function stakeRoom() public view override returns (uint256) {
        return _depositsClosed() || stakeFactor() == 0 ? 0 : type(uint256).max;
    }

    function stakeFactor() public view override returns (uint256) {
        return uint256(allocations.getMaxMagnitude(operator, eigenStrategy)) * 1e9;
    }

    function _venueFlags() internal view override returns (uint8 flags) {
        if (_depositsClosed()) flags = Codes.VENUE_IS_FROZEN;
        if (delegation.paused(ENTER_QUEUE)) flags |= Codes.VENUE_IS_PAUSED;
        if (delegation.delegatedTo(address(this)) != operator) flags |= Codes.VENUE_OPERATOR_OUT;
    }

    function _waits() internal view override returns (uint256 epochLeft, uint256 exitWait) {
        return (0, delegation.minWithdrawalDelayBlocks() * SECONDS_A_BLOCK);
    }

    function _stake(uint256 units) internal override {
        _unwrapFor(units);
        uint256 amount = steth.getPooledEthByShares(Math.min(units, steth.sharesOf(address(this))));
        strategyManager.depositIntoStrategy(eigenStrategy, steth, amount);
    }

    function _requestExit(uint256 units) internal override returns (uint256 started) {
        if (units == 0 || delegation.paused(ENTER_QUEUE) || _open() >= MAX_QUEUED) return 0;
        uint256 staked = stakedUnits();
        (, uint256 deposited) = _shares();
        uint256[] memory shares = new uint256[](1);
        shares[0] = units < staked ? Math.mulDiv(deposited, units, staked, Math.Rounding.Ceil) : deposited;
        IEigenDelegationManager.QueuedWithdrawalParams[]
            memory asked = new IEigenDelegationManager.QueuedWithdrawalParams[](1);
        asked[0] = IEigenDelegationManager.QueuedWithdrawalParams(_strategies(), shares, address(this));
        uint256 before = pendingUnits();
        delegation.queueWithdrawals(asked);
        return _less(pendingUnits(), before);
    }

    function _claimMatured() internal override {
        if (delegation.paused(LEAVE_QUEUE)) return;
        (IEigenDelegationManager.Withdrawal[] memory open, ) = delegation.getQueuedWithdrawals(address(this));
        IERC20[] memory tokens = new IERC20[](1);
        tokens[0] = steth;
        for (uint256 i = 0; i < open.length; ++i) {
            if (_hasMatured(open[i])) delegation.completeQueuedWithdrawal(open[i], tokens, true);
        }
    }

    function _shares() private view returns (uint256 withdrawable, uint256 deposited) {
        (uint256[] memory left, uint256[] memory shares) = delegation.getWithdrawableShares(
            address(this),
            _strategies()
        );
        return (left[0], shares[0]);
    }

    /// @return pending shares that must still wait, or wait for the queue to be let go again
    /// @return matured shares that can be had now
    function _queued() private view returns (uint256 pending, uint256 matured) {
        bool stopped = delegation.paused(LEAVE_QUEUE);
        (IEigenDelegationManager.Withdrawal[] memory open, uint256[][] memory shares) = delegation
            .getQueuedWithdrawals(address(this));
        for (uint256 i = 0; i < open.length; ++i) {
            if (!stopped && _hasMatured(open[i])) matured += shares[i][0];
            else pending += shares[i][0];
        }
    }

    function _open() private view returns (uint256) {
        (IEigenDelegationManager.Withdrawal[] memory open, ) = delegation.getQueuedWithdrawals(address(this));
        return open.length;
    }

    function _hasMatured(IEigenDelegationManager.Withdrawal memory w) private view returns (bool) {
        return block.number > uint256(w.startBlock) + delegation.minWithdrawalDelayBlocks();
    }

    function _unitsOf(uint256 shares) private view returns (uint256) {
        return steth.getSharesByPooledEth(eigenStrategy.sharesToUnderlyingView(shares));
    }

    function _depositsClosed() private view returns (bool) {
        return strategyManager.paused(DEPOSITS) || eigenStrategy.paused(DEPOSITS);
    }

    function _strategies() private view returns (IEigenStrategy[] memory strategies) {
        strategies = new IEigenStrategy[](1);
        strategies[0] = eigenStrategy;
    }

    function _risks(Terms memory terms, Venue memory v) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](3);
        ids[0] = RiskId.token(address(terms.steth));
        ids[1] = RiskId.venue(address(v.strategy));
        ids[2] = RiskId.operator(v.operator);
    }
}
