// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A way between ETH and a staked token, whose amounts are in what they redeem for: for stETH its own, for a token that bears a
/// rate the ETH that its protocol owes for it. Amounts in wei of each.
interface IStethRoute {
    /// @notice Where it trades: pools that a sale depends on.
    function venues() external view returns (address[] memory);

    /// @return ethOut that a sale of `stethIn` fetches now
    function quoteSell(uint256 stethIn) external view returns (uint256 ethOut);

    /// @return stethIn enough to fetch at least `ethOut` now, at most a billionth and a gwei above the least;
    /// reverts with {RouteTooShallow} where no amount does
    function quoteSellFor(uint256 ethOut) external view returns (uint256 stethIn);

    /// @return stethOut that `ethIn` buys now
    function quoteBuy(uint256 ethIn) external view returns (uint256 stethOut);

    /// @notice Sells `stethIn` of the caller's (approved) token and sends it the ETH.
    function sell(uint256 stethIn, uint256 minEthOut) external returns (uint256 ethOut);

    /// @notice Turns the ETH sent into the token, through whichever way gives more, and moves it to the caller.
    /// @return units moved: Lido shares, or the token that bears a rate
    function buy() external payable returns (uint256 units);

    error RouteTooShallow(uint256 ethOut, uint256 stethIn, uint256 fetches);
}
