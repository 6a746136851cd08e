// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStethRoute} from "../../../contracts/interfaces/IStethRoute.sol";
import {IUniswapV3Pool} from "../../../contracts/interfaces/IUniswapV3Pool.sol";
import {IWETH9} from "../../../contracts/interfaces/IWETH9.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {StethEthRoute} from "../../../contracts/swaps/StethEthRoute.sol";
import {StethRoutes} from "../../../contracts/swaps/StethRoutes.sol";
import {UniswapV3Route} from "../../../contracts/swaps/UniswapV3Route.sol";
import {UniswapV3StethRoute} from "../../../contracts/swaps/UniswapV3StethRoute.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {UniswapV3World} from "../utils/UniswapV3World.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A loop that trades in Curve's pool or in a Uniswap v3 pool of wstETH and WETH, whichever is quoted best.
/// @dev Proves LEV-02, LEV-08, LEV-09, VLT-15. The Uniswap pool is genuine: the bytecode that its authors publish.
contract RoutesTest is KeelWorld {
    uint128 private constant DEPTH = 2_000_000e18;

    UniswapV3World private uniswap;
    UniswapV3StethRoute private uniswapRoute;

    function test_LEV_08_aQuoteIsWhatTheSwapFetchesToTheWei(
        uint256 amount,
        bool selling,
        uint256 seed
    ) public {
        _ranges(seed);
        amount = bound(amount, 1e9, 2_000e18);
        if (selling) {
            uint256 quoted = uniswapRoute.quoteSell(amount);
            vm.startPrank(TRADER);
            STETH.approve(address(uniswapRoute), amount);
            assertEq(uniswapRoute.sell(amount, 0), quoted, "ETH for stETH");
            vm.stopPrank();
        } else {
            uint256 quoted = uniswapRoute.quoteBuy(amount);
            uint256 held = STETH.sharesOf(TRADER);
            vm.prank(TRADER);
            uint256 units = uniswapRoute.buy{value: amount}();
            assertEq(STETH.sharesOf(TRADER) - held, units, "what it says it moved");
            assertNear(
                STETH.getPooledEthByShares(units),
                quoted,
                2,
                "stETH for ETH, but for Lido's rounding"
            );
        }
        assertLe(STETH.sharesOf(address(uniswapRoute)), 1, "nothing stays behind but what Lido rounds");
        assertEq(WETH.balanceOf(address(uniswapRoute)), 0, "nothing stays behind");
    }

    function test_LEV_02_whatIsSoldForAnAmountFetchesItAndHardlyMore(uint256 amount, uint256 seed) public {
        _ranges(seed);
        amount = bound(amount, 1e12, 1_000e18);
        uint256 sold = uniswapRoute.quoteSellFor(amount);
        assertGe(uniswapRoute.quoteSell(sold), amount, "enough");
        assertLe(uniswapRoute.quoteSell(sold - sold / 1e8 - 1e10), amount, "and hardly more");
    }

    function test_LEV_08_aSaleBelowWhatItsCallerTakesIsRefused() public {
        vm.startPrank(TRADER);
        STETH.approve(address(uniswapRoute), 100e18);
        uint256 quoted = uniswapRoute.quoteSell(100e18);
        vm.expectRevert(abi.encodeWithSelector(UniswapV3Route.TooLittleOut.selector, quoted, quoted + 1));
        uniswapRoute.sell(100e18, quoted + 1);
        vm.stopPrank();
    }

    function test_LEV_02_aPoolThatDoesNotTakeTheAmountQuotesNothing() public {
        assertEq(uniswapRoute.quoteSell(10_000_000e18), 0, "more than its liquidity takes");
        vm.expectPartialRevert(IStethRoute.RouteTooShallow.selector);
        uniswapRoute.quoteSellFor(10_000_000e18);
    }

    function test_LEV_08_eachTradeGoesWhereItIsQuotedBest(uint256 amount, uint256 price) public {
        _thin(0.8e18);
        _depegTo(bound(price, 0.97e18, 0.999e18));
        amount = bound(amount, 1e15, 1_000e18);
        IStethRoute routes = loop.route();
        (uint256 curve, uint256 other) = (route.quoteSell(amount), uniswapRoute.quoteSell(amount));
        assertEq(routes.quoteSell(amount), curve > other ? curve : other, "the best of both");
        vm.startPrank(TRADER);
        STETH.approve(address(routes), amount);
        assertNear(routes.sell(amount, 0), curve > other ? curve : other, 2, "and it is traded there");
        vm.stopPrank();
    }

    function test_LEV_08_aPurchaseIsMadeWhereItGivesMost(uint256 eth, uint256 price) public {
        _thin(0.8e18);
        _depegTo(bound(price, 0.97e18, 0.999e18));
        eth = bound(eth, 1e15, 500e18);
        IStethRoute routes = loop.route();
        (uint256 curve, uint256 other) = (route.quoteBuy(eth), uniswapRoute.quoteBuy(eth));
        assertEq(routes.quoteBuy(eth), curve > other ? curve : other, "the best of both");
        vm.prank(TRADER);
        uint256 bought = STETH.getPooledEthByShares(routes.buy{value: eth}());
        assertNear(
            bought,
            curve > other ? curve : other,
            4,
            "and it is bought there, but for Lido's rounding"
        );
    }

    function test_LEV_02_whereEveryRouteFailsTheTradeIsRefusedByName() public {
        IStethRoute routes = loop.route();
        bytes memory none = abi.encodeWithSignature("Error(string)", "killed");
        vm.mockCallRevert(address(CURVE), abi.encodeWithSelector(CURVE.get_dy.selector), none);
        bytes memory price = abi.encodeWithSelector(IUniswapV3Pool.slot0.selector);
        vm.mockCallRevert(address(uniswap.pool()), price, none);
        assertEq(routes.quoteSell(1e18), 0, "nobody takes stETH");
        assertEq(routes.quoteBuy(1e18), 0, "nor gives it");
        vm.startPrank(TRADER);
        vm.expectRevert(StethRoutes.NoRoute.selector);
        routes.sell(1e18, 0);
        vm.expectRevert(StethRoutes.NoRoute.selector);
        routes.buy{value: 1e18}();
        vm.stopPrank();
        vm.clearMockedCalls();
    }

    function test_LEV_02_routesThatAreNoneAndPoolsOfOtherTokensAreRefused() public {
        vm.expectRevert(StethRoutes.NoRoute.selector);
        new StethRoutes(STETH, new IStethRoute[](0));
        IUniswapV3Pool pool = uniswap.pool();
        vm.expectRevert(abi.encodeWithSelector(UniswapV3Route.NotOfPool.selector, address(STETH)));
        new UniswapV3StethRoute(pool, IWETH9(address(STETH)), STETH);
    }

    function test_VLT_15_aSellerThatTakesNoEtherKeepsItsTokens() public {
        IStethRoute routes = loop.route();
        vm.prank(TRADER);
        STETH.transfer(address(prices), 10e18);
        vm.startPrank(address(prices));
        STETH.approve(address(routes), 1e18);
        vm.expectPartialRevert(StethRoutes.EthNotSent.selector);
        routes.sell(1e18, 0);
        STETH.approve(address(uniswapRoute), 1e18);
        vm.expectPartialRevert(UniswapV3Route.EthNotSent.selector);
        uniswapRoute.sell(1e18, 0);
        vm.stopPrank();
        assertNear(STETH.balanceOf(address(prices)), 10e18, 2, "all of them");
    }

    function test_VLT_15_aStrangersEtherIsSentBack() public {
        vm.prank(TRADER);
        (bool taken, bytes memory reason) = address(uniswapRoute).call{value: 1}("");
        assertFalse(taken, "it comes from unwrapping alone");
        assertEq(bytes32(bytes4(reason)), bytes32(UniswapV3Route.UnexpectedCall.selector), "by name");
    }

    function test_LEV_02_whereOnePoolIsKilledTheOtherServes(uint256 seed) public {
        _levered(300e18);
        _thin(0.8e18);
        _depegTo(0.94e18);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
        bytes memory none = abi.encodeWithSignature("Error(string)", "killed");
        if (seed % 2 == 0) {
            vm.mockCallRevert(address(CURVE), abi.encodeWithSelector(CURVE.get_dy.selector), none);
        } else {
            vm.mockCallRevert(
                address(uniswap.pool()),
                abi.encodeWithSelector(IUniswapV3Pool.slot0.selector),
                none
            );
        }
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "above its band");
        uint256 before = loop.risk().ltv;
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
        assertLt(loop.risk().ltv, before, "and brought back through the one that is left");
        vm.clearMockedCalls();
    }

    function test_LEV_08_aDeepDiscountInBothPoolsIsHeldToTheFloor() public {
        _levered(300e18);
        _thin(0.8e18);
        _depegTo(0.94e18);
        for (uint256 i = 0; i < 6; ++i) _observe(30 minutes);
        LoopPolicy.Decision memory d = loop.check();
        _depegTo(0.9e18);
        _sellOnUniswap(60_000e18);
        vm.expectPartialRevert(LoopErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
    }

    function test_LEV_08_whileThePoolsTradeAtAPremiumLidoStakes(uint256 eth) public {
        _buy(CURVE.balances(1) / 4);
        uniswap.swap(_wethFirst(), 50_000e18);
        eth = bound(eth, 1e15, 500e18);
        uint256 pooled = STETH.getTotalPooledEther();
        IStethRoute routes = loop.route();
        vm.prank(TRADER);
        uint256 units = routes.buy{value: eth}();
        assertEq(STETH.getTotalPooledEther(), pooled + eth, "at Lido, one for one");
        assertNear(STETH.getPooledEthByShares(units), eth, 2, "and nothing is paid above it");
    }

    function test_LEV_09_theExitValueIsWhatTheBetterPoolReturns(uint256 price) public {
        _levered(300e18);
        _thin(0.8e18);
        _depegTo(bound(price, 0.96e18, 0.999e18));
        _settle();
        uint256 shown = loop.exitUnits();
        vm.prank(address(vault));
        assertGe(loop.withdraw(shown, 0), shown, "never less than shown");
    }

    function test_VLT_15_onlyThePoolCallsTheRouteBack(address stranger) public {
        vm.assume(stranger != address(uniswap.pool()));
        vm.expectRevert(abi.encodeWithSelector(UniswapV3Route.UnexpectedCall.selector, stranger));
        vm.prank(stranger);
        uniswapRoute.uniswapV3SwapCallback(1, -1, "");
    }

    function test_VLT_12_everyPoolItTradesInIsARiskOfTheLoops() public view {
        assertEq(loop.riskIds().length, 7, "three tokens, lender, oracle and two pools");
    }

    function _route() internal override returns (IStethRoute) {
        uint256 rate = STETH.getPooledEthByShares(WAD);
        uniswap = new UniswapV3World(IERC20(address(WSTETH)), WETH, (rate * 998) / 1000);
        _fund(200_000e18);
        uniswap.provide(50, 50, DEPTH);
        uniswapRoute = new UniswapV3StethRoute(uniswap.pool(), WETH, STETH);
        IStethRoute[] memory both = new IStethRoute[](2);
        (both[0], both[1]) = (new StethEthRoute(CURVE, STETH), uniswapRoute);
        return new StethRoutes(STETH, both);
    }

    /// Liquidity in three more ranges, so that swaps cross ticks.
    function _ranges(uint256 seed) private {
        for (uint256 i = 0; i < 3; ++i) {
            int24 from = int24(int256(bound(seed >> (i * 32), 2, 300)));
            int24 to = int24(int256(bound(seed >> (i * 32 + 16), 2, 300)));
            uniswap.provide(from, to, uint128(bound(seed >> (i * 8), 1e18, 200_000e18)));
        }
    }

    function _fund(uint256 amount) private {
        vm.startPrank(TRADER);
        STETH.approve(address(WSTETH), amount);
        IERC20(address(WSTETH)).transfer(address(uniswap), WSTETH.wrap(amount));
        WETH.deposit{value: amount}();
        WETH.transfer(address(uniswap), amount);
        vm.stopPrank();
    }

    function _sellOnUniswap(uint256 wsteth) private {
        uniswap.swap(!_wethFirst(), wsteth);
    }

    function _wethFirst() private view returns (bool) {
        return uniswap.pool().token0() == address(WETH);
    }
}
