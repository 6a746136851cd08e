// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {PairEthFeed} from "../../../contracts/devnet/PairEthFeed.sol";
import {StableToken} from "../../../contracts/devnet/StableToken.sol";
import {YieldVenue} from "../../../contracts/devnet/YieldVenue.sol";
import {BalancerFlash} from "../../../contracts/flash/BalancerFlash.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {IUniswapV2Pair} from "../../../contracts/interfaces/IUniswapV2Pair.sol";
import {StethAdapter} from "../../../contracts/lst/StethAdapter.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingAdvisors} from "../../../contracts/strategies/lending/LendingAdvisors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {LendingStrategy} from "../../../contracts/strategies/lending/LendingStrategy.sol";
import {LendingWiring} from "../../../contracts/strategies/lending/LendingWiring.sol";
import {VenueYield} from "../../../contracts/strategies/lending/VenueYield.sol";
import {UniswapV2Route} from "../../../contracts/swaps/UniswapV2Route.sol";
import {ExitQueue} from "../../../contracts/vault/ExitQueue.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {LenderListing} from "./LenderListing.sol";
import {PackageCode} from "./PackageCode.sol";
import {vm} from "./Vm.sol";

interface IUniswapV2Factory {
    function createPair(address a, address b) external returns (address);
}

interface IMintable {
    function mint(address to) external returns (uint256);
}

