// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IChainlinkFeed} from "../interfaces/IChainlinkFeed.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";

/// @title wstETH/ETH for the offline mainnet's lender: the market's stETH price times Lido's share rate
/// @notice The lender asks for `latestAnswer` alone. So a depeg reaches its LTV at once, as on Aave v2 in 2022.
contract WstethEthSource {
    IChainlinkFeed public immutable stethEthFeed;
    IWstETH public immutable wstETH;

    constructor(IChainlinkFeed stethEthFeed_, IWstETH wstETH_) {
        stethEthFeed = stethEthFeed_;
        wstETH = wstETH_;
    }

    /// @notice Ether per wstETH, 1e18, rounded down; zero while the feed has no answer.
    function latestAnswer() external view returns (int256) {
        return (stethEthFeed.latestAnswer() * int256(wstETH.stEthPerToken())) / 1e18;
    }
}
