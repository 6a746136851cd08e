// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {LoopErrors} from "./LoopErrors.sol";
import {Codes} from "./Codes.sol";
import {LoopPolicy} from "./LoopPolicy.sol";
import {LoopSizing} from "./LoopSizing.sol";

/// @title How much stETH a delever sells now, and for how little at most.
/// @notice The twin of `sale.ts` and `sale-floor.ts` in
/// `strategies/leveraged-loop`; amounts in wei, prices in ETH per stETH
/// (WAD), ratios scaled 1e9.
library LoopSale {
    struct Order {
        IStethRoute route;
        uint256 collateralValue;
        uint256 debt;
        /// LTV to reach
        uint256 target;
        uint256 lenderPeg;
        /// the least price
        uint256 floor;
        /// the most that is sold
        uint256 chunk;
    }

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;
    /// A sale that its floor does not bear is halved at most so often: to a thousandth.
    uint256 private constant MAX_HALVINGS = 10;

    /// @notice The sale that brings LTV to the order's target, as far as chunk and floor allow.
    /// @return sold stETH; 0 where LTV is there already
    /// @return repaid the debt that the sale pays for
    function plan(Order memory order) internal view returns (uint256 sold, uint256 repaid) {
        sold = _toTarget(order);
        if (sold == 0) return (0, 0);
        IStethRoute route = order.route;
        sold = Math.min(sold, order.chunk);
        repaid = route.quoteSell(sold);
        if (repaid > order.debt) {
            repaid = order.debt;
            sold = route.quoteSellFor(order.debt);
        }
        // What the floor does not bear whole is sold in part: in a rescue some now beats all of it never.
        for (uint256 round = 0; round < MAX_HALVINGS && repaid * WAD < sold * order.floor; ++round) {
            sold /= 2;
            repaid = route.quoteSell(sold);
        }
        requireFloor(repaid, sold, order.floor);
    }

    /// @notice The least price at `urgency`: the market's less the tolerance; where that price is refused, or past the ripcord
    /// line, the lender's less its liquidation bonus.
    /// @param bonus basis points, counting what it is added to: 10,750 is a bonus of 7.5%
    function floorAt(
        LoopPolicy.State memory s,
        uint8 urgency,
        uint256 maxMarketAge,
        uint256 toleranceBps,
        uint256 bonus
    ) internal pure returns (uint256) {
        bool refused = s.priceFlags & Codes.FLAG_MARKET != 0 || s.marketAge > maxMarketAge;
        if (!refused && urgency < Codes.RESCUE) return (s.peg * 1e9 * (BPS - toleranceBps)) / BPS;
        return (s.lenderPeg * 1e9 * (2 * BPS > bonus ? 2 * BPS - bonus : 0)) / BPS;
    }

    /// @notice Refuses with {LoopErrors-BelowFloor} a sale of `sold` stETH for `ethOut` that pays less than `floor`.
    function requireFloor(uint256 ethOut, uint256 sold, uint256 floor) internal pure {
        if (ethOut * WAD < sold * floor) revert LoopErrors.BelowFloor((ethOut * WAD) / sold, floor);
    }

    /// @dev A first price is quoted at the debt to shed, a second at the sale it implies: what is left is its impact.
    function _toTarget(Order memory order) private view returns (uint256 sold) {
        (uint256 value, uint256 debt, uint256 target) = (order.collateralValue, order.debt, order.target);
        if (target == 0) return order.route.quoteSellFor(debt);
        uint256 kept = Math.mulDiv(value, target, Codes.RATIO);
        if (debt <= kept) return 0;
        sold = debt - kept;
        for (uint256 round = 0; round < 2; ++round) {
            uint256 price = (order.route.quoteSell(sold) * WAD) / sold;
            sold = LoopSizing.toSell(value, debt, target, order.lenderPeg, price);
            if (sold == type(uint256).max) revert LoopErrors.SaleRaisesLtv(price, target);
        }
    }
}
