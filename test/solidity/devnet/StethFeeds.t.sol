// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {StethEthFeed} from "../../../contracts/devnet/StethEthFeed.sol";
import {WstethEthSource} from "../../../contracts/devnet/WstethEthSource.sol";
import {PoolWorld} from "./PoolWorld.sol";
import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {vm} from "../utils/Vm.sol";

/// @notice The offline mainnet's prices of stETH and wstETH come from its Curve pool and from nowhere else.
contract StethFeedsTest is PoolWorld {
    StethEthFeed private feed;
    WstETH private wsteth;
    WstethEthSource private source;

    function setUp() public override {
        super.setUp();
        feed = new StethEthFeed(pool);
        wsteth = new WstETH(steth);
        source = new WstethEthSource(feed, wsteth);
    }

    function test_aRoundIsTheSaleOfOneStethAtItsTime() public {
        feed.transmit();
        (uint80 round, int256 answer, , uint256 updatedAt, uint80 answeredIn) = feed.latestRoundData();
        assertEq(uint256(answer), pool.get_dy(1, 0, 1 ether), "the pool's price");
        assertEq(updatedAt, block.timestamp, "now");
        assertEq(round, 1, "the first round");
        assertEq(answeredIn, round, "answered in the same");
    }

    function test_theAnswerStaysUntilTheNextRound() public {
        feed.transmit();
        int256 before = feed.latestAnswer();
        pool.exchange(1, 0, 10_000 ether, 0);
        assertEq(feed.latestAnswer(), before, "a trade alone moves no feed");
        vm.warp(block.timestamp + 1 hours);
        feed.transmit();
        assertLt(uint256(feed.latestAnswer()), uint256(before), "the next round shows the sale");
    }

    function test_thereIsNoRoundBeforeTheFirst() public {
        assertEq(feed.latestAnswer(), 0, "no answer");
        assertEq(source.latestAnswer(), 0, "nor one derived from it");
        vm.expectRevert(bytes("No data present"));
        feed.latestRoundData();
    }

    function test_wstethIsPricedAtTheMarketTimesTheShareRateRoundedDown() public {
        feed.transmit();
        uint256 expected = (uint256(feed.latestAnswer()) * wsteth.stEthPerToken()) / 1 ether;
        assertEq(uint256(source.latestAnswer()), expected, "feed times rate");
    }
}
