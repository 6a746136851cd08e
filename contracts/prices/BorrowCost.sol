// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IBorrowRate} from "../interfaces/IBorrowRate.sol";
import {IKeelPrices} from "../interfaces/IKeelPrices.sol";
import {ILoopPrices} from "../interfaces/ILoopPrices.sol";
import {MarketPrices} from "./MarketPrices.sol";

/// @title What borrowing ETH against a staked token has cost, beside what the token is worth.
/// @notice The rate that was paid is the growth of the lender's own debt index between now and an anchor one to two days back,
/// so a rate that someone moves for a block or an hour counts for that hour and no more.
abstract contract BorrowCost is MarketPrices, ILoopPrices {
    using SafeCast for uint256;

    struct DebtAnchor {
        uint128 index;
        uint64 time;
    }

    uint256 private constant RAY_TO_WAD = 1e9;
    uint256 private constant SPACING = 1 days;

    IBorrowRate public immutable borrowRate;
    DebtAnchor public olderDebt;
    DebtAnchor public newerDebt;

    constructor(IBorrowRate borrowRate_) {
        borrowRate = borrowRate_;
        DebtAnchor memory now_ = DebtAnchor(borrowRate_.index().toUint128(), uint64(block.timestamp));
        (olderDebt, newerDebt) = (now_, now_);
    }

    function poke() public virtual override(MarketPrices, IKeelPrices) {
        super.poke();
        if (block.timestamp - newerDebt.time < SPACING) return;
        olderDebt = newerDebt;
        newerDebt = DebtAnchor(borrowRate.index().toUint128(), uint64(block.timestamp));
    }

    function read() public view virtual override(MarketPrices, IKeelPrices) returns (Reading memory) {
        return super.read();
    }

    /// @inheritdoc ILoopPrices
    function borrowApr() external view returns (uint256) {
        DebtAnchor memory from = olderDebt;
        uint256 elapsed = block.timestamp - from.time;
        if (elapsed < SPACING) return borrowRate.rateAfter(0) / RAY_TO_WAD;
        return ((borrowRate.index() - from.index) * WAD * YEAR) / (from.index * elapsed);
    }

    /// @inheritdoc ILoopPrices
    function borrowAprAfter(uint256 amount) external view returns (uint256) {
        return borrowRate.rateAfter(amount) / RAY_TO_WAD;
    }
}
