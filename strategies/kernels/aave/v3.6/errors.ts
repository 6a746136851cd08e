// Aave v3.6's errors, as its contracts revert with them. Source: Errors.sol of @aave-dao/aave-v3-origin 3.6.0.
// Since v3.4 they are custom errors: what was code "26" in v3.0 is `InvalidAmount()`.

export const BORROW_CAP_EXCEEDED = "BorrowCapExceeded";
export const COLLATERAL_CANNOT_BE_LIQUIDATED = "CollateralCannotBeLiquidated";
export const COLLATERAL_CANNOT_COVER_NEW_BORROW = "CollateralCannotCoverNewBorrow";
export const HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD = "HealthFactorLowerThanLiquidationThreshold";
export const HEALTH_FACTOR_NOT_BELOW_THRESHOLD = "HealthFactorNotBelowThreshold";
export const INCONSISTENT_EMODE_CATEGORY = "InconsistentEModeCategory";
export const INVALID_AMOUNT = "InvalidAmount";
export const INVALID_BURN_AMOUNT = "InvalidBurnAmount";
export const INVALID_COLLATERAL_IN_EMODE = "InvalidCollateralInEmode";
export const INVALID_DEBT_IN_EMODE = "InvalidDebtInEmode";
export const LTV_VALIDATION_FAILED = "LtvValidationFailed";
export const MUST_NOT_LEAVE_DUST = "MustNotLeaveDust";
export const NO_DEBT_OF_SELECTED_TYPE = "NoDebtOfSelectedType";
export const NOT_BORROWABLE_IN_EMODE = "NotBorrowableInEMode";
export const NOT_ENOUGH_AVAILABLE_USER_BALANCE = "NotEnoughAvailableUserBalance";
export const RESERVE_NOT_IN_DEFICIT = "ReserveNotInDeficit";
export const SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER = "SpecifiedCurrencyNotBorrowedByUser";
export const SUPPLY_CAP_EXCEEDED = "SupplyCapExceeded";
