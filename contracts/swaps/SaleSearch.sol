// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";

/// @title How much a route must sell to fetch a given amount, from its quotes alone.
abstract contract SaleSearch is IStethRoute {
    /// The least that is quoted, wei: below it a pool's own rounding outweighs the trade, and may refuse it.
    uint256 private constant DUST = 1e9;

    function quoteSell(uint256 stethIn) public view virtual returns (uint256);

    /// @inheritdoc IStethRoute
    /// @dev A pool's price falls with size, so scaling a sale that fetches too little by what it lacks approaches the
    /// answer from below; a headroom of one billionth ends it in two or three rounds.
    function quoteSellFor(uint256 ethOut) external view virtual returns (uint256 stethIn) {
        if (ethOut == 0) return 0;
        stethIn = Math.max(ethOut, DUST);
        uint256 fetches = quoteSell(stethIn);
        for (uint256 round = 0; fetches < ethOut; ++round) {
            if (round == 16 || fetches == 0) revert RouteTooShallow(ethOut, stethIn, fetches);
            stethIn = Math.mulDiv(stethIn, ethOut, fetches, Math.Rounding.Ceil);
            stethIn += stethIn / 1e9 + 1;
            fetches = quoteSell(stethIn);
        }
    }
}
