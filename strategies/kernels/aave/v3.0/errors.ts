// Aave v3.0's error codes, as its contracts revert with them. Source: Errors.sol of @aave/core-v3 1.19.3.

export const INVALID_MINT_AMOUNT = "24";
export const INVALID_BURN_AMOUNT = "25";
export const INVALID_AMOUNT = "26";
export const NOT_ENOUGH_AVAILABLE_USER_BALANCE = "32";
export const COLLATERAL_BALANCE_IS_ZERO = "34";
export const HEALTH_FACTOR_LOWER_THAN_LIQUIDATION_THRESHOLD = "35";
export const COLLATERAL_CANNOT_COVER_NEW_BORROW = "36";
export const NO_DEBT_OF_SELECTED_TYPE = "39";
export const HEALTH_FACTOR_NOT_BELOW_THRESHOLD = "45";
export const COLLATERAL_CANNOT_BE_LIQUIDATED = "46";
export const SPECIFIED_CURRENCY_NOT_BORROWED_BY_USER = "47";
export const BORROW_CAP_EXCEEDED = "50";
export const SUPPLY_CAP_EXCEEDED = "51";
export const LTV_VALIDATION_FAILED = "57";
export const INCONSISTENT_EMODE_CATEGORY = "58";
