// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICurveNgPool} from "../../interfaces/ICurveNgPool.sol";
import {CurveLpAdvisor} from "./CurveLpAdvisor.sol";

/// @title What liquidity in a Curve StableSwap-NG pool of WETH and wstETH is worth.
/// @notice The pool asks wstETH for its rate, so that a stETH counts as an ETH here too, and it guards its virtual price itself.
/// One wstETH is one unit.
contract NgPoolAdvisor is CurveLpAdvisor {
    int128 private constant WSTETH = 1;

    ICurveNgPool public immutable pool;
    IERC20 private immutable _weth;

    constructor(Wiring memory w, ICurveNgPool pool_, IERC20 weth) CurveLpAdvisor(w, IERC20(address(pool_))) {
        (pool, _weth) = (pool_, weth);
    }

    function virtualPrice() public view override returns (uint256) {
        return _supply() == 0 ? WAD : pool.get_virtual_price();
    }

    function _reserves() internal view override returns (uint256 ether_, uint256 steth_) {
        return (pool.balances(0), (pool.balances(1) * pool.stored_rates()[1]) / WAD);
    }

    function _supply() internal view override returns (uint256) {
        return pool.totalSupply();
    }

    function _looseEther() internal view override returns (uint256) {
        return position.balance + _weth.balanceOf(position);
    }

    function _quoteMint(uint256 ether_, uint256 assets) internal view override returns (uint256) {
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (ether_, _units(assets));
        return pool.calc_token_amount(amounts, true);
    }

    function _quoteOneSided(uint256 lp) internal view override returns (uint256) {
        try pool.calc_withdraw_one_coin(lp, WSTETH) returns (uint256 units) {
            return units;
        } catch {
            return 0;
        }
    }

    function _quoteBalanced(uint256 lp) internal view override returns (uint256 ether_, uint256 units) {
        uint256 supply = _supply();
        return ((pool.balances(0) * lp) / supply, (pool.balances(1) * lp) / supply);
    }
}
