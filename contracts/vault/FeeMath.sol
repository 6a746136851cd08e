// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title What fees come to: units, and the shares that dilute everybody by as much.
/// @notice In holders' favour: units are rounded down, and so are the shares for them; the mark is rounded up. The twin of
/// `strategies/vault/fees.ts`. Linked, so that its bytes are not the vault's.
library FeeMath {
    uint256 private constant BPS = 10_000;
    uint256 private constant RAY = 1e27;
    uint256 private constant YEAR = 365 days;

    struct Terms {
        uint256 performanceBps;
        uint256 managementBps;
        /// seconds since fees were last taken
        uint256 elapsed;
        /// units for `sharesAUnit` shares, RAY
        uint256 highWaterMark;
        /// shares for a unit while nothing has been gained or lost, virtual beside the supply
        uint256 sharesAUnit;
    }

    /// Fees due, in units and in the shares that they are minted as.
    struct Due {
        uint256 managementUnits;
        uint256 managementShares;
        uint256 performanceUnits;
        uint256 performanceShares;
    }

    /// @param total units at entry value
    /// @param supply shares that they are for
    function due(Terms calldata terms, uint256 total, uint256 supply) external pure returns (Due memory d) {
        // A year's worth at most: no silence is so long that nothing would be left.
        uint256 elapsed = Math.min(terms.elapsed, YEAR);
        d.managementUnits = Math.mulDiv(total, terms.managementBps * elapsed, BPS * YEAR);
        if (terms.performanceBps > 0) {
            uint256 one = RAY * terms.sharesAUnit;
            uint256 mark = Math.mulDiv(
                terms.highWaterMark,
                supply + terms.sharesAUnit,
                one,
                Math.Rounding.Ceil
            );
            uint256 gain = Math.saturatingSub(total - d.managementUnits + 1, mark);
            d.performanceUnits = (gain * terms.performanceBps) / BPS;
        }
        uint256 units = d.managementUnits + d.performanceUnits;
        if (units == 0) return d;
        uint256 shares = Math.mulDiv(units, supply + terms.sharesAUnit, total + 1 - units);
        d.managementShares = Math.mulDiv(shares, d.managementUnits, units);
        d.performanceShares = shares - d.managementShares;
    }

    /// @return units for `sharesAUnit` shares, RAY, rounded up
    function price(uint256 total, uint256 supply, uint256 sharesAUnit) internal pure returns (uint256) {
        return Math.mulDiv(total + 1, RAY * sharesAUnit, supply + sharesAUnit, Math.Rounding.Ceil);
    }
}
