// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A reserve's rate strategy in Aave v3.0, as Keel calls it
/// @notice Rates are a year's, ray (1e27). Source: the npm package aave/core-v3, 1.19.3
interface IAaveV30RateStrategy {
    /// @notice The reserve as it stands, and what an action adds to or takes from its liquidity; amounts in the asset's own
    /// units, the reserve factor in basis points.
    struct CalculateInterestRatesParams {
        uint256 unbacked;
        uint256 liquidityAdded;
        uint256 liquidityTaken;
        uint256 totalStableDebt;
        uint256 totalVariableDebt;
        uint256 averageStableBorrowRate;
        uint256 reserveFactor;
        address reserve;
        address aToken;
    }

    /// @notice The liquidity rate, the stable and the variable borrow rate after that action.
    function calculateInterestRates(
        CalculateInterestRatesParams calldata params
    ) external view returns (uint256, uint256, uint256);
}
