// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../../../contracts/interfaces/IKeelPrices.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A price that cannot be right is refused by name, and refusing it locks nobody in.
/// @dev Proves PRC-01, PRC-02.
contract RefusalsTest is KeelWorld {
    function setUp() public override {
        super.setUp();
        _levered(300e18);
        _deposit(BOB, 100e18);
        _observe(1 hours);
    }

    function test_PRC_01_aZeroOrNegativeAnswerIsFlagged(int256 answer) public {
        _answers(answer > 0 ? -answer : answer, block.timestamp);
        IKeelPrices.Reading memory r = prices.read();
        assertEq(r.flags, Codes.FLAG_MARKET, "the market price, by name");
        assertGt(r.peg, 0.99e18, "the average speaks alone");
        _takesNobodyInAndLetsEverybodyOut();
    }

    function test_PRC_01_aFeedThatRevertsIsFlagged() public {
        vm.mockCallRevert(address(FEED), abi.encodeCall(IChainlinkFeed.latestRoundData, ()), "gone");
        IKeelPrices.Reading memory r = prices.read();
        assertEq(r.flags, Codes.FLAG_MARKET, "the market price, by name");
        assertEq(r.marketAge, block.timestamp, "and it was never seen");
        uint256 before = _unitsOf(BOB);
        _redeem(BOB, vault.balanceOf(BOB));
        _redeemDeep(ALICE, vault.balanceOf(ALICE) / 2);
        assertGt(_unitsOf(BOB), before, "exits do not depend on it");
    }

    function test_PRC_01_anAnswerFarFromTheAverageIsFlagged(uint256 answer) public {
        uint256 average = prices.read().peg;
        answer = bound(answer, 1, 10e18);
        _answers(int256(answer), block.timestamp);
        uint256 gap = answer > average ? answer - average : average - answer;
        bool jumped = gap * WAD > average * 0.03e18;
        assertEq(prices.read().flags, jumped ? Codes.FLAG_MARKET : 0, "past 3%, and only then");
        assertLe(prices.read().peg, average, "and the lower of both is what counts");
    }

    function test_PRC_01_thePriceIsAsOldAsTheOlderOfFeedAndAverage(uint256 feedAge, uint256 pokeAge) public {
        feedAge = bound(feedAge, 0, 30 days);
        pokeAge = bound(pokeAge, 0, 30 days);
        vm.warp(block.timestamp + 60 days - pokeAge);
        prices.poke();
        vm.warp(block.timestamp + pokeAge);
        _answers(0.999e18, block.timestamp - feedAge);
        assertEq(prices.read().marketAge, feedAge > pokeAge ? feedAge : pokeAge, "seconds");
    }

    function test_PRC_01_aPriceFromTheFutureIsNew() public {
        _answers(0.999e18, block.timestamp + 1 days);
        assertEq(prices.read().marketAge, 0, "no negative age");
    }

    function test_PRC_01_aJumpOfTheRedemptionRateIsFlaggedUntilObserved(uint256 growth) public {
        growth = bound(growth, 0.0101e18, 0.05e18);
        _rebase(growth);
        assertEq(prices.read().flags, Codes.FLAG_REDEMPTION, "more than 1% since it was last seen");
        _takesNobodyInAndLetsEverybodyOut();
        _observe(12);
        assertEq(prices.read().flags, 0, "seen");
    }

    function test_PRC_02_aLenderPriceThatIsWrongMovesNoSaleFloorWhileTheMarketIsKnown(
        uint256 answer
    ) public view {
        LoopPolicy.State memory s = loop.risk();
        uint256 floor = loop.saleFloor(s, Codes.PROTECT);
        s.lenderPeg = uint64(bound(answer, 0, 2e9));
        assertEq(loop.saleFloor(s, Codes.PROTECT), floor, "selling is measured by the market");
        assertEq(floor, (uint256(s.peg) * 1e9 * 99) / 100, "less the tolerance");
    }

    /// Chainlink's feed cannot be made to answer like this in the offline mainnet, whose feed reads the pool.
    function _answers(int256 answer, uint256 updatedAt) private {
        vm.mockCall(
            address(FEED),
            abi.encodeCall(IChainlinkFeed.latestRoundData, ()),
            abi.encode(uint80(9), answer, updatedAt, updatedAt, uint80(9))
        );
    }

    function _takesNobodyInAndLetsEverybodyOut() private {
        assertEq(vault.maxDeposit(CAROL), 0, "nobody enters at a broken price");
        assertGt(_redeem(BOB, vault.maxRedeem(BOB)), 0, "idle is paid out");
        assertGt(_redeemDeep(ALICE, vault.balanceOf(ALICE) / 2), 0, "and the loop unwinds");
    }
}
