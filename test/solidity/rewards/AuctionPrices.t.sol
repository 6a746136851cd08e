// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IChainlinkFeed} from "../../../contracts/interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../../../contracts/interfaces/IKeelPrices.sol";
import {IStETH} from "../../../contracts/interfaces/IStETH.sol";
import {RewardAuction} from "../../../contracts/strategies/rewards/RewardAuction.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {PostedFeed} from "../utils/PostedFeed.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice stETH's prices as somebody posted them.
contract PostedPrices is IKeelPrices {
    Reading private _reading;

    function post(uint256 peg, uint256 marketAge, uint8 flags) external {
        _reading = Reading(1.1e18, peg, marketAge, flags, 0.03e18);
    }

    function read() external view returns (Reading memory) {
        return _reading;
    }

    function poke() external {
        _reading.marketAge = 0;
    }

    function window() external pure returns (uint256) {
        return 30 minutes;
    }
}

/// @notice What a reward costs in the auction, and when it is kept: only two good prices make one.
/// @dev Proves CLP-03, INC-10, PRC-01.
contract AuctionPricesTest is Test {
    uint256 private constant AMOUNT = 1_000e18;

    PlainToken private reward;
    PlainToken private kept;
    PostedFeed private feed;
    PostedPrices private prices;
    RewardAuction private auction;

    function setUp() public {
        vm.warp(1_700_000_000);
        (reward, kept, feed, prices) = (
            new PlainToken(),
            new PlainToken(),
            new PostedFeed(),
            new PostedPrices()
        );
        feed.post(0.001e18);
        prices.post(1e18, 0, 0);
        auction = _auction(_rewards(), _terms());
        auction.offer();
    }

    function test_CLP_03_thePriceFallsFromAboveItsWorthToALittleBelow(uint256 elapsed) public {
        elapsed = bound(elapsed, 0, 2 days);
        vm.warp(block.timestamp + elapsed);
        feed.post(0.001e18);
        uint256 part = elapsed >= 1 days ? 0.97e18 : 1.05e18 - (0.08e18 * elapsed) / 1 days;
        assertNear(auction.quote(address(this), reward, AMOUNT), part, 1e3, "of one ETH's worth");
    }

    function test_aStethBelowItsPegBuysLessAndAboveItNoMore() public {
        prices.post(0.95e18, 0, 0);
        uint256 below = auction.quote(address(this), reward, AMOUNT);
        assertNear(below, (1.05e18 * 100) / uint256(95), 1e3, "a buyer pays more of a cheaper stETH");
        prices.post(1.1e18, 0, 0);
        assertNear(auction.quote(address(this), reward, AMOUNT), 1.05e18, 1e3, "and no less of a dearer one");
    }

    function test_PRC_01_withoutAGoodPriceOfStethNothingIsSold() public {
        prices.post(1e18, 0, 1);
        assertEq(auction.quote(address(this), reward, AMOUNT), 0, "refused by its bounds");
        prices.post(1e18, 26 hours + 1, 0);
        assertEq(auction.quote(address(this), reward, AMOUNT), 0, "too old");
        prices.post(0, 0, 0);
        assertEq(auction.quote(address(this), reward, AMOUNT), 0, "none at all");
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.NotForSale.selector, address(reward)));
        auction.buy(address(this), reward, AMOUNT, type(uint256).max);
    }

    function test_PRC_01_withoutAGoodPriceOfTheRewardItIsKept() public {
        feed.post(0);
        assertEq(auction.worth(reward, AMOUNT), 0, "absurd");
        feed.post(0.001e18);
        vm.warp(block.timestamp + 1 days + 1);
        assertEq(auction.worth(reward, AMOUNT), 0, "too old");
        vm.etch(address(feed), hex"fd");
        assertEq(auction.worth(reward, AMOUNT), 0, "silent");
        assertEq(auction.worth(kept, AMOUNT), 0, "a reward without a feed");
        assertEq(auction.worth(new PlainToken(), AMOUNT), 0, "and what is no reward");
    }

    function test_onlyWhatWasOfferedIsSold() public view {
        assertEq(auction.quote(address(0xB0B), reward, AMOUNT), 0, "nobody offered here");
        assertTrue(auction.isReward(kept), "a reward is known");
        assertFalse(auction.isReward(PlainToken(address(feed))), "and nothing else");
    }

    function test_termsThatGiveRewardsAwayAreRefused() public {
        RewardAuction.Terms memory terms = _terms();
        terms.end = 0.9e18 - 1;
        _refuses(terms);
        terms = _terms();
        terms.duration = 0;
        _refuses(terms);
        terms = _terms();
        terms.start = 2e18 + 1;
        _refuses(terms);
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.TooManyRewards.selector, 5));
        _auction(new RewardAuction.Reward[](5), _terms());
    }

    function _refuses(RewardAuction.Terms memory terms) private {
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.UnsoundTerms.selector, terms));
        _auction(_rewards(), terms);
    }

    function _auction(
        RewardAuction.Reward[] memory rewards,
        RewardAuction.Terms memory terms
    ) private returns (RewardAuction) {
        return new RewardAuction(IStETH(address(0)), prices, rewards, terms);
    }

    function _rewards() private view returns (RewardAuction.Reward[] memory rewards) {
        rewards = new RewardAuction.Reward[](2);
        rewards[0] = RewardAuction.Reward(reward, IChainlinkFeed(address(feed)), 1 days);
        rewards[1] = RewardAuction.Reward(kept, IChainlinkFeed(address(0)), 1 days);
    }

    function _terms() private pure returns (RewardAuction.Terms memory) {
        return RewardAuction.Terms(1 days, 1.05e18, 0.97e18, 26 hours);
    }
}
