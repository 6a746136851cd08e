// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {StableSwapNG} from "../../../contracts/devnet/StableSwapNG.sol";
import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {ICurveNgPool} from "../../../contracts/interfaces/ICurveNgPool.sol";
import {IRestakingDoor} from "../../../contracts/interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../../contracts/lst/PushedRateAdapter.sol";
import {LiquidRestakingStrategy} from "../../../contracts/strategies/restaking/LiquidRestakingStrategy.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {RestakedRoute} from "../../../contracts/swaps/RestakedRoute.sol";
import {PostedFeed} from "./PostedFeed.sol";
import {RestakingWorld} from "./RestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice A vault that holds a liquid restaking token through its door: a reporter who pushes its rate, a feed that prints what it
/// likes, Curve's pool of it and WETH, and a redemption queue of a week. A world of one token fills in the functions at the end.
abstract contract LiquidRestakingWorld is RestakingWorld {
    address internal constant REPORTER = address(0x4E0);
    uint256 internal constant COOL_DOWN = 7 days;
    /// What others hold of the token, and what of it lies in Curve's pool.
    uint256 internal constant OTHERS = 12_000e18;
    uint256 internal constant DEPTH = 2_000e18;
    uint256 internal constant MAX_SALE = 50e18;

    IERC20 internal lrt;
    PushedRateAdapter internal rate;
    PostedFeed internal market;
    StableSwapNG internal venue;
    IRestakingDoor internal door;
    LiquidRestakingStrategy internal held;

    function setUp() public virtual override {
        super.setUp();
        vault = _newVault();
        PushedRateAdapter.Source memory source;
        (door, source) = _openProtocol();
        lrt = door.token();
        rate = new PushedRateAdapter(lrt, source, PushedRateAdapter.Bounds(3 days, 0.005e18, 0.01e18));
        market = new PostedFeed();
        market.post(1e18);
        // Others hold it too, so that the queue has what it pays with after a rise of the rate.
        _mintToTrader(OTHERS);
        _openVenue(source);
        held = new LiquidRestakingStrategy(
            _terms(vault),
            LiquidRestakingStrategy.Venue({
                door: door,
                rate: rate,
                market: IChainlinkFeed(address(market)),
                operator: address(0x0E1),
                route: new RestakedRoute(ICurveNgPool(address(venue)), lrt, WETH, STETH, route),
                maxSale: MAX_SALE
            })
        );
        _open(held, "");
    }

    function _mark() internal {
        RestakingPolicy.Decision memory d = held.check();
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
    }

    function _gift(uint256 amount) internal {
        vm.prank(TRADER);
        lrt.transfer(address(held), amount);
    }

    /// A trader sells the token into Curve's pool.
    function _dump(uint256 amount) internal {
        vm.startPrank(TRADER);
        lrt.approve(address(venue), amount);
        venue.exchange(0, 1, amount, 0);
        vm.stopPrank();
    }

    function _openVenue(PushedRateAdapter.Source memory source) private {
        venue = new StableSwapNG(
            "LRT/WETH",
            "lrtweth",
            StableSwapNG.Parameters({
                A: 500,
                fee: 1_000_000,
                offpegFeeMultiplier: 20_000_000_000,
                maExpTime: 866,
                coins: [address(lrt), address(WETH)],
                rateMultipliers: [uint256(1e18), 1e18],
                oracles: [source.target, address(0)],
                methodIds: [source.getter, bytes4(0)],
                feeReceiver: OWNER
            })
        );
        uint256[] memory amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (DEPTH, DEPTH);
        vm.startPrank(TRADER);
        WETH.deposit{value: DEPTH}();
        WETH.approve(address(venue), DEPTH);
        lrt.approve(address(venue), DEPTH);
        venue.add_liquidity(amounts, 0);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ what a token fills in

    function _openProtocol() internal virtual returns (IRestakingDoor door_, PushedRateAdapter.Source memory);

    /// The trader pays `amount` of stETH for the token.
    function _mintToTrader(uint256 amount) internal virtual;

    /// The rate that the reporter pushes, WAD.
    function _report(uint256 rate_) internal virtual;

    function _pauseProtocol(bool paused) internal virtual;

    /// The queue's wait passes, and the protocol does what is its part.
    function _ripen() internal virtual;

    /// Units that a position's worth at a rate of 18 decimals may be off by, where the protocol counts by shares.
    function _rateDust() internal view virtual returns (uint256);
}
