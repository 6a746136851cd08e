// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {MarketPrices} from "../../../contracts/prices/MarketPrices.sol";
import {StethPrices} from "../../../contracts/prices/StethPrices.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The average of what Curve's pool pays, and what it takes to move it.
/// @dev Proves PRC-03.
contract AccumulatorTest is KeelWorld {
    uint256 private constant WINDOW = 30 minutes;
    uint256 private constant MAX_STEP = 0.05e18;

    function setUp() public override {
        super.setUp();
        _thin(0.9e18);
        _settle();
    }

    function test_PRC_03_aManipulationWithinOneBlockMovesNothing(uint256 size, uint256 elapsed) public {
        size = bound(size, 1e18, 60_000e18);
        vm.warp(block.timestamp + bound(elapsed, 12, 2 days));
        uint256 before = _average();
        uint256 held = TRADER.balance;
        _sell(size);
        prices.poke();
        _buy(TRADER.balance - held);
        assertEq(_average(), before, "one end of an interval alone moves nothing");
        vm.warp(block.timestamp + 12);
        prices.poke();
        assertNear(_average(), before, before / 1e6, "nor does the honest poke after it");
    }

    function test_PRC_03_twoManipulatedBlocksWithAnHonestPokeBetweenMoveNothing(uint256 size) public {
        size = bound(size, 1e18, 60_000e18);
        // The trader's own fees shift the honest price a little, and that much is no manipulation.
        (uint256 lowest, uint256 highest) = (_average(), _average());
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(block.timestamp + 1 hours);
            uint256 held = TRADER.balance;
            _sell(size);
            prices.poke();
            _buy(TRADER.balance - held);
            vm.warp(block.timestamp + 12);
            prices.poke();
            if (_spot() < lowest) lowest = _spot();
            if (_spot() > highest) highest = _spot();
        }
        assertGe(_average(), lowest, "each manipulated end meets an honest one");
        assertLe(_average(), highest, "so nothing but honest prices moves it");
    }

    function test_PRC_03_theAverageNeverPassesTheNearerOfBothEnds(
        uint256 first,
        uint256 second,
        uint256 elapsed
    ) public {
        _sell(bound(first, 1e18, 20_000e18));
        _poked(1 hours);
        uint256 before = _spot();
        uint256 average = _average();
        _sell(bound(second, 1e18, 20_000e18));
        _poked(bound(elapsed, 1, 1 days));
        uint256 afterwards = _average();
        assertLe(afterwards, average, "both ends are below it, so it falls");
        uint256 nearer = before > _spot() ? before : _spot();
        assertGe(afterwards + 1, nearer < average ? nearer : average, "as far as the nearer end at most");
    }

    function test_PRC_03_endsOnDifferentSidesMoveNothing(uint256 sold, uint256 bought) public {
        _sell(bound(sold, 100e18, 20_000e18));
        _poked(12);
        uint256 average = _average();
        _buy(bound(bought, 45_000e18, 60_000e18));
        _poked(1 hours);
        assertEq(_average(), average, "a price seen below and then above says nothing about between");
    }

    function test_PRC_03_onePokeMovesItAtMostAStep(uint256 sold) public {
        _sell(bound(sold, 60_000e18, 120_000e18));
        _poked(12);
        uint256 average = _average();
        _poked(2 days);
        uint256 step = average - _average();
        assertEq(step, (average * MAX_STEP) / WAD, "the cap, when the pool has lost more than that");
    }

    function test_PRC_03_onlyAFullWindowMovesItTheWholeWay(uint256 elapsed) public {
        elapsed = bound(elapsed, 1, WINDOW);
        _sell(10_000e18);
        _poked(12);
        uint256 average = _average();
        uint256 gap = average - _spot();
        _poked(elapsed);
        assertNear(
            average - _average(),
            (gap * elapsed) / WINDOW,
            1,
            "in proportion to the time that both ends span"
        );
    }

    function test_PRC_03_theSecondPokeOfABlockChangesNothing(uint256 sold) public {
        _poked(1 hours);
        (uint96 average, uint96 spot, uint64 time) = prices.market();
        _sell(bound(sold, 1e18, 60_000e18));
        prices.poke();
        (uint96 average2, uint96 spot2, uint64 time2) = prices.market();
        assertEq(
            abi.encode(average, spot, time).length,
            abi.encode(average2, spot2, time2).length,
            "same shape"
        );
        assertEq(
            keccak256(abi.encode(average, spot, time)),
            keccak256(abi.encode(average2, spot2, time2)),
            "same values"
        );
    }

    function test_PRC_03_aWindowBelowHalfAnHourIsRefused(uint32 window) public {
        window = uint32(bound(window, 0, 30 minutes - 1));
        vm.expectRevert(abi.encodeWithSelector(MarketPrices.WindowTooShort.selector, window));
        new StethPrices(
            STETH,
            CURVE,
            IChainlinkFeed(address(FEED)),
            MarketPrices.Config(window, 0.05e18, 0.03e18, 0.01e18, 100e18, 0.039e18)
        );
    }

    function test_PRC_03_oneManipulatedBlockMovesNeitherValueNorDecision(uint256 size) public {
        _levered(300e18);
        _poked(1 hours);
        uint256 entry = vault.entryUnits();
        uint8 action = loop.check().action;
        _buy(bound(size, 1e18, 60_000e18));
        prices.poke();
        assertEq(vault.entryUnits(), entry, "entry value knows no market");
        assertLe(vault.exitUnits(), entry, "a pumped pool lifts exit value to the average at most");
        assertEq(loop.check().action, action, "and no action follows");
    }

    function _poked(uint256 elapsed) private {
        vm.warp(block.timestamp + elapsed);
        prices.poke();
    }

    function _average() private view returns (uint256 average) {
        (average, , ) = prices.market();
    }

    function _spot() private view returns (uint256) {
        return (CURVE.get_dy(1, 0, 100e18) * WAD) / 100e18;
    }
}
