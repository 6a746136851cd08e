// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IAavePool} from "../interfaces/IAavePool.sol";

/// @title On which terms Aave takes a collateral: the reserve's own, or those of the e-mode that the borrower is in.
/// @notice The same for all generations: v3.0 names a reserve's one e-mode in its settings, v3.2 and later name an e-mode's reserves.
library AaveTerms {
    /// @return threshold LTV at which `borrower` is liquidated, basis points
    /// @return bonus what a liquidator gets, basis points, counting what it is added to: 10,750 is a bonus of 7.5%
    function read(
        IAavePool pool,
        address collateral,
        address borrower
    ) internal view returns (uint256 threshold, uint256 bonus) {
        uint256 settings = pool.getConfiguration(collateral).data;
        uint8 category = uint8(pool.getUserEMode(borrower));
        if (category != 0 && _has(pool, category, collateral, settings)) {
            IAavePool.EModeCategory memory terms = pool.getEModeCategoryData(category);
            return (terms.liquidationThreshold, terms.liquidationBonus);
        }
        return ((settings >> 16) & 0xFFFF, (settings >> 32) & 0xFFFF);
    }

    function _has(
        IAavePool pool,
        uint8 category,
        address collateral,
        uint256 settings
    ) private view returns (bool) {
        try pool.getEModeCategoryCollateralBitmap(category) returns (uint128 reserves) {
            return (reserves >> pool.getReserveData(collateral).id) & 1 != 0;
        } catch {
            return (settings >> 168) & 0xFF == category;
        }
    }
}
