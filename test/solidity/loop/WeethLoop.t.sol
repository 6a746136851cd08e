// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {EtherfiLiquidityPool} from "../../../contracts/devnet/EtherfiLiquidityPool.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {ILidoWithdrawalQueue} from "../../../contracts/interfaces/ILidoWithdrawalQueue.sol";
import {IStETH} from "../../../contracts/interfaces/IStETH.sol";
import {IUniswapV3Pool} from "../../../contracts/interfaces/IUniswapV3Pool.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {TokenLoopPrices} from "../../../contracts/prices/TokenLoopPrices.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {LoopAdvisors} from "../../../contracts/strategies/LoopAdvisors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LoopPosition} from "../../../contracts/strategies/LoopPosition.sol";
import {UniswapV3Route} from "../../../contracts/swaps/UniswapV3Route.sol";
import {UniswapV3TokenRoute} from "../../../contracts/swaps/UniswapV3TokenRoute.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {LenderListing} from "../utils/LenderListing.sol";
import {PostedFeed} from "../utils/PostedFeed.sol";
import {UniswapV3World} from "../utils/UniswapV3World.sol";
import {vm} from "../utils/Vm.sol";

/// @notice weETH as its holders see it: a share of ether.fi's books a token.
contract Weeth is ERC20("Wrapped eETH", "weETH") {
    constructor(uint256 supply) {
        _mint(msg.sender, supply);
    }
}

/// @notice What a lender that prices weETH by its exchange rate reads.
contract WeethSource {
    EtherfiLiquidityPool private immutable _books;

    constructor(EtherfiLiquidityPool books) {
        _books = books;
    }

    function latestAnswer() external view returns (int256) {
        return int256(_books.amountForShare(1e18));
    }
}

