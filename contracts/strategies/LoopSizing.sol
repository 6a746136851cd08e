// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Codes} from "./Codes.sol";

/// @title How much a loop borrows or sells to reach a target LTV.
/// @notice The twin of `strategies/leveraged-loop/sizing.ts`. Amounts in wei, ratios scaled 1e9, rounded so that LTV lands at
/// the target or on its safe side, but for the price impact of the sale itself.
library LoopSizing {
    uint256 private constant RATIO = Codes.RATIO;
    uint256 private constant WAD = 1e18;

    /// @notice ETH to borrow so that LTV rises to `target` when every ETH becomes at least one stETH of collateral.
    /// Solves debt + f = target · (collateral + f · lenderPeg).
    function toBorrow(
        uint256 collateralValue,
        uint256 debt,
        uint256 target,
        uint256 lenderPeg
    ) internal pure returns (uint256) {
        uint256 wanted = Math.mulDiv(collateralValue, target, RATIO);
        uint256 returned = (target * lenderPeg) / RATIO;
        if (wanted <= debt || returned >= RATIO) return 0;
        return Math.mulDiv(wanted - debt, RATIO, RATIO - returned);
    }

    /// @notice What the ripcord auction gives beyond the debt that is repaid, a part of it: nothing at the line, all of the lender's
    /// own liquidation bonus where the lender would liquidate.
    /// @param bonus the lender's, 1e9: 75_000_000 is 7.5%
    function discount(
        uint256 ltv,
        uint256 line,
        uint256 liquidationLtv,
        uint256 bonus
    ) internal pure returns (uint256) {
        if (ltv >= liquidationLtv) return bonus;
        if (ltv <= line) return 0;
        return Math.mulDiv(bonus, ltv - line, liquidationLtv - line);
    }

    /// @notice The most debt that an auction at this discount lets others repay: what brings LTV to `target`.
    /// Solves debt − r = target · (collateral − r · (1 + discount)).
    function toAuction(
        uint256 collateralValue,
        uint256 debt,
        uint256 target,
        uint256 discount_
    ) internal pure returns (uint256) {
        uint256 kept = Math.mulDiv(collateralValue, target, RATIO);
        if (debt <= kept) return 0;
        uint256 lost = (target * (RATIO + discount_)) / RATIO;
        if (lost >= RATIO) return debt;
        uint256 repaid = Math.mulDiv(debt - kept, RATIO, RATIO - lost, Math.Rounding.Ceil);
        return repaid < debt ? repaid : debt;
    }

    /// @notice stETH to sell at `price` (ETH per stETH, WAD) so that LTV falls to `target`.
    /// Solves debt − s · price = target · (collateral − s · lenderPeg).
    /// @return 0 where there is nothing to do, the largest uint where a sale at this price would raise LTV
    function toSell(
        uint256 collateralValue,
        uint256 debt,
        uint256 target,
        uint256 lenderPeg,
        uint256 price
    ) internal pure returns (uint256) {
        uint256 kept = Math.mulDiv(collateralValue, target, RATIO);
        if (debt <= kept) return 0;
        uint256 lost = target * lenderPeg;
        if (price <= lost) return type(uint256).max;
        return Math.mulDiv(debt - kept, WAD, price - lost, Math.Rounding.Ceil);
    }
}
