// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICurveStethPool} from "./ICurveStethPool.sol";

/// @title A way between ETH and stETH. Amounts in wei of each.
interface IStethRoute {
    /// @notice Where stETH is sold.
    function pool() external view returns (ICurveStethPool);

    /// @return ethOut that a sale of `stethIn` fetches now
    function quoteSell(uint256 stethIn) external view returns (uint256 ethOut);

    /// @return stethIn enough to fetch at least `ethOut` now, at most a billionth and a gwei above the least;
    /// reverts with {RouteTooShallow} where no amount does
    function quoteSellFor(uint256 ethOut) external view returns (uint256 stethIn);

    /// @notice Sells `stethIn` of the caller's (approved) stETH and sends it the ETH.
    function sell(uint256 stethIn, uint256 minEthOut) external returns (uint256 ethOut);

    /// @notice Turns the ETH sent into stETH, through whichever of pool and Lido gives more, and moves it to the caller.
    /// @return units Lido shares moved
    function buy() external payable returns (uint256 units);

    error RouteTooShallow(uint256 ethOut, uint256 stethIn, uint256 fetches);
}
