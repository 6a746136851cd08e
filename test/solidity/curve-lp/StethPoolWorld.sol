// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {StethCurveLp} from "../../../contracts/strategies/curve-lp/StethCurveLp.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";

/// @notice That world with the funds in Curve's classic ETH/stETH pool.
abstract contract StethPoolWorld is CurveLpWorld {
    function _openPool() internal view override returns (IERC20 lpToken) {
        return IERC20(CURVE.lp_token());
    }

    function _openPosition(CurveLpAdvisor.Wiring memory w) internal override returns (CurveLpStrategy) {
        return new StethCurveLp(vault, CURVE, w, _rules());
    }

    function _sellPart(uint256 part) internal override {
        _sell((CURVE.balances(1) * part) / WAD);
    }

    function _buyPart(uint256 part) internal override {
        _buy((CURVE.balances(0) * part) / WAD);
    }

    function _othersLeave(uint256 part) internal override {
        _thin(part);
    }

    function _held() internal view override returns (uint256 ether_, uint256 steth_) {
        return (CURVE.balances(0), CURVE.balances(1));
    }
}
