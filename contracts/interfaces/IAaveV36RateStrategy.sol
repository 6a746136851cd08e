// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The one rate strategy of all reserves in Aave v3.6, as Keel calls it
/// @notice Rates are a year's, ray (1e27). Source: the npm package aave-dao/aave-v3-origin, 3.6.0
interface IAaveV36RateStrategy {
    /// @notice The reserve as it stands, and what an action adds to or takes from its liquidity; amounts in the asset's own
    /// units, the reserve factor in basis points.
    struct CalculateInterestRatesParams {
        uint256 unbacked;
        uint256 liquidityAdded;
        uint256 liquidityTaken;
        uint256 totalDebt;
        uint256 reserveFactor;
        address reserve;
        bool usingVirtualBalance;
        uint256 virtualUnderlyingBalance;
    }

    /// @notice The liquidity rate and the variable borrow rate after that action.
    function calculateInterestRates(
        CalculateInterestRatesParams calldata params
    ) external view returns (uint256, uint256);
}

/// @title What Aave v3.6's pool keeps of a reserve beside what v3.0's kept
interface IAaveV36Pool {
    /// @return What the pool itself counts of `asset` as its own, whatever is sent to it beside; in the asset's own units.
    function getVirtualUnderlyingBalance(address asset) external view returns (uint128);
}
