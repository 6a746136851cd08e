// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IWstETH} from "../interfaces/IWstETH.sol";
import {RateBearingAdapter} from "./RateBearingAdapter.sol";

/// @title wstETH: a unit is a Lido share, as for stETH, and Lido's own books say what it redeems for.
contract WstethAdapter is RateBearingAdapter {
    IWstETH private immutable _wsteth;

    constructor(IWstETH wsteth) RateBearingAdapter(wsteth) {
        _wsteth = wsteth;
    }

    function redemptionRate() external view returns (uint256) {
        return _wsteth.stEthPerToken();
    }

    function ratePushed() external pure returns (bool) {
        return false;
    }
}
