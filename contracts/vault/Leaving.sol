// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IExitQueue} from "../interfaces/IExitQueue.sol";
import {IInKindStrategy} from "../interfaces/IInKindStrategy.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {Fees} from "./Fees.sol";
import {IMovements} from "./IMovements.sol";
import {Movements} from "./Movements.sol";
import {Position} from "./Position.sol";
import {Quarantine} from "./Quarantine.sol";
import {Rewards} from "./Rewards.sol";

/// @title Leaving, at exit value: from idle funds, deeper, or in kind; and what the exit queue has first call on.
/// @notice Nobody leaves at a price that those who stay must make good.
abstract contract Leaving is IMovements, Fees, Rewards {
    using Movements for Position[];
    using Quarantine for Quarantine.Book;

    /// Whose requests have the first call on idle funds; zero where the vault has no queue.
    IExitQueue public exitQueue;

    event ExitQueueSet(IExitQueue queue, address claims);
    event RedeemedInKind(
        address indexed owner,
        address indexed receiver,
        IStrategy indexed strategy,
        IERC20 token,
        uint256 amount,
        uint256 shares
    );

    error ERC4626ExceededMaxWithdraw(address owner, uint256 assets, uint256 max);
    error ERC4626ExceededMaxRedeem(address owner, uint256 shares, uint256 max);
    error ExitQueueRefused(address queue);
    error OnlyExitQueue(address caller);
    error ReservedForQueue(uint256 units, uint256 available);

    function withdraw(
        uint256 assets,
        address receiver,
        address owner_
    ) external nonReentrant returns (uint256 shares) {
        Standing memory s = _recognise();
        uint256 most = _maxWithdraw(owner_, s);
        if (assets > most) revert ERC4626ExceededMaxWithdraw(owner_, assets, most);
        uint256 units = _toUnitsUp(assets);
        shares = _sharesToLeave(units, s);
        _leave(receiver, owner_, units, shares, s);
    }

    function redeem(
        uint256 shares,
        address receiver,
        address owner_
    ) external nonReentrant returns (uint256 assets) {
        Standing memory s = _recognise();
        uint256 most = _maxRedeem(owner_, s);
        if (shares > most) revert ERC4626ExceededMaxRedeem(owner_, shares, most);
        assets = _leave(receiver, owner_, _unitsFor(shares, _exit(s.total), s.supply), shares, s);
    }

    /// @notice Redeems deeper than idle funds reach: idle first, then slices of the strategies in their order. Pays the shares'
    /// exit value, which bears the average cost of a full unwind, or less where these slices fetched less or cost more: what
    /// those who stay have recognised stays theirs.
    /// @param minAssets the call reverts with {BelowMinAssets} where less would be paid
    function redeem(
        uint256 shares,
        address receiver,
        address owner_,
        uint256 minAssets
    ) external nonReentrant returns (uint256 assets) {
        Standing memory s = _recognise();
        _requireHeld(owner_, shares);
        uint256 exit = _exit(s.total);
        uint256 due = _unitsFor(shares, exit, s.supply);
        uint256 idle = _idleFor(owner_, exit, s.supply);
        if (idle < due) {
            idle = _positions.unwind(due, idle);
            due = Math.min(due, Math.saturatingSub(_real(), _staying(shares, s)));
        }
        assets = _leave(receiver, owner_, Math.min(due, idle), shares, s);
        if (assets < minAssets) revert BelowMinAssets(assets, minAssets);
    }

    /// @notice Redeems shares for a slice of a strategy's position token, worth their exit value there and sold by nobody. Those who
    /// stay keep the entry value of their shares: the slice is smaller where this strategy is the dearest to leave.
    /// @param minAmount of the position token; less reverts with {BelowMinAssets}
    function redeemInKind(
        IInKindStrategy strategy,
        uint256 shares,
        address receiver,
        address owner_,
        uint256 minAmount
    ) external nonReentrant returns (IERC20 token, uint256 amount) {
        uint256 units = _redeemForSlice(strategy, shares, owner_);
        (token, amount) = _positions.handOver(strategy, units, receiver, minAmount);
        emit RedeemedInKind(owner_, receiver, strategy, token, amount, shares);
    }

    // ------------------------------------------------------------------ the exit queue

    /// @notice Names the vault's exit queue and its reward claims, once and during set-up.
    function setExitQueue(IExitQueue queue, address claims) external onlyOwner {
        if (!_inSetUp() || address(exitQueue) != address(0) || queue.share() != address(this)) {
            revert ExitQueueRefused(address(queue));
        }
        (exitQueue, rewardClaims) = (queue, claims);
        emit ExitQueueSet(queue, claims);
    }

    /// @notice Moves `shares` that their holder asks to redeem into the exit queue, which alone may call.
    /// @param spender who asks; it needs the holder's allowance unless it is the holder
    function transferToQueue(address holder, address spender, uint256 shares) external {
        if (msg.sender != address(exitQueue)) revert OnlyExitQueue(msg.sender);
        if (spender != holder) _spendAllowance(holder, spender, shares);
        _transfer(holder, msg.sender, shares);
    }

    // ------------------------------------------------------------------ what it pays

    function previewWithdraw(uint256 assets) external view returns (uint256) {
        return _sharesToLeave(_toUnitsUp(assets), _standing());
    }

    function previewRedeem(uint256 shares) external view returns (uint256) {
        Standing memory s = _standing();
        return _toAssets(_unitsFor(shares, _exit(s.total), s.supply));
    }

    function maxWithdraw(address owner_) external view returns (uint256) {
        return _maxWithdraw(owner_, _standing());
    }

    function maxRedeem(address owner_) external view returns (uint256) {
        return _maxRedeem(owner_, _standing());
    }

    function _sharesToLeave(uint256 units, Standing memory s) private view returns (uint256) {
        return Math.mulDiv(units, _withVirtual(s.supply), _exit(s.total) + 1, Math.Rounding.Ceil);
    }

    function _maxWithdraw(address owner_, Standing memory s) private view returns (uint256) {
        uint256 exit = _exit(s.total);
        uint256 units = _unitsFor(balanceOf(owner_), exit, s.supply);
        return _toAssets(Math.min(units, _idleFor(owner_, exit, s.supply)));
    }

    function _maxRedeem(address owner_, Standing memory s) private view returns (uint256) {
        uint256 exit = _exit(s.total);
        uint256 idle = _idleFor(owner_, exit, s.supply);
        uint256 balance = balanceOf(owner_);
        if (_unitsFor(balance, exit, s.supply) <= idle) return balance;
        return Math.mulDiv(idle, _withVirtual(s.supply), exit + 1);
    }

    /// @dev Idle units that `owner_` may have: all for the exit queue, for others what its requests leave.
    function _idleFor(address owner_, uint256 exit, uint256 supply) internal view returns (uint256 idle) {
        idle = _idle();
        IExitQueue queue = exitQueue;
        if (address(queue) == address(0) || owner_ == address(queue)) return idle;
        return Math.saturatingSub(idle, _unitsFor(queue.pendingShares(), exit, supply));
    }

    // ------------------------------------------------------------------ moving

    /// @return units at exit value of the slice of `strategy` that burns `shares`
    function _redeemForSlice(
        IStrategy strategy,
        uint256 shares,
        address owner_
    ) private returns (uint256 units) {
        Standing memory s = _recognise();
        _requireHeld(owner_, shares);
        uint256 most = _positions.sliceOf(strategy, _unitsFor(shares, s.total, s.supply));
        units = Math.min(_unitsFor(shares, _exit(s.total), s.supply), most);
        _burnFor(owner_, shares, s);
    }

    function _leave(
        address receiver,
        address owner_,
        uint256 units,
        uint256 shares,
        Standing memory s
    ) private returns (uint256 assets) {
        _burnFor(owner_, shares, s);
        _push(receiver, units);
        assets = _toAssets(units);
        emit Withdraw(msg.sender, receiver, owner_, assets, shares);
    }

    /// @dev Those who stay recognise what a leaver leaves behind as they do any other gain.
    function _burnFor(address owner_, uint256 shares, Standing memory s) private {
        if (shares == 0) revert ZeroAmount();
        if (msg.sender != owner_) _spendAllowance(owner_, msg.sender, shares);
        uint256 left = _staying(shares, s);
        _keep(left);
        _noteLowest(s.total, left);
        if (_books.aside > 0) _quarantine.give(owner_, shares, s.supply);
        _burn(owner_, shares);
    }

    /// @dev Units recognised so far that belong to all shares but these.
    function _staying(uint256 shares, Standing memory s) private pure returns (uint256) {
        return Math.mulDiv(s.total, s.supply - shares, s.supply);
    }

    function _requireHeld(address owner_, uint256 shares) private view {
        uint256 balance = balanceOf(owner_);
        if (shares > balance) revert ERC4626ExceededMaxRedeem(owner_, shares, balance);
    }
}
