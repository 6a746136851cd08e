// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {Books} from "./Books.sol";
import {Position} from "./Position.sol";
import {Quarantine} from "./Quarantine.sol";

/// @title The list of a vault's strategies: how they come, are ordered and go.
/// @notice Linked, so that its bytes are not the vault's; a caller's errors and events all the same.
library Roster {
    uint256 public constant MAX_STRATEGIES = 8;

    event Configured(IStrategy indexed strategy, bytes data);
    event StrategyRemoved(IStrategy indexed strategy, uint256 loss);
    event OrderSet(IStrategy[] order);

    error StrategyRefused(address strategy);
    error StrategyNotEmpty(address strategy, uint256 units);
    error NotTheRoster(uint256 given, uint256 held);
    error UnknownStrategy(address strategy);

    /// @notice Refused with {StrategyRefused} where the strategy serves another vault, is here already or was set aside, or the list
    /// is full, with those that are aside.
    function add(Position[] storage self, Quarantine.Book storage quarantine, IStrategy strategy) external {
        bool fits =
            self.length + quarantine.aside.length < MAX_STRATEGIES &&
                address(strategy.vault()) == address(this) &&
                address(quarantine.cases[strategy].pocket) == address(0);
        for (uint256 i = 0; i < self.length; ++i) {
            fits = fits && address(self[i].strategy) != address(strategy);
        }
        if (!fits) revert StrategyRefused(address(strategy));
        self.push(Position(strategy, 0));
    }

    /// @notice The order of the others stays.
    /// @param empty whether the strategy must be, or is refused with {StrategyNotEmpty}
    function remove(Position[] storage self, IStrategy strategy, bool empty) external {
        indexOf(self, strategy);
        uint256 units = empty ? strategy.entryUnits() : 0;
        if (units > 0) revert StrategyNotEmpty(address(strategy), units);
        uint256 lost = drop(self, strategy);
        if (lost > 0) emit Books.LossRecognised(strategy, lost);
        emit StrategyRemoved(strategy, lost);
    }

    /// @notice Refused with {NotTheRoster} unless as many are named as there are.
    function order(Position[] storage self, IStrategy[] calldata wanted) external {
        if (wanted.length != self.length) revert NotTheRoster(wanted.length, self.length);
        for (uint256 i = 0; i < wanted.length; ++i) {
            uint256 place = indexOf(self, wanted[i]);
            Position memory moved = self[place];
            self[place] = self[i];
            self[i] = moved;
        }
        emit OrderSet(wanted);
    }

    /// @notice Calls a strategy of the list as its vault does; what it refuses is refused by its own name.
    /// @param claims the vault's reward claims, which are set in the same way
    function configure(
        Position[] storage self,
        IStrategy strategy,
        bytes calldata data,
        address claims
    ) external {
        if (address(strategy) != claims) indexOf(self, strategy);
        Address.functionCall(address(strategy), data);
        emit Configured(strategy, data);
    }

    /// @dev As {remove}, whatever it holds and without asking it.
    function drop(Position[] storage self, IStrategy strategy) internal returns (uint256 seen) {
        uint256 place = indexOf(self, strategy);
        seen = self[place].seen;
        for (uint256 i = place; i + 1 < self.length; ++i) self[i] = self[i + 1];
        self.pop();
    }

    /// @dev What a strategy holds now, and a loss told where that is less than was last seen.
    function see(Position storage self) internal returns (uint256 units) {
        (IStrategy strategy, uint256 seen) = (self.strategy, self.seen);
        units = strategy.entryUnits();
        if (units == seen) return units;
        if (units < seen) emit Books.LossRecognised(strategy, seen - units);
        self.seen = units;
    }

    /// @dev After a movement, whose cost is told by who made it.
    function noteSeen(Position storage self) internal returns (uint256 units) {
        units = self.strategy.entryUnits();
        self.seen = units;
    }

    function positionOf(
        Position[] storage self,
        IStrategy strategy
    ) internal view returns (Position storage) {
        return self[indexOf(self, strategy)];
    }

    function has(Position[] storage self, IStrategy strategy) internal view returns (bool) {
        for (uint256 i = 0; i < self.length; ++i) {
            if (address(self[i].strategy) == address(strategy)) return true;
        }
        return false;
    }

    function indexOf(Position[] storage self, IStrategy strategy) internal view returns (uint256) {
        for (uint256 i = 0; i < self.length; ++i) {
            if (address(self[i].strategy) == address(strategy)) return i;
        }
        revert UnknownStrategy(address(strategy));
    }
}
