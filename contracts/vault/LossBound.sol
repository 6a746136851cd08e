// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title How much of a vault those who run it may lose for others, at most: a bound that fills again over a day.
/// @notice Losses count as parts of what the vault held when they were made, so that no deposit, however large, buys room for one.
library LossBound {
    uint256 private constant WAD = 1e18;
    uint256 private constant PERIOD = 1 days;

    struct Record {
        /// most that may be lost within a day, WAD of the vault
        uint64 bound;
        uint64 spent;
        uint40 time;
    }

    error LossBoundReached(uint256 loss, uint256 left);

    /// @param units lost
    /// @param total units of the vault
    function charge(Record storage self, uint256 units, uint256 total) internal {
        uint256 loss = Math.mulDiv(units, WAD, Math.max(total, 1), Math.Rounding.Ceil);
        uint256 room = left(self);
        if (loss > room) revert LossBoundReached(loss, room);
        (self.spent, self.time) = (uint64(self.bound - room + loss), uint40(block.timestamp));
    }

    /// @return what may be lost now, WAD of the vault
    function left(Record storage self) internal view returns (uint256) {
        uint256 regained = (uint256(self.bound) * (block.timestamp - self.time)) / PERIOD;
        return self.bound - Math.saturatingSub(self.spent, regained);
    }
}
