// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {RateBearingAdapter} from "../../../contracts/lst/RateBearingAdapter.sol";

/// @title A token that is its own unit and always redeems for one
contract PlainAdapter is RateBearingAdapter {
    constructor(IERC20 token) RateBearingAdapter(token) {}

    function redemptionRate() external pure returns (uint256) {
        return 1e18;
    }

    function ratePushed() external pure returns (bool) {
        return false;
    }
}
