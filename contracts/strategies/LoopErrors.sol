// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Why a leveraged loop refuses, in the one place that the strategy and its linked libraries share.
/// @notice Prices are ETH per stETH (WAD), LTVs scaled 1e9, amounts wei.
interface LoopErrors {
    error UnsoundParams(uint256 rule);
    error NotAsked(uint8 asked, uint8 wanted, uint8 reason);
    error TargetBeyond(uint256 asked, uint256 allowed);
    error TooSoon(uint256 sinceSale, uint256 pace);
    error NothingToDo();
    error SaleRaisesLtv(uint256 price, uint256 target);
    error BelowFloor(uint256 price, uint256 floor);
    error FlashShort(uint256 wanted, uint256 available);
    error LtvAboveBand(uint256 ltv, uint256 high);
    error UnexpectedCall(address caller);
    error OwnCollateral();
    error NotPastLine(uint256 ltv);
    error LtvNotLower(uint256 before, uint256 afterwards);
}
