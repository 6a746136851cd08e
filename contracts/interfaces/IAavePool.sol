// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Aave v3.0's pool, as Keel calls it
/// @notice Amounts are in the asset's own units, indices and rates in ray (1e27, rates a year), ratios in basis
/// points. Source: https://aave.com/docs (v3.0; the npm package aave/core-v3)
interface IAavePool {
    /// @notice A reserve's settings as Aave packs them: bits 0-15 LTV, 16-31 liquidation threshold, 32-47
    /// liquidation bonus (all basis points), 48-55 decimals, 56 active, 57 frozen, 58 borrowing enabled, 60 paused,
    /// 64-79 reserve factor (basis points), 80-115 borrow cap, 116-151 supply cap (whole tokens, 0 means none).
    struct ReserveConfigurationMap {
        uint256 data;
    }

    /// @notice A reserve's state as stored; indices are as of `lastUpdateTimestamp` (Unix seconds).
    struct ReserveData {
        ReserveConfigurationMap configuration;
        uint128 liquidityIndex;
        uint128 currentLiquidityRate;
        uint128 variableBorrowIndex;
        uint128 currentVariableBorrowRate;
        uint128 currentStableBorrowRate;
        uint40 lastUpdateTimestamp;
        uint16 id;
        address aTokenAddress;
        address stableDebtTokenAddress;
        address variableDebtTokenAddress;
        address interestRateStrategyAddress;
        uint128 accruedToTreasury;
        uint128 unbacked;
        uint128 isolationModeTotalDebt;
    }

    /// @notice An e-mode's terms, basis points; the bonus counts what it is added to. From v3.2 on `priceSource` is always zero.
    struct EModeCategory {
        uint16 ltv;
        uint16 liquidationThreshold;
        uint16 liquidationBonus;
        address priceSource;
        string label;
    }

    /// @notice Supplies `amount` of `asset` from the caller; the aTokens go to `onBehalfOf`.
    function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode) external;

    /// @notice Withdraws `amount` of `asset` (the maximum of uint256: all) to `to`.
    /// @return What was withdrawn. Reverts where the health factor would fall below 1.
    function withdraw(address asset, uint256 amount, address to) external returns (uint256);

    /// @notice Borrows `amount` of `asset` for `onBehalfOf` at rate mode 2 (variable). Reverts past the LTV.
    function borrow(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        uint16 referralCode,
        address onBehalfOf
    ) external;

    /// @notice Repays `amount` (the maximum of uint256: all, if one's own) of `onBehalfOf`'s debt.
    /// @return What was repaid.
    function repay(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        address onBehalfOf
    ) external returns (uint256);

    /// @notice Lets `asset` of the caller count as collateral, or no longer. Reverts where the health factor would fall below 1.
    function setUserUseReserveAsCollateral(address asset, bool useAsCollateral) external;

    /// @notice Puts the caller into an e-mode; 0 is none. Reverts where its debts or its health factor do not allow it.
    function setUserEMode(uint8 categoryId) external;

    function getUserEMode(address user) external view returns (uint256);

    function getEModeCategoryData(uint8 id) external view returns (EModeCategory memory);

    /// @return Reserves by their id, a bit each, that are collateral on the e-mode's terms. Since v3.2; before it a reserve names
    /// its one e-mode in bits 168-175 of its settings.
    function getEModeCategoryCollateralBitmap(uint8 id) external view returns (uint128);

    /// @notice A user's account: three amounts in the oracle's base currency, the weighted liquidation threshold and
    /// LTV (basis points) and the health factor (1e18, the maximum of uint256 without debt).
    function getUserAccountData(
        address user
    )
        external
        view
        returns (
            uint256 totalCollateralBase,
            uint256 totalDebtBase,
            uint256 availableBorrowsBase,
            uint256 currentLiquidationThreshold,
            uint256 ltv,
            uint256 healthFactor
        );

    /// @notice The settings of `asset`'s reserve.
    function getConfiguration(address asset) external view returns (ReserveConfigurationMap memory);

    /// @notice The stored state of `asset`'s reserve.
    function getReserveData(address asset) external view returns (ReserveData memory);

    /// @notice The variable borrow index of `asset`'s reserve as of now, ray.
    function getReserveNormalizedVariableDebt(address asset) external view returns (uint256);
}
