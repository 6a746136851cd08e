// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Why a lending position refuses, in the one place that the strategy and its advisor share.
/// @notice Prices are ETH per stETH (WAD), LTVs scaled 1e9, amounts in each asset's own units.
interface LendingErrors {
    error UnsoundParams(uint256 rule);
    error NoVenue();
    error NotAsked(uint8 asked, uint8 wanted, uint8 reason);
    error TargetBeyond(uint256 asked, uint256 allowed);
    error NothingToDo();
    error SaleRaisesLtv(uint256 price, uint256 target);
    error BelowFloor(uint256 price, uint256 floor);
    error FlashShort(uint256 wanted, uint256 available);
    error LtvAboveBand(uint256 ltv, uint256 high);
    error VenueTook(uint256 placed, uint256 worth);
    error NotPastRipcord(uint256 ltv, uint256 line);
    error TooLittleCollateral(uint256 units, uint256 minUnits);
    error UnexpectedCall(address caller);
    error OwnCollateral();
}
