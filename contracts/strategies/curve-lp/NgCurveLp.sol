// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICurveNgPool} from "../../interfaces/ICurveNgPool.sol";
import {IKeelVault} from "../../interfaces/IKeelVault.sol";
import {IWETH9} from "../../interfaces/IWETH9.sol";
import {IWstETH} from "../../interfaces/IWstETH.sol";
import {CurveLpAdvisor} from "./CurveLpAdvisor.sol";
import {CurveLpPolicy} from "./CurveLpPolicy.sol";
import {CurveLpStrategy} from "./CurveLpStrategy.sol";
import {NgPoolAdvisor} from "./NgPoolAdvisor.sol";

/// @title Liquidity in a Curve StableSwap-NG pool of WETH and wstETH.
contract NgCurveLp is CurveLpStrategy {
    int128 private constant WSTETH = 1;

    ICurveNgPool public immutable pool;
    IWETH9 public immutable weth;
    IWstETH public immutable wsteth;

    error WrongCoins(address ether_, address steth_);

    constructor(
        IKeelVault vault_,
        ICurveNgPool pool_,
        IWETH9 weth_,
        IWstETH wsteth_,
        CurveLpAdvisor.Wiring memory w,
        CurveLpPolicy.Params memory params_
    ) CurveLpStrategy(vault_, w, new NgPoolAdvisor(w, pool_, weth_), address(pool_)) {
        if (pool_.coins(0) != address(weth_) || pool_.coins(1) != address(wsteth_)) {
            revert WrongCoins(pool_.coins(0), pool_.coins(1));
        }
        (pool, weth, wsteth) = (pool_, weth_, wsteth_);
        steth.approve(address(wsteth_), type(uint256).max);
        weth_.approve(address(pool_), type(uint256).max);
        wsteth_.approve(address(pool_), type(uint256).max);
        _approveVenues();
        _setParams(params_);
    }

    function _payer() internal view override returns (address) {
        return address(weth);
    }

    function _add(uint256 ether_, uint256 assets) internal override {
        if (ether_ > 0) weth.deposit{value: ether_}();
        pool.add_liquidity(_amounts(ether_, wsteth.wrap(assets)), 0);
    }

    function _removeBalanced(uint256 lp) internal override {
        pool.remove_liquidity(lp, _amounts(0, 0));
        _unwrap();
    }

    function _removeOneSided(uint256 lp) internal override returns (bool) {
        try pool.remove_liquidity_one_coin(lp, WSTETH, 0) returns (uint256) {
            _unwrap();
            return true;
        } catch {
            return false;
        }
    }

    function _takeEther() internal override returns (uint256) {
        uint256 wrapped = weth.balanceOf(address(this));
        if (wrapped > 0) weth.withdraw(wrapped);
        return address(this).balance;
    }

    function _isPosition(address token) internal view override returns (bool) {
        return token == address(weth) || token == address(wsteth) || super._isPosition(token);
    }

    function _unwrap() private {
        uint256 units = wsteth.balanceOf(address(this));
        if (units > 0) wsteth.unwrap(units);
    }

    function _amounts(uint256 ether_, uint256 units) private pure returns (uint256[] memory amounts) {
        amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (ether_, units);
    }
}
