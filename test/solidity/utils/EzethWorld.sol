// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Renzo} from "../../../contracts/devnet/Renzo.sol";
import {
    IRenzoRateProvider,
    IRenzoRestakeManager,
    IRenzoWithdrawQueue
} from "../../../contracts/interfaces/IRenzo.sol";
import {IRestakingDoor} from "../../../contracts/interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {EzethDoor} from "../../../contracts/strategies/restaking/doors/EzethDoor.sol";
import {LiquidRestakingWorld} from "./LiquidRestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Renzo's ezETH.
abstract contract EzethWorld is LiquidRestakingWorld {
    Renzo internal renzo;

    function _openProtocol() internal override returns (IRestakingDoor, PushedRateAdapter.Source memory) {
        renzo = new Renzo(STETH, REPORTER, COOL_DOWN);
        EzethDoor ezeth = new EzethDoor(
            STETH,
            renzo,
            IRenzoRestakeManager(address(renzo)),
            IRenzoWithdrawQueue(address(renzo)),
            IRenzoRateProvider(address(renzo))
        );
        return (
            ezeth,
            PushedRateAdapter.Source(address(renzo), IRenzoRateProvider.getRate.selector, 0, 1e18)
        );
    }

    function _mintToTrader(uint256 amount) internal override {
        vm.startPrank(TRADER);
        STETH.approve(address(renzo), amount);
        renzo.deposit(STETH, amount);
        vm.stopPrank();
    }

    function _report(uint256 rate_) internal override {
        vm.prank(REPORTER);
        renzo.report(rate_);
    }

    function _pauseProtocol(bool paused) internal override {
        vm.prank(REPORTER);
        renzo.setPaused(paused);
    }

    function _ripen() internal override {
        vm.warp(block.timestamp + COOL_DOWN);
    }

    function _rateDust() internal pure override returns (uint256) {
        return 0;
    }
}
