// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICurveStethPool} from "../../interfaces/ICurveStethPool.sol";
import {IKeelVault} from "../../interfaces/IKeelVault.sol";
import {CurveLpAdvisor} from "./CurveLpAdvisor.sol";
import {CurveLpPolicy} from "./CurveLpPolicy.sol";
import {CurveLpStrategy} from "./CurveLpStrategy.sol";
import {StethPoolAdvisor} from "./StethPoolAdvisor.sol";

/// @title Liquidity in Curve's classic ETH/stETH pool.
contract StethCurveLp is CurveLpStrategy {
    int128 private constant STETH = 1;

    ICurveStethPool public immutable pool;

    constructor(
        IKeelVault vault_,
        ICurveStethPool pool_,
        CurveLpAdvisor.Wiring memory w,
        CurveLpPolicy.Params memory params_
    ) CurveLpStrategy(vault_, w, new StethPoolAdvisor(w, pool_), address(pool_)) {
        pool = pool_;
        steth.approve(address(pool_), type(uint256).max);
        _approveVenues();
        _setParams(params_);
    }

    function _payer() internal view override returns (address) {
        return address(pool);
    }

    function _add(uint256 ether_, uint256 assets) internal override {
        pool.add_liquidity{value: ether_}([ether_, assets], 0);
    }

    function _removeBalanced(uint256 lp) internal override {
        pool.remove_liquidity(lp, [uint256(0), 0]);
    }

    function _removeOneSided(uint256 lp) internal override returns (bool) {
        try pool.remove_liquidity_one_coin(lp, STETH, 0) returns (uint256) {
            return true;
        } catch {
            return false;
        }
    }

    function _takeEther() internal view override returns (uint256) {
        return address(this).balance;
    }
}
