// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title Sending units of whatever token an adapter reads.
library UnitTransfers {
    using SafeERC20 for IERC20;

    function sendUnits(ILstAdapter adapter, address to, uint256 units) internal {
        if (units == 0) return;
        address token = adapter.token();
        if (adapter.rebasing()) IStETH(token).transferShares(to, units);
        else IERC20(token).safeTransfer(to, units);
    }
}
