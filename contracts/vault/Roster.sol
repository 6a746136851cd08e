// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStrategy} from "../interfaces/IStrategy.sol";
import {Position} from "./Position.sol";

/// @title The list of a vault's strategies: how they come, are ordered and go.
/// @notice Linked, so that its bytes are not the vault's; a caller's errors and events all the same.
library Roster {
    uint256 public constant MAX_STRATEGIES = 8;

    event OrderSet(IStrategy[] order);

    error StrategyRefused(address strategy);
    error StrategyNotEmpty(address strategy, uint256 units);
    error NotTheRoster(uint256 given, uint256 held);
    error UnknownStrategy(address strategy);

    /// @notice Refused with {StrategyRefused} where the strategy serves another vault, is here already, or the list is full.
    function add(Position[] storage self, IStrategy strategy) external {
        bool fits = self.length < MAX_STRATEGIES && address(strategy.vault()) == address(this);
        for (uint256 i = 0; i < self.length; ++i) fits = fits && self[i].strategy != strategy;
        if (!fits) revert StrategyRefused(address(strategy));
        self.push(Position(strategy, 0));
    }

    /// @notice The order of the others stays.
    /// @param empty whether the strategy must be, or is refused with {StrategyNotEmpty}
    /// @return seen units that the vault last saw in the one that goes
    function remove(Position[] storage self, IStrategy strategy, bool empty) external returns (uint256 seen) {
        uint256 at = indexOf(self, strategy);
        uint256 units = empty ? strategy.entryUnits() : 0;
        if (units > 0) revert StrategyNotEmpty(address(strategy), units);
        seen = self[at].seen;
        for (uint256 i = at; i + 1 < self.length; ++i) self[i] = self[i + 1];
        self.pop();
    }

    /// @notice Refused with {NotTheRoster} unless as many are named as there are.
    function order(Position[] storage self, IStrategy[] calldata wanted) external {
        if (wanted.length != self.length) revert NotTheRoster(wanted.length, self.length);
        for (uint256 i = 0; i < wanted.length; ++i) {
            uint256 at = indexOf(self, wanted[i]);
            Position memory moved = self[at];
            self[at] = self[i];
            self[i] = moved;
        }
        emit OrderSet(wanted);
    }

    function indexOf(Position[] storage self, IStrategy strategy) internal view returns (uint256) {
        for (uint256 i = 0; i < self.length; ++i) if (self[i].strategy == strategy) return i;
        revert UnknownStrategy(address(strategy));
    }
}