/// @notice The same loop on weETH, by configuration: a vault of weETH, which is its own collateral, a pushed rate, a Uniswap v3 pool, and a
/// lender that prices by the exchange rate.
/// @dev Proves INC-04, LEV-01, LEV-02, LEV-08, LEV-09, PRC-01. ether.fi's books are a port graded unproven.
contract WeethLoopTest is LenderListing {
    /// ETH that a weETH redeems for at first.
    uint256 private constant RATE = 2e18;
    uint256 private constant SUPPLY = 1_000_000e18;

    EtherfiLiquidityPool private books;
    Weeth private weeth;
    PushedRateAdapter private adapter;
    UniswapV3World private uniswap;
    UniswapV3TokenRoute private tokenRoute;
    PostedFeed private feed;
    TokenLoopPrices private tokenPrices;

    function setUp() public override {
        super.setUp();
        _openBooks();
        _openMarket();
        _openPrices();
        _openLender();
        vault = new KeelVault(adapter, "Keel weETH", "kweETH", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        loop = new LeveragedLoopStrategy(vault, _weethWiring(), _params(), _limits());
        (token, strategy) = (weeth, loop);
        vm.startPrank(OWNER);
        vault.addStrategy(loop, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
        weeth.transfer(ALICE, 1_000e18);
        weeth.transfer(BOB, 1_000e18);
    }

    function test_LEV_01_itLeversToItsTargetAndEverybodyGetsOut(uint256 assets) public {
        _levered(bound(assets, 1e18, 900e18));
        assertNear(loop.risk().ltv, 0.66e9, 1e6, "at its target");
        assertNear(vault.entryUnits(), vault.convertToAssets(vault.totalSupply()), 2, "a unit is a weETH");
        uint256 shares = vault.balanceOf(ALICE);
        uint256 held = weeth.balanceOf(ALICE);
        uint256 got = _redeemDeep(ALICE, shares);
        assertEq(weeth.balanceOf(ALICE) - held, got, "in weETH");
        assertLe(loop.entryUnits(), 1e6, "and nothing is left behind");
    }

    function test_LEV_09_aFullUnwindReturnsTheExitValue(uint256 fall, uint256 time) public {
        _levered(500e18);
        _sellWeeth(bound(fall, 1e18, 20_000e18));
        for (uint256 i = 0; i < 3; ++i) _look(bound(time, 10 minutes, 1 hours));
        uint256 shown = loop.exitUnits();
        assertLe(shown, loop.entryUnits(), "never above entry value");
        vm.prank(address(vault));
        assertGe(loop.withdraw(shown, 0), shown, "never less than shown");
    }

    function test_INC_04_whereTheLenderPricesByTheRateAMarketThatPrintsLowMovesNothing() public {
        _levered(500e18);
        _sellWeeth(60_000e18);
        for (uint256 i = 0; i < 6; ++i) _look(1 hours);
        assertLt(loop.risk().peg, 0.955e9, "the market has fallen below where entries close");
        assertNear(loop.risk().ltv, 0.66e9, 2e6, "LTV has not moved");
        assertTrue(loop.check().action != Codes.DELEVER, "so nobody sells into it");
        _keep();
        assertFalse(loop.entriesOpen(), "and nobody may buy in");
    }

    function test_LEV_02_aSlashThatThePushedRateShowsIsDeleveredThroughUniswap(uint256 loss) public {
        _levered(500e18);
        loss = bound(loss, 0.055e18, 0.08e18);
        books.rebase(-int128(int256((RATE * loss) / WAD)));
        _look(1 hours);
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "above its band");
        uint256 before = loop.risk().ltv;
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
        assertLt(loop.risk().ltv, before, "brought back");
    }

    function test_PRC_01_aRateThatItsAdapterRefusesStopsLevering() public {
        _deposit(ALICE, 500e18);
        _allocate();
        books.rebase(int128(int256(RATE / 10)));
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.reason, Codes.REFUSED_PRICE_BOUND, "a jump of a tenth is not believed");
        assertFalse(loop.entriesOpen(), "and nobody may buy in by it");
        vm.prank(address(vault));
        assertGe(loop.withdraw(100e18, 0), 99e18, "but anybody may leave");
    }

    function test_LEV_06_pastItsLineAnyoneTakesWeethForDebt() public {
        _levered(500e18);
        books.rebase(-int128(int256((RATE * 15) / 100)));
        _look(1 hours);
        vm.deal(address(this), 1_000 ether);
        WETH.deposit{value: 1_000 ether}();
        WETH.approve(address(loop), type(uint256).max);
        uint256 held = weeth.balanceOf(address(this));
        (, uint256 units) = loop.ripcord(100e18, 0);
        assertEq(weeth.balanceOf(address(this)) - held, units, "weETH itself");
    }

    function test_LEV_02_withoutAQueueNothingIsStartedOrFinished() public {
        _levered(100e18);
        vm.prank(address(vault));
        assertEq(loop.startExit(10e18), 0, "there is no slow way out of weETH here");
        assertEq(loop.finishExit(), 0, "and nothing to bring home");
    }

    function test_LEV_08_whatIsBoughtIsQuotedInWhatItRedeemsFor(uint256 eth) public {
        eth = bound(eth, 1e12, 1_000e18);
        uint256 quoted = tokenRoute.quoteBuy(eth);
        vm.prank(TRADER);
        uint256 tokens = tokenRoute.buy{value: eth}();
        assertEq(quoted, (tokens * books.amountForShare(1e18)) / WAD, "to the wei");
        assertEq(weeth.balanceOf(TRADER), tokens, "and the buyer has it");
    }

    function test_LEV_02_aPoolOfAnotherTokenIsRefused() public {
        UniswapV3World other = new UniswapV3World(new Weeth(1), WETH, RATE);
        IUniswapV3Pool pool = other.pool();
        vm.expectRevert(abi.encodeWithSelector(UniswapV3Route.NotOfPool.selector, address(weeth)));
        new UniswapV3TokenRoute(pool, WETH, adapter);
    }

    /// Time passes and everybody sees the pool: the feed publishes what it pays.
    function _look(uint256 elapsed) private {
        vm.warp(block.timestamp + elapsed);
        adapter.observe();
        _publish();
        tokenPrices.poke();
    }

    function _publish() private {
        feed.post(int256((tokenRoute.quoteSell(1e18) * books.amountForShare(1e18)) / WAD));
    }

    function _sellWeeth(uint256 amount) private {
        weeth.transfer(address(uniswap), amount);
        uniswap.swap(uniswap.pool().token0() == address(weeth), amount);
    }

    function _openBooks() private {
        books = new EtherfiLiquidityPool(address(this));
        vm.deal(address(this), 1 ether);
        books.deposit{value: 1 ether}();
        books.rebase(int128(int256(RATE - WAD)));
        weeth = new Weeth(SUPPLY);
        adapter = new PushedRateAdapter(
            weeth,
            PushedRateAdapter.Source(
                address(books),
                EtherfiLiquidityPool.amountForShare.selector,
                1e18,
                1e18
            ),
            PushedRateAdapter.Bounds(3 days, 0.005e18, 0.2e18)
        );
    }

    function _openMarket() private {
        uniswap = new UniswapV3World(weeth, WETH, (books.amountForShare(1e18) * 999) / 1000);
        weeth.transfer(address(uniswap), 200_000e18);
        vm.deal(TRADER, 400_000 ether);
        vm.startPrank(TRADER);
        WETH.deposit{value: 200_000 ether}();
        WETH.transfer(address(uniswap), 200_000e18);
        vm.stopPrank();
        uniswap.provide(1_000, 100, 1_500_000e18);
    }

    function _openPrices() private {
        tokenRoute = new UniswapV3TokenRoute(uniswap.pool(), WETH, adapter);
        feed = new PostedFeed();
        _publish();
        tokenPrices = new TokenLoopPrices(
            adapter,
            tokenRoute,
            IChainlinkFeed(address(feed)),
            _priceConfig(),
            _borrowRate()
        );
    }

    function _openLender() private {
        _list(address(weeth), 18, "weETH", address(new WeethSource(books)));
        _setCollateral(address(weeth), 7_250, 8_100, 10_750);
    }

    function _weethWiring() private returns (LoopPosition.Wiring memory) {
        return
            LoopPosition.Wiring({
                advisors: new LoopAdvisors(),
                lender: LENDER,
                steth: IStETH(address(0)),
                collateral: weeth,
                weth: WETH,
                prices: tokenPrices,
                route: tokenRoute,
                flash: _flashLender(),
                lenderFeed: IChainlinkFeed(address(0)),
                queue: ILidoWithdrawalQueue(address(0)),
                eMode: 0
            });
    }
}
