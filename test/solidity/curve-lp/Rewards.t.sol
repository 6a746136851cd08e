// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpAdvisor} from "../../../contracts/strategies/curve-lp/CurveLpAdvisor.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {StethCurveLp} from "../../../contracts/strategies/curve-lp/StethCurveLp.sol";
import {RewardAuction} from "../../../contracts/strategies/rewards/RewardAuction.sol";
import {vm} from "../utils/Vm.sol";
import {PaidToken} from "./PaidToken.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice Rewards: claimed when they are worth their gas, sold within bounds or kept, and never in anybody's way.
/// @dev Proves CLP-03, INC-10.
contract RewardsTest is StethPoolWorld {
    function test_rewardsAreClaimedOnceTheyAreWorthTheirGas() public {
        _inPool(900e18);
        _streamLdo(1000e18);
        _pass(10 minutes);
        assertEq(lp.check().action, Codes.HOLD, "ten minutes' are not");
        _pass(7 days);
        assertEq(_tend().action, Codes.HARVEST, "a week's are");
        assertGt(crv.balanceOf(address(lp)), 0, "CRV came from the minter");
        assertGt(ldo.balanceOf(address(lp)), 0, "and the rest from the gauge");
        assertEq(lp.check().action, Codes.HOLD, "once a week at most");
    }

    function test_CLP_03_theBuyerPaysAtLeastTheBoundAtAnyTime(uint256 elapsed, uint256 amount) public {
        _harvested();
        vm.warp(block.timestamp + bound(elapsed, 0, 23 hours));
        uint256 held = crv.balanceOf(address(lp));
        amount = bound(amount, 1e15, held);
        uint256 unitsBefore = STETH.sharesOf(address(lp));
        vm.startPrank(BOB);
        STETH.approve(address(auction), type(uint256).max);
        uint256 paid = auction.buy(address(lp), crv, amount, type(uint256).max);
        vm.stopPrank();
        uint256 worth = (amount * CRV_PRICE) / WAD;
        assertGe(paid, (worth * 97) / 100, "never below the lower bound");
        assertLe(paid, (worth * 106) / 100 + 4, "never above the upper one at this peg");
        assertEq(crv.balanceOf(BOB), amount, "the buyer has the CRV");
        assertGe(
            STETH.getPooledEthByShares(STETH.sharesOf(address(lp)) - unitsBefore) + 4,
            paid,
            "and the position the stETH"
        );
    }

    function test_INC_10_noTradeInThePoolMovesTheAuctionsPrice(uint256 part) public {
        _harvested();
        uint256 before = auction.quote(address(lp), crv, 1e18);
        _sellPart(bound(part, 1e15, 0.3e18));
        FEED.transmit();
        prices.poke();
        assertGe(
            auction.quote(address(lp), crv, 1e18),
            before,
            "in one transaction, not even the peg falls far"
        );
        assertGt(before, 0, "and it was for sale");
    }

    function test_INC_10_aHarvestTradesInNoPool() public {
        _inPool(900e18);
        _pass(7 days);
        (uint256 ether_, uint256 steth_) = _held();
        assertEq(_tend().action, Codes.HARVEST, "claimed");
        (uint256 etherAfter, uint256 stethAfter) = _held();
        assertEq(etherAfter, ether_, "there is nothing to sandwich");
        assertEq(stethAfter, steth_, "on either side");
    }

    function test_CLP_03_aRewardWithoutAPriceIsKept() public {
        _harvested();
        vm.warp(block.timestamp + 25 hours);
        _observe(1);
        assertEq(auction.quote(address(lp), crv, 1e18), 0, "its price is old");
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.NotForSale.selector, crv));
        vm.prank(BOB);
        auction.buy(address(lp), crv, 1e18, type(uint256).max);
        crvFeed.post(0);
        assertEq(auction.quote(address(lp), crv, 1e18), 0, "zero is no price");
        crvFeed.post(-1);
        assertEq(auction.quote(address(lp), crv, 1e18), 0, "nor is less");
        crvFeed.post(int256(CRV_PRICE));
        assertGt(auction.quote(address(lp), crv, 1e18), 0, "with a price it sells again");
    }

    function test_CLP_03_aStethBelowItsPegBuysLess() public {
        _harvested();
        vm.warp(block.timestamp + 1 days);
        _postRewardPrices();
        _observe(1);
        uint256 atPar = auction.quote(address(lp), crv, 100e18);
        _thin(0.9e18);
        _depegTo(0.95e18);
        _settle();
        _postRewardPrices();
        assertGe(auction.quote(address(lp), crv, 100e18), (atPar * 104) / 100, "by what it is below");
    }

    function test_CLP_03_whatWasNotOfferedIsNotForSale() public {
        _inPool(100e18);
        _pass(1 days);
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.NotForSale.selector, crv));
        vm.prank(BOB);
        auction.buy(address(lp), crv, 1, type(uint256).max);
    }

    function test_CLP_03_aBuyerNamesTheMostThatHePays() public {
        _harvested();
        uint256 price = auction.quote(address(lp), crv, 1e18);
        vm.expectRevert(abi.encodeWithSelector(RewardAuction.DearerThan.selector, price, price - 1));
        vm.prank(BOB);
        auction.buy(address(lp), crv, 1e18, price - 1);
    }

    function test_CLP_03_aMinterOrGaugeThatFailsToPayBlocksNoWithdrawal() public {
        _inPool(900e18);
        _streamLdo(1000e18);
        _pass(7 days);
        vm.mockCallRevert(address(gauge.minter()), abi.encodeWithSignature("mint(address)", gauge), "");
        vm.mockCallRevert(address(gauge), abi.encodeWithSignature("claim_rewards()"), "");
        assertEq(_tend().action, Codes.HARVEST, "the claim is tried");
        assertEq(crv.balanceOf(address(lp)), 0, "and brings nothing");
        uint256 shares = vault.balanceOf(ALICE);
        assertGe(_redeemDeep(ALICE, shares), 899e18, "everybody gets out all the same");
    }

    function test_CLP_03_keptRewardsBlockNoWithdrawalAndLoseNothing() public {
        _harvested();
        uint256 held = crv.balanceOf(address(lp));
        vm.startPrank(address(vault));
        lp.withdraw(lp.exitUnits(), 0);
        vm.stopPrank();
        assertEq(crv.balanceOf(address(lp)), held, "they wait for a buyer");
        vm.startPrank(BOB);
        STETH.approve(address(auction), type(uint256).max);
        auction.buy(address(lp), crv, held, type(uint256).max);
        vm.stopPrank();
        assertGt(lp.exitUnits(), 0, "whose stETH is the vault's");
    }

    function test_unsoundTermsAreRefused() public {
        RewardAuction.Reward[] memory none = new RewardAuction.Reward[](0);
        vm.expectPartialRevert(RewardAuction.UnsoundTerms.selector);
        new RewardAuction(STETH, prices, none, RewardAuction.Terms(1 days, 1e18, 0.89e18, 1 days));
        vm.expectPartialRevert(RewardAuction.UnsoundTerms.selector);
        new RewardAuction(STETH, prices, none, RewardAuction.Terms(1 days, 0.95e18, 0.97e18, 1 days));
        vm.expectPartialRevert(RewardAuction.UnsoundTerms.selector);
        new RewardAuction(STETH, prices, none, RewardAuction.Terms(0, 1e18, 1e18, 1 days));
        vm.expectPartialRevert(RewardAuction.TooManyRewards.selector);
        new RewardAuction(
            STETH,
            prices,
            new RewardAuction.Reward[](5),
            RewardAuction.Terms(1 days, 1e18, 1e18, 1 days)
        );
    }

    function test_anAuctionThatWouldSellThePositionItselfIsRefused() public {
        IERC20[2] memory own = [IERC20(STETH), lp.lpToken()];
        for (uint256 i = 0; i < own.length; ++i) {
            CurveLpAdvisor.Wiring memory wiring = _wiringThatSells(own[i]);
            vm.expectRevert(abi.encodeWithSelector(CurveLpStrategy.PositionForSale.selector, own[i]));
            new StethCurveLp(vault, CURVE, wiring, _rules());
        }
    }

    function test_onlyForeignTokensAreRescuedAndOnlyByTheOwner() public {
        _harvested();
        PaidToken stray = new PaidToken(5e18);
        stray.transfer(address(lp), 5e18);
        IERC20[4] memory own = [IERC20(STETH), lp.lpToken(), IERC20(crv), IERC20(ldo)];
        for (uint256 i = 0; i < own.length; ++i) {
            vm.expectRevert(abi.encodeWithSignature("PositionToken(address)", own[i]));
            vm.prank(OWNER);
            lp.rescue(own[i], OWNER);
        }
        vm.expectRevert(abi.encodeWithSignature("OnlyVaultOwner(address)", BOB));
        vm.prank(BOB);
        lp.rescue(stray, BOB);
        vm.prank(OWNER);
        lp.rescue(stray, BOB);
        assertEq(stray.balanceOf(BOB), 5e18, "what came by mistake goes back");
    }

    function _wiringThatSells(IERC20 token) private returns (CurveLpAdvisor.Wiring memory wiring) {
        RewardAuction.Reward[] memory sold = new RewardAuction.Reward[](1);
        sold[0] = RewardAuction.Reward(token, crvFeed, 1 days);
        wiring.steth = STETH;
        wiring.prices = prices;
        wiring.route = route;
        wiring.auction = new RewardAuction(
            STETH,
            prices,
            sold,
            RewardAuction.Terms(1 days, 1e18, 1e18, 1 days)
        );
    }

    function _harvested() private {
        _inPool(900e18);
        _streamLdo(1000e18);
        _pass(7 days);
        assertEq(_tend().action, Codes.HARVEST, "a week's rewards");
    }
}
