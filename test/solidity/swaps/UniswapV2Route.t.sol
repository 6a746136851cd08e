// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStableRoute} from "../../../contracts/interfaces/IStableRoute.sol";
import {IUniswapV2Pair} from "../../../contracts/interfaces/IUniswapV2Pair.sol";
import {UniswapV2Route} from "../../../contracts/swaps/UniswapV2Route.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {PackageCode} from "../utils/PackageCode.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

interface IPairFactory {
    function createPair(address a, address b) external returns (address);
}

interface IPairShares {
    function mint(address to) external returns (uint256);
}

/// @notice One genuine Uniswap v2 pair, traded from either of its sides: quotes are kept and floors bind.
/// @dev Proves LEV-08.
contract UniswapV2RouteTest is Test {
    PlainToken[2] private coins;
    IUniswapV2Pair private pair;
    /// The same pair, with its first and its second token in WETH's place.
    UniswapV2Route[2] private routes;

    function setUp() public {
        address factory = PackageCode.deploy(
            "@uniswap/v2-core/build/UniswapV2Factory.json",
            abi.encode(address(this))
        );
        (coins[0], coins[1]) = (new PlainToken(), new PlainToken());
        pair = IUniswapV2Pair(IPairFactory(factory).createPair(address(coins[0]), address(coins[1])));
        for (uint256 i = 0; i < 2; ++i) {
            routes[i] = new UniswapV2Route(pair, coins[i]);
            for (uint256 j = 0; j < 2; ++j) coins[j].approve(address(routes[i]), type(uint256).max);
        }
        coins[0].transfer(address(pair), 1_000e18);
        coins[1].transfer(address(pair), 3_000e18);
        IPairShares(address(pair)).mint(address(this));
    }

    function test_LEV_08_bothWaysArePaidAsQuotedFromEitherSide(uint256 amount, uint256 side) public {
        amount = bound(amount, 1e6, 100_000e18);
        UniswapV2Route route = routes[side % 2];
        uint256 bought = route.quoteBuy(amount);
        uint256 held = route.stable().balanceOf(address(this));
        assertEq(route.buy(amount, bought), bought, "answers the quote");
        assertEq(route.stable().balanceOf(address(this)) - held, bought, "and pays it");
        uint256 back = route.quoteSell(bought);
        held = route.weth().balanceOf(address(this));
        assertEq(route.sell(bought, back), back, "as on the way back");
        assertEq(route.weth().balanceOf(address(this)) - held, back, "where it is paid too");
        assertLt(back, amount, "and never at a profit");
    }

    function test_aQuoteForAnAmountBuysAtLeastItAndNoCheaperOneDoes(
        uint256 wanted,
        uint256 side
    ) public view {
        UniswapV2Route route = routes[side % 2];
        wanted = bound(wanted, 1, 900e18);
        uint256 needed = route.quoteBuyFor(wanted);
        assertGe(route.quoteBuy(needed), wanted, "enough");
        if (needed > 1) assertLe(route.quoteBuy(needed - 2), wanted, "and hardly more");
        assertEq(route.quoteBuyFor(0), 0, "nothing costs nothing");
    }

    function test_LEV_02_moreThanThePairHoldsIsRefusedByName() public {
        vm.expectRevert(abi.encodeWithSelector(IStableRoute.RouteTooShallow.selector, 3_000e18, 0, 3_000e18));
        routes[0].quoteBuyFor(3_000e18);
    }

    function test_LEV_08_aFloorBinds() public {
        uint256 quoted = routes[0].quoteBuy(1e18);
        vm.expectRevert(abi.encodeWithSelector(IStableRoute.TooLittleOut.selector, quoted, quoted + 1));
        routes[0].buy(1e18, quoted + 1);
    }

    function test_aPairOfOtherTokensIsRefused() public {
        PlainToken other = new PlainToken();
        vm.expectRevert(abi.encodeWithSelector(UniswapV2Route.NotOfPair.selector, address(other)));
        new UniswapV2Route(pair, other);
    }

    function test_whereItTradesIsThePair() public view {
        assertEq(routes[0].market(), address(pair), "and nowhere else");
    }
}
