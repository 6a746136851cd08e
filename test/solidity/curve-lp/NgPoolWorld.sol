// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {StableSwapNG} from "../../../contracts/devnet/StableSwapNG.sol";
import {ICurveNgPool} from "../../../contracts/interfaces/ICurveNgPool.sol";
import {IWstETH} from "../../../contracts/interfaces/IWstETH.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {NgCurveLp} from "../../../contracts/strategies/curve-lp/NgCurveLp.sol";
import {vm} from "../utils/Vm.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";

/// @notice The same world with the funds in a StableSwap-NG pool of WETH and wstETH.
abstract contract NgPoolWorld is CurveLpWorld {
    uint256 private constant DEPTH = 40_000e18;

    StableSwapNG internal ng;

    function _openPool() internal override returns (IERC20 lpToken) {
        ng = new StableSwapNG(
            "WETH/wstETH",
            "wethwsteth",
            StableSwapNG.Parameters({
                A: 500,
                fee: 1_000_000,
                offpegFeeMultiplier: 20_000_000_000,
                maExpTime: 866,
                coins: [address(WETH), address(WSTETH)],
                rateMultipliers: [uint256(1e18), 1e18],
                oracles: [address(0), address(WSTETH)],
                methodIds: [bytes4(0), IWstETH.stEthPerToken.selector],
                feeReceiver: OWNER
            })
        );
        vm.startPrank(LIQUIDITY_PROVIDER);
        WETH.deposit{value: DEPTH}();
        STETH.approve(address(WSTETH), DEPTH);
        _add(DEPTH, WSTETH.wrap(DEPTH));
        vm.stopPrank();
        return ng;
    }

    function _openPosition(CurveLpAdvisor.Wiring memory w) internal override returns (CurveLpStrategy) {
        return new NgCurveLp(vault, ICurveNgPool(address(ng)), WETH, WSTETH, w, _rules());
    }

    function _sellPart(uint256 part) internal override {
        uint256 units = (ng.balances(1) * part) / WAD;
        vm.startPrank(TRADER);
        uint256 assets = STETH.getPooledEthByShares(units) + 2;
        STETH.approve(address(WSTETH), assets);
        uint256 wrapped = WSTETH.wrap(assets);
        WSTETH.approve(address(ng), wrapped);
        ng.exchange(1, 0, wrapped, 0);
        vm.stopPrank();
    }

    function _buyPart(uint256 part) internal override {
        uint256 amount = (ng.balances(0) * part) / WAD;
        vm.startPrank(TRADER);
        WETH.deposit{value: amount}();
        WETH.approve(address(ng), amount);
        ng.exchange(0, 1, amount, 0);
        vm.stopPrank();
    }

    function _othersLeave(uint256 part) internal override {
        uint256 held = ng.balanceOf(LIQUIDITY_PROVIDER);
        vm.prank(LIQUIDITY_PROVIDER);
        ng.remove_liquidity((held * part) / WAD, new uint256[](2));
    }

    function _held() internal view override returns (uint256 ether_, uint256 steth_) {
        return (ng.balances(0), (ng.balances(1) * ng.stored_rates()[1]) / WAD);
    }

    function _add(uint256 ether_, uint256 units) private {
        WETH.approve(address(ng), ether_);
        WSTETH.approve(address(ng), units);
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (ether_, units);
        ng.add_liquidity(amounts, 0);
    }
}
