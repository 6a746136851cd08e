// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The prices of a staked token: what its protocol redeems, and what a market pays.
interface IKeelPrices {
    struct Reading {
        /// ETH per unit that the protocol itself redeems, WAD
        uint256 redemptionRate;
        /// marketRate / redemptionRate: ETH that a sale of one stETH fetches, the lower of feed and accumulator, WAD
        uint256 peg;
        /// seconds since the older of the two market prices was seen
        uint256 marketAge;
        /// LoopPolicy.FLAG_MARKET, FLAG_REDEMPTION
        uint8 flags;
        /// growth of redemptionRate over the last window, a year, simple, WAD; an assumption until a window is measured
        uint256 stakingApr;
    }

    /// @notice The prices as last observed; no live pool state, so a caller cannot move them in the same transaction.
    function read() external view returns (Reading memory);

    /// @notice Seconds that the market price takes to go the whole way to what a sale has made of it.
    function window() external view returns (uint256);

    /// @notice Observes pool and protocol. Open to anyone; the second call of a block changes nothing.
    function poke() external;
}
