// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../interfaces/IAsyncStrategy.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {Books} from "./Books.sol";
import {LossBound} from "./LossBound.sol";
import {Position} from "./Position.sol";
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

    /// A movement may lose this part of itself, and some units, to rounding.
    uint256 internal constant ROUNDING_PART = 1e9;

    event LossCharged(IStrategy indexed strategy, uint256 units, uint256 left);

    error AllocationLoss(uint256 before, uint256 afterwards);
    error AboveDepositLimit(uint256 units, uint256 limit);
    error AboveWithdrawLimit(uint256 units, uint256 limit);
    error NotForRewards(address target);

    /// @notice Refuses with {AboveDepositLimit} what `strategy` does not take now. Before the units are sent.
    /// @return before what the vault holds in all, in units at entry value
    function beforeAllocating(
        Position[] storage self,
        IStrategy strategy,
        uint256 units,
        ILstAdapter adapter
    ) external returns (uint256 before) {
        Position storage position = self.positionOf(strategy);
        uint256 limit = strategy.depositLimit();
        if (units > limit) revert AboveDepositLimit(units, limit);
        position.see();
        return _real(self, adapter);
    }

    /// @notice Puts the units to work that `strategy` was sent. Refused with {AllocationLoss} where more than rounding went missing,
    /// and with {Risks-AboveCap}.
    /// @param base units that relative caps are a part of
    function allocate(
        Position[] storage self,
        Risks.Book storage risks,
        IStrategy strategy,
        uint256 units,
        uint256 before,
        uint256 base,
        ILstAdapter adapter
    ) external {
        strategy.deposit(units);
        uint256 afterwards = _real(self, adapter);
        if (afterwards + _rounding(units) < before) revert AllocationLoss(before, afterwards);
        self.positionOf(strategy).noteSeen();
        risks.requireWithin(self, strategy, base);
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
    ) external returns (uint256 realised) {
        Position storage position = self.positionOf(strategy);
        uint256 limit = strategy.withdrawLimit();
        if (units > limit) revert AboveWithdrawLimit(units, limit);
        uint256 before = position.see();
        realised = strategy.withdrawAtFloor(units, minUnits);
        uint256 afterwards = position.noteSeen();
        if (afterwards + realised + _rounding(units) >= before) return realised;
        uint256 loss = before - afterwards - realised;
        _charge(bound, strategy, loss, total);
        emit Books.LossRecognised(strategy, loss);
    }

    /// @notice Counts a loss of a strategy of this vault; refused with {LossBound-LossBoundReached}.
    function charge(
        Position[] storage self,
        LossBound.Record storage bound,
        IStrategy strategy,
        uint256 units,
        uint256 total
    ) external {
        self.positionOf(strategy);
        _charge(bound, strategy, units, total);
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

    function startExit(
        Position[] storage self,
        IAsyncStrategy strategy,
        uint256 units
    ) external returns (uint256) {
        self.positionOf(strategy);
        return strategy.startExit(units);
    }

    function finishExit(Position[] storage self, IAsyncStrategy strategy) external returns (uint256 units) {
        Position storage position = self.positionOf(strategy);
        position.see();
        units = strategy.finishExit();
        position.noteSeen();
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
