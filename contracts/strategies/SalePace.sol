// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How soon a borrower may sell again: once the price average has had the time to see what its last sale did to the market.
/// @notice The twin of `strategies/sale-pace.ts`. All in seconds.
library SalePace {
    /// @notice True where a sale follows another no sooner than the prices' whole `window`, and neither later than a day nor than one that
    /// nothing urgent asks for.
    function sound(uint256 pace, uint256 cooldown, uint256 window) internal pure returns (bool) {
        return pace >= window && pace <= cooldown && pace <= 1 days;
    }
}