/// @notice The offline mainnet with a stable asset beside it: listed by the lender's own configurator, traded for WETH in a genuine
/// Uniswap v2 pair, and yielding in an ERC-4626 venue; and a stETH vault that lends its collateral there.
abstract contract LendingWorld is LenderListing {
    address internal constant BORROWER_WHALE = 0x23618e81E3f5cdF7f54C3d65f7FBc0aBf5B21E8f;
    uint256 internal constant STABLE = 1e6;
    /// Whole stable assets that one ether buys.
    uint256 internal constant ETHER_PRICE = 2800;
    uint256 internal constant VENUE_RATE = 0.06e18;

    StableToken internal stable;
    IUniswapV2Pair internal pair;
    PairEthFeed internal stableFeed;
    YieldVenue internal venue;
    VenueYield internal venueYield;
    UniswapV2Route internal stableRoute;
    LendingStrategy internal lending;

    function setUp() public virtual override {
        super.setUp();
        stable = new StableToken(LENDER_WHALE, 2_000_000_000 * STABLE);
        _openPair(50_000e18);
        stableRoute = new UniswapV2Route(pair, WETH);
        stableFeed = new PairEthFeed(pair, address(WETH), STABLE);
        stableFeed.transmit();
        _listStable();
        _openVenue(50_000_000 * STABLE);
        vault = new KeelVault(_adapter(), "Keel Lido", "kLIDO", OWNER, 0.25e18, 100_000e18, LONGEST_EXIT);
        token = IERC20(vault.asset());
        lending = new LendingStrategy(vault, _lendingWiring(), _lendingParams(), 500e18, 100);
        strategy = lending;
        queue = new ExitQueue(vault, MAX_WAIT, MAX_DISCOUNT);
        vm.startPrank(OWNER);
        vault.setExitQueue(queue, address(0));
        vault.addStrategy(lending, type(uint256).max);
        vault.grant(Role.Keeper, KEEPER);
        vault.open();
        vm.stopPrank();
    }

    /// The vault's token: stETH, unless a world says otherwise.
    function _adapter() internal virtual returns (ILstAdapter) {
        return new StethAdapter(STETH);
    }

    // ------------------------------------------------------------------ what the position is made to do

    /// A vault with `assets` of Alice's stETH at work, borrowed against to the target LTV.
    function _borrowed(uint256 assets) internal {
        _deposit(ALICE, assets);
        _allocate();
        LendingPolicy.Decision memory d = _keepLending();
        assertEq(d.action, Codes.BORROW, "a fresh position borrows");
    }

    /// Does what the rules ask for, if anything.
    function _keepLending() internal returns (LendingPolicy.Decision memory d) {
        d = lending.check();
        if (d.action == Codes.HOLD) return d;
        vm.prank(KEEPER);
        lending.execute(d.action, d.target, 0);
    }

    // ------------------------------------------------------------------ the market

    /// Time passes and everybody sees the market: feeds, average and the venue's rate.
    function _observeAll(uint256 elapsed) internal {
        _observe(elapsed);
        stableFeed.transmit();
        venueYield.observe();
    }

    /// A trader pays `ether_` into the pair for stable assets: ether falls against them.
    function _sellEther(uint256 ether_) internal {
        vm.startPrank(TRADER);
        WETH.deposit{value: ether_}();
        WETH.approve(address(stableRoute), ether_);
        stableRoute.buy(ether_, 0);
        vm.stopPrank();
    }

    /// A trader sells stable assets for ether: ether rises against them.
    function _buyEther(uint256 amount) internal {
        vm.prank(LENDER_WHALE);
        stable.transfer(TRADER, amount);
        vm.startPrank(TRADER);
        stable.approve(address(stableRoute), amount);
        stableRoute.sell(amount, 0);
        vm.stopPrank();
    }

    /// Of the venue's cash, `part` (WAD) is lent on.
    function _lendOut(uint256 part) internal {
        uint256 cash = stable.balanceOf(address(venue));
        vm.prank(LENDER_WHALE);
        venue.lend((cash * part) / WAD);
    }

    /// The venue loses `part` (WAD) of all it has.
    function _loseInVenue(uint256 part) internal {
        uint256 loss = (venue.totalAssets() * part) / WAD;
        uint256 owed = venue.owed();
        if (owed < loss) _lendOut(((loss - owed + 1) * WAD) / stable.balanceOf(address(venue)) + 1);
        vm.prank(LENDER_WHALE);
        venue.writeOff(loss);
    }

    function _pauseVenue() internal {
        vm.prank(LENDER_WHALE);
        venue.setPaused(true);
    }

    // ------------------------------------------------------------------ how it is set up

    function _openPair(uint256 ether_) private {
        IUniswapV2Factory factory = IUniswapV2Factory(
            PackageCode.deploy("@uniswap/v2-core/build/UniswapV2Factory.json", abi.encode(OWNER))
        );
        pair = IUniswapV2Pair(factory.createPair(address(WETH), address(stable)));
        vm.startPrank(TRADER);
        WETH.deposit{value: ether_}();
        WETH.transfer(address(pair), ether_);
        vm.stopPrank();
        vm.prank(LENDER_WHALE);
        stable.transfer(address(pair), (ether_ * ETHER_PRICE * STABLE) / WAD);
        IMintable(address(pair)).mint(LIQUIDITY_PROVIDER);
    }

    function _listStable() private {
        address asset = address(stable);
        _list(asset, 6, "STB", address(stableFeed));
        vm.startPrank(LENDER_WHALE);
        stable.approve(address(AAVE), type(uint256).max);
        AAVE.supply(asset, 200_000_000 * STABLE, LENDER_WHALE, 0);
        vm.stopPrank();
        vm.prank(BORROWER_WHALE);
        AAVE.borrow(asset, 80_000_000 * STABLE, 2, 0, BORROWER_WHALE);
    }

    /// Others' funds, most of them lent on.
    function _openVenue(uint256 amount) private {
        venue = new YieldVenue(stable, LENDER_WHALE, VENUE_RATE);
        vm.startPrank(LENDER_WHALE);
        stable.approve(address(venue), type(uint256).max);
        venue.deposit(amount, LENDER_WHALE);
        venue.lend((amount * 9) / 10);
        vm.stopPrank();
        venueYield = new VenueYield(venue, 0.05e18);
    }

    function _lendingWiring() internal returns (LendingWiring memory) {
        return
            LendingWiring({
                advisors: new LendingAdvisors(),
                lender: LENDER,
                steth: STETH,
                wsteth: WSTETH,
                weth: WETH,
                prices: prices,
                route: route,
                flash: new BalancerFlash(BALANCER),
                lenderFeed: IChainlinkFeed(address(FEED)),
                stable: stable,
                venue: venue,
                yield: venueYield,
                stableRoute: stableRoute,
                stableFeed: IChainlinkFeed(address(stableFeed))
            });
    }

    function _lendingParams() internal pure virtual returns (LendingPolicy.Params memory) {
        return
            LendingPolicy.Params({
                minLtv: 0.45e9,
                targetLtv: 0.50e9,
                maxLtv: 0.55e9,
                ripcordLtv: 0.70e9,
                defendLtv: 0.50e9,
                evacuateLtv: 0,
                watchPeg: 0.97e9,
                watchReentry: 0.975e9,
                defendPeg: 0.955e9,
                defendReentry: 0.965e9,
                evacuatePeg: 0.80e9,
                evacuateReentry: 0.90e9,
                maxMarketAge: 26 hours,
                maxLenderAge: 26 hours,
                borrowCarry: 0.005e9,
                unwindCarry: -0.01e9,
                harvestCover: 1.005e9,
                minVenueRate: 0.999e9,
                cooldown: 12 hours,
                pace: 30 minutes,
                recenterBps: 10_000
            });
    }
}
