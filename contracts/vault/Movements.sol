// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {IInKindStrategy} from "../interfaces/IInKindStrategy.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {UnitTransfers} from "../lst/UnitTransfers.sol";
import {Books} from "./Books.sol";
import {IMovements} from "./IMovements.sol";
import {LossBound} from "./LossBound.sol";
import {Position} from "./Position.sol";
import {Quarantine} from "./Quarantine.sol";
import {Risks} from "./Risks.sol";
import {Roster} from "./Roster.sol";

/// @title What happens to a vault's funds between idle and its strategies.
/// @notice After each movement what was last seen in a strategy is up to date, and what the movement cost is told. Linked, so that
/// its bytes are not the vault's.
library Movements {
    using LossBound for LossBound.Record;
    using Risks for Risks.Book;
    using Roster for Position;
    using Roster for Position[];
    using UnitTransfers for ILstAdapter;

    /// A movement may lose this part of itself, and some units, to rounding.
    uint256 internal constant ROUNDING_PART = 1e9;

    event ExitStarted(IAsyncStrategy indexed strategy, uint256 units);
    event ExitFinished(IAsyncStrategy indexed strategy, uint256 units);
    event LossCharged(IStrategy indexed strategy, uint256 units, uint256 left);

    error AllocationLoss(uint256 before, uint256 afterwards);
    error AboveDepositLimit(uint256 units, uint256 limit);
    error AboveWithdrawLimit(uint256 units, uint256 limit);
    error NotForRewards(address target);

    /// @notice Puts `units` to work in `strategy`. Refused with {AboveDepositLimit} where it takes fewer now, with {AllocationLoss} where
    /// more than rounding went missing, and with {Risks-AboveCap}.
    /// @param base units that relative caps are a part of
    function allocate(
        Position[] storage self,
        Risks.Book storage risks,
        IStrategy strategy,
        uint256 units,
        uint256 base,
        ILstAdapter adapter
    ) external {
        Position storage position = self.positionOf(strategy);
        uint256 limit = strategy.depositLimit();
        if (units > limit) revert AboveDepositLimit(units, limit);
        _allocate(self, position, units, adapter);
        risks.requireWithin(self, strategy, base);
    }

    /// @notice Puts `units` to work from the last strategy to the first, in each as many as it takes now and its caps leave room for.
    /// @param base units that relative caps are a part of
    /// @return left units that none had room for
    function allocateInOrder(
        Position[] storage self,
        Risks.Book storage risks,
        uint256 units,
        uint256 base,
        ILstAdapter adapter
    ) external returns (uint256 left) {
        left = units;
        for (uint256 i = self.length; i > 0 && left > 0; --i) {
            Position storage position = self[i - 1];
            IStrategy strategy = position.strategy;
            uint256 room = Math.min(strategy.depositLimit(), risks.roomOf(self, strategy, base));
            uint256 part = Math.min(left, room);
            if (part == 0) continue;
            _allocate(self, position, part, adapter);
            risks.requireWithin(self, strategy, base);
            left -= part;
        }
    }

    /// @notice Unwinds the slice of a strategy worth `units` at its floor, and counts what that cost beyond rounding.
    /// @param total units of the vault
    function deallocate(
        Position[] storage self,
        LossBound.Record storage bound,
        IStrategy strategy,
        uint256 units,
        uint256 minUnits,
        uint256 total
    ) external {
        Position storage position = self.positionOf(strategy);
        uint256 limit = strategy.withdrawLimit();
        if (units > limit) revert AboveWithdrawLimit(units, limit);
        uint256 before = position.see();
        uint256 realised = strategy.withdrawAtFloor(units, minUnits);
        uint256 afterwards = position.noteSeen();
        emit IMovements.Deallocated(strategy, units, realised);
        if (afterwards + realised + _rounding(units) >= before) return;
        uint256 loss = before - afterwards - realised;
        _charge(bound, strategy, loss, total);
        emit Books.LossRecognised(strategy, loss);
    }

    /// @notice Counts what a strategy of this vault, in its list or aside, holds less than `before` and rounding; refused with
    /// {LossBound-LossBoundReached}. What another loses is not the vault's.
    /// @param total units of the vault
    function charge(
        Position[] storage self,
        Quarantine.Book storage quarantine,
        LossBound.Record storage bound,
        IStrategy strategy,
        uint256 before,
        uint256 total
    ) external {
        if (!self.has(strategy) && address(quarantine.cases[strategy].pocket) == address(0)) return;
        uint256 afterwards = strategy.entryUnits();
        if (afterwards + _rounding(before) < before) _charge(bound, strategy, before - afterwards, total);
    }

    /// @notice Unwinds strategy after strategy, for a leaver who bears what that costs, until `due` units are at hand.
    /// @param idle units at hand before
    /// @return units at hand; fewer than `due` where the strategies can return no more now
    function unwind(Position[] storage self, uint256 due, uint256 idle) external returns (uint256) {
        for (uint256 i = 0; i < self.length && idle < due; ++i) {
            IStrategy strategy = self[i].strategy;
            uint256 part = Math.min(due - idle, strategy.withdrawLimit());
            if (part == 0) continue;
            idle += strategy.withdraw(part, 0);
            self[i].noteSeen();
        }
        return idle;
    }

    /// @return units at exit value of the slice of `strategy` that is worth `entryUnits` at entry value
    function sliceOf(
        Position[] storage self,
        IStrategy strategy,
        uint256 entryUnits
    ) external view returns (uint256) {
        return Math.mulDiv(entryUnits, strategy.exitUnits(), self.positionOf(strategy).seen + 1);
    }

    /// @notice Hands over a slice of the strategy's position token; less than `minAmount` reverts with {IMovements-BelowMinAssets}.
    function handOver(
        Position[] storage self,
        IInKindStrategy strategy,
        uint256 units,
        address receiver,
        uint256 minAmount
    ) external returns (IERC20 token, uint256 amount) {
        (token, amount) = strategy.withdrawInKind(units, receiver);
        if (amount < minAmount) revert IMovements.BelowMinAssets(amount, minAmount);
        self.positionOf(strategy).noteSeen();
    }

    function startExit(
        Position[] storage self,
        IAsyncStrategy strategy,
        uint256 units
    ) external returns (uint256 started) {
        self.positionOf(strategy);
        started = strategy.startExit(units);
        emit ExitStarted(strategy, started);
    }

    function finishExit(Position[] storage self, IAsyncStrategy strategy) external returns (uint256 units) {
        Position storage position = self.positionOf(strategy);
        position.see();
        units = strategy.finishExit();
        position.noteSeen();
        emit ExitFinished(strategy, units);
    }

    /// @notice Makes a call for the reward claims; refused with {NotForRewards} where it is to the vault's token, or where anything of the
    /// vault's own went missing on the way.
    function callForRewards(
        Position[] storage self,
        address target,
        bytes calldata data,
        ILstAdapter adapter
    ) external {
        if (target == adapter.token()) revert NotForRewards(target);
        uint256 before = _real(self, adapter);
        Address.functionCall(target, data);
        if (_real(self, adapter) < before) revert NotForRewards(target);
    }

    function _allocate(
        Position[] storage self,
        Position storage position,
        uint256 units,
        ILstAdapter adapter
    ) private {
        position.see();
        IStrategy strategy = position.strategy;
        uint256 before = _real(self, adapter);
        adapter.sendUnits(address(strategy), units);
        strategy.deposit(units);
        uint256 afterwards = _real(self, adapter);
        if (afterwards + _rounding(units) < before) revert AllocationLoss(before, afterwards);
        position.noteSeen();
        emit IMovements.Allocated(strategy, units);
    }

    function _charge(
        LossBound.Record storage bound,
        IStrategy strategy,
        uint256 units,
        uint256 total
    ) private {
        bound.charge(units, total);
        emit LossCharged(strategy, units, bound.left());
    }

    function _real(Position[] storage self, ILstAdapter adapter) private view returns (uint256 units) {
        units = adapter.unitsOf(address(this));
        for (uint256 i = 0; i < self.length; ++i) units += self[i].strategy.entryUnits();
    }

    /// @dev What a movement of `units` may lose to rounding alone.
    function _rounding(uint256 units) private pure returns (uint256) {
        return units / ROUNDING_PART + 4;
    }
}
