// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ICurveGauge} from "../../../contracts/interfaces/ICurveGauge.sol";
import {ICurveMinter} from "../../../contracts/interfaces/ICurveMinter.sol";
import {ICurveNgPool} from "../../../contracts/interfaces/ICurveNgPool.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {IWETH9} from "../../../contracts/interfaces/IWETH9.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {NgCurveLp} from "../../../contracts/strategies/curve-lp/NgCurveLp.sol";
import {RewardAuction} from "../../../contracts/strategies/rewards/RewardAuction.sol";
import {vm} from "../utils/Vm.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {Obstruction} from "./Obstructed.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice What a position in a pool refuses, by which name, and what it does without a gauge and an auction.
abstract contract Refusals is CurveLpWorld {
    function test_etherThatNobodyOwesItIsSentBack() public {
        vm.prank(TRADER);
        (bool taken, ) = address(lp).call{value: 1 ether}("");
        assertFalse(taken, "neither the pool nor the route sent it");
    }

    function test_moreThanThereIsCannotBeWithdrawn() public {
        _inPool(500e18);
        uint256 whole = lp.exitUnits();
        vm.startPrank(address(vault));
        vm.expectPartialRevert(IStrategy.ExceedsExit.selector);
        lp.withdraw(whole + 1, 0);
        vm.expectPartialRevert(IStrategy.ExceedsExit.selector);
        lp.withdrawInKind(whole + 1, BOB);
        vm.expectPartialRevert(IStrategy.InsufficientRealised.selector);
        lp.withdraw(100e18, 101e18);
        vm.stopPrank();
    }

    function test_aShallowPoolIsLeftAsFarAsAskedAndNoFurther() public {
        _inPool(900e18);
        _untilTooShallow();
        CurveLpPolicy.Decision memory d = lp.check();
        assertEq(d.action, Codes.WITHDRAW, "others have gone");
        assertEq(d.reason, Codes.POOL_SHALLOW, "and that is why");
        vm.startPrank(KEEPER);
        vm.expectPartialRevert(CurveLpStrategy.TargetBeyond.selector);
        lp.execute(d.action, d.target - 1, 0);
        vm.expectRevert(CurveLpStrategy.NothingToDo.selector);
        lp.execute(d.action, 1e9, 0);
        vm.expectPartialRevert(CurveLpStrategy.BelowFloor.selector);
        lp.execute(d.action, d.target, 1.1e18);
        lp.execute(d.action, d.target, 0);
        vm.stopPrank();
        assertNear(lp.risk().placed, d.target, 1e6, "to the part that the pool bears");
    }

    function test_rulesThatCouldHurtAreRefused() public {
        CurveLpPolicy.Params memory rules = _rules();
        rules.maxStethShare = 0;
        vm.expectPartialRevert(CurveLpStrategy.UnsoundParams.selector);
        vm.prank(address(vault));
        lp.setParams(rules);
    }

    function test_aDepegIsRememberedAndKeepsFundsOut() public {
        _inPool(500e18);
        _deposit(BOB, 300e18);
        _allocate();
        _depegTo(0.962e18);
        _settle();
        lp.observe();
        CurveLpPolicy.Decision memory d = _tend();
        assertEq(d.level, Codes.WATCH, "it is watched");
        assertEq(lp.past().level, Codes.WATCH, "and remembered");
        assertEq(lp.check().reason, Codes.REFUSED_LEVEL, "what lies beside the pool stays there");
        assertEq(lp.depositLimit(), 0, "and no more comes");
    }

    function test_withoutAGaugeAndAnAuctionItEarnsThePoolsFees(uint256 assets) public {
        assets = bound(assets, 1e12, 900e18);
        CurveLpStrategy plain = _openPosition(_plainWiring());
        vm.prank(TRADER);
        STETH.transferShares(address(plain), assets);
        CurveLpPolicy.Decision memory d = plain.check();
        vm.prank(KEEPER);
        plain.execute(d.action, d.target, 0);
        assertGt(plain.lpToken().balanceOf(address(plain)), 0, "LP tokens lie with it");
        assertEq(plain.riskIds().length, 3, "no gauge is among what it can be lost to");
        plain.observe();
        assertEq(plain.risk().rewards, 0, "there is nothing to harvest");
        uint256 whole = plain.exitUnits();
        vm.prank(address(vault));
        assertGe(plain.withdraw(whole, 0), whole, "LEV-09: and all of it comes back");
    }

    /// Others leave until what they have is less than the rules hold on to.
    function _untilTooShallow() private {
        for (uint256 i = 0; i < 20 && lp.risk().room >= 8e9; ++i) _othersLeave(0.6e18);
        vm.warp(block.timestamp + 13 hours);
        _settle();
        lp.observe();
    }

    function _plainWiring() internal view returns (CurveLpAdvisor.Wiring memory) {
        return
            CurveLpAdvisor.Wiring({
                steth: STETH,
                prices: prices,
                route: route,
                gauge: ICurveGauge(address(0)),
                minter: ICurveMinter(address(0)),
                auction: RewardAuction(address(0)),
                harvestCost: 1
            });
    }
}

// solhint-disable no-empty-blocks

contract StethPoolRefusalsTest is Refusals, StethPoolWorld {}

contract NgPoolRefusalsTest is Refusals, NgPoolWorld {
    function test_aPoolOfOtherCoinsIsRefused() public {
        CurveLpAdvisor.Wiring memory w = _plainWiring();
        vm.expectPartialRevert(NgCurveLp.WrongCoins.selector);
        new NgCurveLp(vault, ICurveNgPool(address(ng)), IWETH9(address(STETH)), WSTETH, w, _rules());
    }

    function test_aPoolThatGivesNoSingleCoinGivesBoth() public {
        _inPool(900e18);
        _sellPart(0.2e18);
        bytes4[] memory killed = new bytes4[](1);
        killed[0] = ICurveNgPool.remove_liquidity_one_coin.selector;
        Obstruction.refuse(address(ng), killed);
        uint256 shown = lp.exitUnits();
        vm.prank(address(vault));
        assertGe(lp.withdraw(shown, 0) + 10, (shown * 99) / 100, "and the ETH becomes stETH at Lido");
    }
}
