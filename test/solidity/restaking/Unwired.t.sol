// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {StableSwapNG} from "../../../contracts/devnet/StableSwapNG.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {ICurveNgPool} from "../../../contracts/interfaces/ICurveNgPool.sol";
import {
    IRenzoRateProvider,
    IRenzoRestakeManager,
    IRenzoWithdrawQueue
} from "../../../contracts/interfaces/IRenzo.sol";
import {IRestakedRoute} from "../../../contracts/interfaces/IRestakedRoute.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {RestakingStrategy} from "../../../contracts/strategies/restaking/RestakingStrategy.sol";
import {EzethDoor} from "../../../contracts/strategies/restaking/doors/EzethDoor.sol";
import {RestakedRoute} from "../../../contracts/swaps/RestakedRoute.sol";
import {EzethWorld} from "../utils/EzethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A liquid restaking token without a market, without a route, or with one that fails; and what a restaked position refuses.
/// @dev Proves PRC-01 where a rate of nothing is pushed.
contract UnwiredTest is EzethWorld {
    function test_withoutAMarketLeaversBearTheHaircutAloneAndNothingIsEverSold() public {
        LiquidRestakingStrategy plain = _newHolding(IRestakedRoute(address(0)), IChainlinkFeed(address(0)));
        vm.prank(TRADER);
        lrt.transfer(address(plain), 100e18);
        uint256 staked = plain.stakedUnits();
        assertGe(plain.exitUnits() + 4, (staked * (1e9 - HAIRCUT)) / 1e9, "no market marks it down");
        RestakingPolicy.State memory s = plain.risk();
        assertTrue(s.priceFlags & Codes.FLAG_MARKET != 0, "its price is not known");
        assertEq(s.saleCost, Codes.SATURATED, "and no sale stands in for the queue");
        assertEq(plain.riskIds().length, 5, "no market is among what it can be lost to");
    }

    function test_aRouteOfAnotherTokenIsRefused() public {
        StableSwapNG other = new StableSwapNG(
            "stETH/WETH",
            "stethweth",
            StableSwapNG.Parameters({
                A: 500,
                fee: 1_000_000,
                offpegFeeMultiplier: 20_000_000_000,
                maExpTime: 866,
                coins: [address(WSTETH), address(WETH)],
                rateMultipliers: [uint256(1e18), 1e18],
                oracles: [address(0), address(0)],
                methodIds: [bytes4(0), bytes4(0)],
                feeReceiver: OWNER
            })
        );
        RestakedRoute foreign = new RestakedRoute(ICurveNgPool(address(other)), WSTETH, WETH, STETH, route);
        LiquidRestakingStrategy.Venue memory v = _venue(foreign, IChainlinkFeed(address(market)));
        vm.expectPartialRevert(LiquidRestakingStrategy.NotItsRoute.selector);
        new LiquidRestakingStrategy(_terms(vault), v);
        vm.expectPartialRevert(RestakedRoute.NotItsPool.selector);
        new RestakedRoute(ICurveNgPool(address(other)), lrt, WETH, STETH, route);
    }

    function test_aMarketThatFailsMarksNothingDownAndStopsNothing() public {
        _working(500e18);
        market.post(0.9e18);
        uint256 marked = held.exitUnits();
        vm.mockCallRevert(address(market), abi.encodeWithSelector(market.latestRoundData.selector), "down");
        assertGt(held.exitUnits(), marked, "what does not answer is no price");
        assertTrue(held.risk().priceFlags & Codes.FLAG_MARKET != 0, "and the rules know");
        assertGt(_startExit(held, 100e18), 0, "exits go on");
    }

    function test_aRouteThatFailsLeavesTheQueue() public {
        _aboveItsCap();
        assertEq(held.check().action, Codes.SELL, "a sale is the cheaper way");
        vm.mockCallRevert(address(venue), abi.encodeWithSelector(venue.get_dy.selector), "killed");
        assertEq(held.risk().saleCost, Codes.SATURATED, "nobody buys");
        assertEq(held.check().action, Codes.EXIT, "so it waits");
    }

    function test_PRC_01_aRateOfNothingCountsAsLastSeenAndClosesEntries() public {
        _working(500e18);
        uint256 staked = held.stakedUnits();
        _report(0);
        assertEq(held.stakedUnits(), staked, "a report of nothing is no report");
        assertTrue(held.risk().rateFlags & Codes.RATE_FELL != 0, "but it is flagged");
        assertFalse(held.entriesOpen(), "and nobody enters by it");
    }

    function test_termsThatCouldHurtAreRefused() public {
        RestakingStrategy.Terms memory terms = _terms(vault);
        terms.haircut = 1e9;
        LiquidRestakingStrategy.Venue memory v = _venue(
            IRestakedRoute(address(0)),
            IChainlinkFeed(address(market))
        );
        vm.expectRevert(RestakingStrategy.UnsoundTerms.selector);
        new LiquidRestakingStrategy(terms, v);
        terms = _terms(vault);
        terms.cap = 0;
        vm.expectRevert(RestakingStrategy.UnsoundTerms.selector);
        new LiquidRestakingStrategy(terms, v);
    }

    function test_anActionThatWouldDoNothingIsRefused() public {
        _aboveItsCap();
        RestakingPolicy.Decision memory d = held.check();
        vm.expectRevert(RestakingStrategy.NothingToDo.selector);
        vm.prank(KEEPER);
        held.execute(d.action, type(uint64).max, 0);
    }

    function test_aWithdrawalAtAFloorPaysAllOfItOrNothing() public {
        _working(500e18);
        vm.prank(TRADER);
        STETH.transferShares(address(held), 50e18);
        vm.startPrank(address(vault));
        vm.expectPartialRevert(IStrategy.InsufficientRealised.selector);
        held.withdrawAtFloor(10e18, 10e18 + 1);
        assertEq(held.withdrawAtFloor(10e18, 10e18), 10e18, "nothing is sold, so nothing is lost");
        vm.stopPrank();
    }

    function _aboveItsCap() private {
        _working(900e18);
        _gift(300e18);
        vm.warp(block.timestamp + 13 hours);
        market.post(1e18);
    }

    function _newHolding(
        IRestakedRoute route_,
        IChainlinkFeed feed
    ) private returns (LiquidRestakingStrategy) {
        return new LiquidRestakingStrategy(_terms(vault), _venue(route_, feed));
    }

    function _venue(
        IRestakedRoute route_,
        IChainlinkFeed feed
    ) private returns (LiquidRestakingStrategy.Venue memory) {
        EzethDoor own = new EzethDoor(
            STETH,
            renzo,
            IRenzoRestakeManager(address(renzo)),
            IRenzoWithdrawQueue(address(renzo)),
            IRenzoRateProvider(address(renzo))
        );
        return
            LiquidRestakingStrategy.Venue({
                door: own,
                rate: rate,
                market: feed,
                operator: address(0x0E1),
                route: route_,
                maxSale: MAX_SALE
            });
    }
}
