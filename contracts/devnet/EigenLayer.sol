// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IEigenDelegationManager, IEigenStrategy} from "../interfaces/IEigenLayer.sol";
import {EigenLayerShares} from "./EigenLayerShares.sol";

/// @title EigenLayer of one token and one operator, behind its published interfaces, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of Layr-Labs/eigenlayer-contracts v1.0 (StrategyManager,
/// DelegationManager, AllocationManager, StrategyBase), whose deployed code is not recorded. Its books of shares and slashes
/// are {EigenLayerShares}; this adds the token's pool and the calls that stakers make. One contract answers for all four.
///
/// Left out: other strategies and operators, signatures, who may pause what (the service may), and burning what was slashed.
/// The books' own entrances stay open beside the tokens', so what a stranger holds here proves nothing.
contract EigenLayer is EigenLayerShares {
    /// StrategyBase's virtual shares and tokens, which make a first deposit's price.
    uint256 private constant OFFSET = 1e3;

    IERC20 public immutable underlyingToken;
    uint256 public totalShares;
    /// Bits of what is paused; the same for all four contracts.
    uint256 public pausedBits;
    mapping(address staker => uint256[] ids) private _open;

    error UnknownOperator(address operator);
    error UnknownStrategy(address strategy);
    error CurrentlyPaused();

    modifier onlyWhenNotPaused(uint8 index) {
        if (paused(index)) revert CurrentlyPaused();
        _;
    }

    constructor(
        IERC20 underlying,
        address operator_,
        uint48 delayBlocks
    ) EigenLayerShares(operator_, delayBlocks) {
        underlyingToken = underlying;
    }

    // ------------------------------------------------------------------ StrategyManager and StrategyBase

    function depositIntoStrategy(
        address strategy,
        IERC20 token,
        uint256 amount
    ) external onlyWhenNotPaused(0) returns (uint256 shares) {
        if (strategy != address(this) || address(token) != address(underlyingToken))
            revert UnknownStrategy(strategy);
        token.transferFrom(msg.sender, address(this), amount);
        uint256 prior = token.balanceOf(address(this)) + OFFSET - amount;
        shares = (amount * (totalShares + OFFSET)) / prior;
        totalShares += shares;
        deposit(shares);
    }

    function sharesToUnderlyingView(uint256 shares) public view returns (uint256) {
        return ((underlyingToken.balanceOf(address(this)) + OFFSET) * shares) / (totalShares + OFFSET);
    }

    // ------------------------------------------------------------------ DelegationManager

    function delegateTo(
        address operator,
        IEigenDelegationManager.SignatureWithExpiry calldata,
        bytes32
    ) external {
        if (operator != service) revert UnknownOperator(operator);
        delegate();
    }

    function queueWithdrawals(
        IEigenDelegationManager.QueuedWithdrawalParams[] calldata params
    ) external onlyWhenNotPaused(1) returns (bytes32[] memory roots) {
        roots = new bytes32[](params.length);
        for (uint256 i = 0; i < params.length; ++i) {
            _open[msg.sender].push(withdrawals.length);
            queueWithdrawal(params[i].depositShares[0]);
        }
    }

    function completeQueuedWithdrawal(
        IEigenDelegationManager.Withdrawal calldata withdrawal,
        IERC20[] calldata,
        bool
    ) external onlyWhenNotPaused(2) {
        uint256 shares = completeWithdrawal(withdrawal.nonce);
        uint256 amount = sharesToUnderlyingView(shares);
        totalShares -= shares;
        uint256[] storage open = _open[msg.sender];
        for (uint256 i = 0; i < open.length; ++i) {
            if (open[i] != withdrawal.nonce) continue;
            open[i] = open[open.length - 1];
            open.pop();
            break;
        }
        underlyingToken.transfer(msg.sender, amount);
    }

    function getQueuedWithdrawals(
        address staker
    ) external view returns (IEigenDelegationManager.Withdrawal[] memory queued, uint256[][] memory shares) {
        uint256[] storage open = _open[staker];
        queued = new IEigenDelegationManager.Withdrawal[](open.length);
        shares = new uint256[][](open.length);
        for (uint256 i = 0; i < open.length; ++i) {
            Withdrawal memory w = withdrawals[open[i]];
            uint256[] memory scaled = new uint256[](1);
            scaled[0] = w.scaledShares;
            address operator = w.delegated ? service : address(0);
            queued[i] = IEigenDelegationManager.Withdrawal(
                staker,
                operator,
                staker,
                open[i],
                uint32(w.startBlock),
                new IEigenStrategy[](1),
                scaled
            );
            queued[i].strategies[0] = IEigenStrategy(address(this));
            shares[i] = new uint256[](1);
            shares[i][0] = _sharesOf(w);
        }
    }

    function getWithdrawableShares(
        address staker,
        IEigenStrategy[] calldata
    ) external view returns (uint256[] memory withdrawable, uint256[] memory deposited) {
        (withdrawable, deposited) = (new uint256[](1), new uint256[](1));
        (withdrawable[0], deposited[0]) = (withdrawableShares(staker), depositedShares(staker));
    }

    function delegatedTo(address staker) external view returns (address) {
        return _isDelegated(staker) ? service : address(0);
    }

    function minWithdrawalDelayBlocks() external view returns (uint32) {
        return uint32(MIN_WITHDRAWAL_DELAY_BLOCKS);
    }

    // ------------------------------------------------------------------ AllocationManager and pausing

    function getMaxMagnitude(address, address) external view returns (uint64) {
        return uint64(maxMagnitude());
    }

    function setPaused(uint256 bits) external onlyService {
        pausedBits = bits;
    }

    function paused(uint8 index) public view returns (bool) {
        return (pausedBits >> index) & 1 == 1;
    }
}
