// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Etherfi} from "../../../contracts/devnet/Etherfi.sol";
import {IEtherfiLiquifier, IWeETH} from "../../../contracts/interfaces/IEtherfi.sol";
import {IRestakingDoor} from "../../../contracts/interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {WeethDoor} from "../../../contracts/strategies/restaking/doors/WeethDoor.sol";
import {LiquidRestakingWorld} from "./LiquidRestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice ether.fi's weETH.
abstract contract WeethWorld is LiquidRestakingWorld {
    uint256 private constant EVERY_REQUEST = type(uint32).max;

    Etherfi internal etherfi;

    function _openProtocol() internal override returns (IRestakingDoor, PushedRateAdapter.Source memory) {
        etherfi = new Etherfi(STETH, REPORTER);
        vm.deal(address(etherfi), 100_000e18);
        _mintToTrader(1e18);
        WeethDoor weeth = new WeethDoor(
            STETH,
            IWeETH(address(etherfi)),
            IEtherfiLiquifier(address(etherfi)),
            route,
            COOL_DOWN
        );
        return (weeth, PushedRateAdapter.Source(address(etherfi), IWeETH.getRate.selector, 0, 1e18));
    }

    function _mintToTrader(uint256 amount) internal override {
        vm.startPrank(TRADER);
        STETH.approve(address(etherfi), amount);
        uint256 share = etherfi.depositWithERC20(address(STETH), amount, address(0));
        etherfi.eETH().approve(address(etherfi), type(uint256).max);
        etherfi.wrap(etherfi.amountForShare(share));
        vm.stopPrank();
    }

    /// By what the validators earned or lost, rounded so that the rate is `rate_` to the last digit.
    function _report(uint256 rate_) internal override {
        uint256 wanted = (etherfi.totalShares() * rate_ + WAD - 1) / WAD;
        int256 change = int256(wanted) - int256(etherfi.getTotalPooledEther());
        vm.prank(REPORTER);
        etherfi.rebase(change);
    }

    function _pauseProtocol(bool paused) internal override {
        vm.prank(REPORTER);
        etherfi.setPaused(paused);
    }

    function _ripen() internal override {
        vm.warp(block.timestamp + COOL_DOWN);
        vm.prank(REPORTER);
        etherfi.finalizeRequests(EVERY_REQUEST);
    }

    /// @dev The rate is floored to 18 decimals: its last digit is worth a unit in 1e18.
    function _rateDust() internal view override returns (uint256) {
        return (2 * held.entryUnits()) / WAD + 4;
    }
}
