// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title The least that a vault was worth in this hour and the one before.
/// @notice What a cap that is a part of the vault is a part of: whoever would lift it by a deposit must leave that deposit in for
/// an hour at least.
library LowestTotal {
    uint256 private constant WINDOW = 1 hours;

    struct Record {
        uint112 current;
        uint112 previous;
        uint32 window;
    }

    /// @param before units since the last note
    /// @param total units now
    function note(Record storage self, uint256 before, uint256 total) internal {
        Record memory r = _rolled(self, before);
        if (r.window == self.window && total >= r.current) return;
        r.current = uint112(Math.min(r.current, total));
        (self.current, self.previous, self.window) = (r.current, r.previous, r.window);
    }

    /// @return units, no more than any that was noted in this window and the one before
    function read(Record storage self, uint256 before) internal view returns (uint256) {
        Record memory r = _rolled(self, before);
        return Math.min(r.current, r.previous);
    }

    /// @dev A window begins with what the last one ended with.
    function _rolled(Record storage self, uint256 before) private view returns (Record memory r) {
        r = self;
        uint32 window = uint32(block.timestamp / WINDOW);
        if (window == r.window) return r;
        uint112 held = uint112(Math.min(before, type(uint112).max));
        return Record(held, window == r.window + 1 ? r.current : held, window);
    }
}
