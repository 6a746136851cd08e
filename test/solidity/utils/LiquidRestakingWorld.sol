// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Renzo} from "../../../contracts/devnet/Renzo.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {
    IRenzoRateProvider,
    IRenzoRestakeManager,
    IRenzoWithdrawQueue
} from "../../../contracts/interfaces/IRenzo.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {EzethDoor} from "../../../contracts/strategies/restaking/doors/EzethDoor.sol";
import {PostedFeed} from "./PostedFeed.sol";
import {RestakingWorld} from "./RestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice A vault that holds ezETH through its door: a reporter who pushes its rate, a market that prints what it likes, and a
/// redemption queue of a week.
abstract contract LiquidRestakingWorld is RestakingWorld {
    address internal constant REPORTER = address(0x4E0);
    uint256 internal constant COOL_DOWN = 7 days;

    Renzo internal renzo;
    PushedRateAdapter internal rate;
    PostedFeed internal market;
    EzethDoor internal door;
    LiquidRestakingStrategy internal held;

    function setUp() public virtual override {
        super.setUp();
        vault = _newVault();
        renzo = new Renzo(STETH, REPORTER, COOL_DOWN);
        rate = new PushedRateAdapter(
            renzo,
            PushedRateAdapter.Source(address(renzo), IRenzoRateProvider.getRate.selector, 0, 1e18),
            PushedRateAdapter.Bounds(3 days, 0.005e18, 0.01e18)
        );
        market = new PostedFeed();
        market.post(1e18);
        door = new EzethDoor(
            STETH,
            renzo,
            IRenzoRestakeManager(address(renzo)),
            IRenzoWithdrawQueue(address(renzo)),
            IRenzoRateProvider(address(renzo))
        );
        held = new LiquidRestakingStrategy(
            _terms(vault),
            LiquidRestakingStrategy.Venue(door, rate, IChainlinkFeed(address(market)), address(0x0E1))
        );
        _open(held, "");
        // Others hold ezETH too, so that the queue has what it pays with after a rise of the rate.
        vm.startPrank(TRADER);
        STETH.approve(address(renzo), 10_000e18);
        renzo.deposit(STETH, 10_000e18);
        vm.stopPrank();
    }

    function _report(uint256 rate_) internal {
        vm.prank(REPORTER);
        renzo.report(rate_);
    }

    function _mark() internal {
        RestakingPolicy.Decision memory d = held.check();
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
    }

    function _gift(uint256 ezeth) internal {
        vm.prank(TRADER);
        renzo.transfer(address(held), ezeth);
    }
}
