// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Kelp} from "../../../contracts/devnet/Kelp.sol";
import {IKelpDepositPool, IKelpOracle, IKelpWithdrawals} from "../../../contracts/interfaces/IKelp.sol";
import {IRestakingDoor} from "../../../contracts/interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {RsethDoor} from "../../../contracts/strategies/restaking/doors/RsethDoor.sol";
import {LiquidRestakingWorld} from "./LiquidRestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Kelp's rsETH.
abstract contract RsethWorld is LiquidRestakingWorld {
    uint256 internal constant DELAY_BLOCKS = COOL_DOWN / 12;

    Kelp internal kelp;

    function _openProtocol() internal override returns (IRestakingDoor, PushedRateAdapter.Source memory) {
        kelp = new Kelp(STETH, REPORTER, DELAY_BLOCKS);
        RsethDoor rseth = new RsethDoor(
            STETH,
            kelp,
            IKelpDepositPool(address(kelp)),
            IKelpWithdrawals(address(kelp))
        );
        return (rseth, PushedRateAdapter.Source(address(kelp), IKelpOracle.rsETHPrice.selector, 0, 1e18));
    }

    function _mintToTrader(uint256 amount) internal override {
        vm.startPrank(TRADER);
        STETH.approve(address(kelp), amount);
        kelp.depositAsset(address(STETH), amount, 0, "");
        vm.stopPrank();
    }

    function _report(uint256 rate_) internal override {
        vm.prank(REPORTER);
        kelp.report(rate_);
    }

    function _pauseProtocol(bool paused) internal override {
        vm.prank(REPORTER);
        kelp.setPaused(paused);
    }

    function _ripen() internal override {
        vm.warp(block.timestamp + COOL_DOWN);
        vm.roll(block.number + DELAY_BLOCKS);
        vm.prank(REPORTER);
        kelp.unlockQueue();
    }

    function _rateDust() internal pure override returns (uint256) {
        return 0;
    }
}
