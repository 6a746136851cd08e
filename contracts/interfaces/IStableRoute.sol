// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A way between WETH and the asset that a lending position borrows. Amounts in wei and in that asset's own units.
interface IStableRoute {
    /// @notice Where it trades.
    function market() external view returns (address);

    /// @return stableOut that `wethIn` buys now
    function quoteBuy(uint256 wethIn) external view returns (uint256 stableOut);

    /// @return wethIn the least that buys `stableOut` now; reverts with {RouteTooShallow} where no amount does
    function quoteBuyFor(uint256 stableOut) external view returns (uint256 wethIn);

    /// @return wethOut that a sale of `stableIn` fetches now
    function quoteSell(uint256 stableIn) external view returns (uint256 wethOut);

    /// @notice Turns `wethIn` of the caller's (approved) WETH into the asset, at least `minStableOut`, and sends it to the caller.
    function buy(uint256 wethIn, uint256 minStableOut) external returns (uint256 stableOut);

    /// @notice Sells `stableIn` of the caller's (approved) asset for at least `minWethOut`, and sends the WETH to the caller.
    function sell(uint256 stableIn, uint256 minWethOut) external returns (uint256 wethOut);

    /// @dev The error of {IStethRoute}, by the same name and numbers: what was wanted, what would go in, what there is.
    error RouteTooShallow(uint256 wanted, uint256 amountIn, uint256 fetches);
    error TooLittleOut(uint256 amountOut, uint256 least);
}
