// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICurveNgPool} from "../interfaces/ICurveNgPool.sol";
import {IRestakedRoute} from "../interfaces/IRestakedRoute.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";

/// @title A liquid restaking token sold for WETH in Curve's pool of the two, and the ether staked with Lido or swapped for stETH.
/// @notice Holds nothing between calls.
contract RestakedRoute is IRestakedRoute {
    ICurveNgPool public immutable pool;
    IERC20 public immutable token;
    IWETH9 public immutable weth;
    IStETH public immutable steth;
    IStethRoute public immutable staking;
    /// The token's and WETH's places in the pool.
    int128 private immutable _sold;
    int128 private immutable _bought;

    error NotItsPool(address pool);

    constructor(ICurveNgPool pool_, IERC20 token_, IWETH9 weth_, IStETH steth_, IStethRoute staking_) {
        bool first = pool_.coins(0) == address(token_);
        (_sold, _bought) = first ? (int128(0), int128(1)) : (int128(1), int128(0));
        bool itsPool =
            pool_.coins(first ? 0 : 1) == address(token_) && pool_.coins(first ? 1 : 0) == address(weth_);
        if (!itsPool) revert NotItsPool(address(pool_));
        (pool, token, weth, steth, staking) = (pool_, token_, weth_, steth_, staking_);
        token_.approve(address(pool_), type(uint256).max);
    }

    /// @dev ETH comes only from unwrapping WETH.
    receive() external payable {}

    function market() external view returns (address) {
        return address(pool);
    }

    /// @dev Lido gives a stETH for an ether; the other way is taken only where it gives more.
    function quoteSell(uint256 amount) external view returns (uint256) {
        return pool.get_dy(_sold, _bought, amount);
    }

    function sell(uint256 amount, uint256 minStethOut) external returns (uint256 units) {
        token.transferFrom(msg.sender, address(this), amount);
        weth.withdraw(pool.exchange(_sold, _bought, amount, 0));
        units = staking.buy{value: address(this).balance}();
        uint256 stethOut = steth.getPooledEthByShares(units);
        if (stethOut < minStethOut) revert TooLittleOut(stethOut, minStethOut);
        steth.transferShares(msg.sender, units);
    }
}
