// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {StableSwapNG} from "../../../contracts/devnet/StableSwapNG.sol";
import {PlainToken} from "../gas/PlainToken.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a StableSwap-NG pool charges, pays and remembers: quotes are kept, its fee grows out of balance, its prices are
/// averages.
contract StableSwapNGTest is Test {
    address private constant CURVE = address(0xFEE);
    uint256 private constant DEPTH = 100_000e18;

    PlainToken[2] private coins;
    StableSwapNG private pool;
    /// What the second coin is worth in the first: the pool asks this contract.
    uint256 public rate = 1.2e18;

    function setUp() public {
        vm.warp(1_700_000_000);
        (coins[0], coins[1]) = (new PlainToken(), new PlainToken());
        pool = _open(20_000_000_000, address(this));
        pool.add_liquidity(_amounts(DEPTH, (DEPTH * 1e18) / rate), 0);
    }

    function test_aTradeIsPaidAsQuotedAndAsksForAboutItsPrice(uint256 dx, uint256 side) public {
        dx = bound(dx, 1e12, 20_000e18);
        (int128 i, int128 j) = side % 2 == 0 ? (int128(0), int128(1)) : (int128(1), int128(0));
        uint256 quoted = pool.get_dy(i, j, dx);
        // The inverse quote takes the fee before the trade, which moves it by at most its growth.
        assertNear(pool.get_dx(i, j, quoted), dx, dx / 5_000 + 1e6, "and the other way round");
        uint256 held = coins[uint128(j)].balanceOf(address(this));
        assertEq(pool.exchange(i, j, dx, quoted), quoted, "answers the quote");
        assertEq(coins[uint128(j)].balanceOf(address(this)) - held, quoted, "and pays it");
    }

    function test_aTradeIsRefusedBelowItsMinimumOrOfNothingOrIntoItself() public {
        uint256 quoted = pool.get_dy(0, 1, 1e18);
        vm.expectRevert(bytes("Exchange resulted in fewer coins than expected"));
        pool.exchange(0, 1, 1e18, quoted + 1);
        vm.expectRevert();
        pool.exchange(0, 1, 0, 0);
        vm.expectRevert();
        pool.exchange(1, 1, 1e18, 0);
        vm.expectRevert();
        pool.get_dx(1, 1, 1e18);
        vm.expectRevert();
        pool.get_dy(0, 2, 1e18);
    }

    function test_theFeeGrowsWithTheImbalanceAndIsHalfTheAdmins() public {
        uint256 calm = pool.dynamic_fee(0, 1);
        assertNear(calm, 1_000_000, 10, "0.01% in balance");
        pool.exchange(0, 1, 50_000e18, 0);
        assertGt(pool.dynamic_fee(0, 1), (calm * 11) / 10, "dearer out of balance");
        assertLe(pool.dynamic_fee(0, 1), 2 * calm, "and never above its multiple");
        assertGt(pool.admin_balances(1), 0, "a part is Curve's");
        assertEq(_open(1e10, address(0)).dynamic_fee(0, 1), 1_000_000, "a multiplier of 1 keeps it flat");
    }

    function test_aWithdrawalOfExactAmountsPaysThemAndBurnsTheirFeeToo(uint256 first, uint256 second) public {
        first = bound(first, 1e18, 40_000e18);
        second = bound(second, 0, 40_000e18);
        uint256 quoted = pool.calc_token_amount(_amounts(first, second), false);
        uint256[2] memory held = [coins[0].balanceOf(address(this)), coins[1].balanceOf(address(this))];
        uint256 burnt = pool.remove_liquidity_imbalance(_amounts(first, second), type(uint256).max);
        assertNear(burnt, quoted + 1, 1, "as quoted, and one more");
        assertEq(coins[0].balanceOf(address(this)) - held[0], first, "the first coin");
        assertEq(coins[1].balanceOf(address(this)) - held[1], second, "the second");
    }

    function test_aWithdrawalIsRefusedBeyondWhatIsAllowed() public {
        vm.expectRevert(bytes("Slippage screwed you"));
        pool.remove_liquidity_imbalance(_amounts(10e18, 0), 9e18);
        vm.expectRevert();
        pool.remove_liquidity_imbalance(_amounts(0, 0), type(uint256).max);
        vm.expectRevert(bytes("Withdrawal resulted in fewer coins than expected"));
        pool.remove_liquidity(10e18, _amounts(10e18, 0));
        vm.expectRevert();
        pool.remove_liquidity(0, _amounts(0, 0));
        vm.expectRevert(bytes("Not enough coins removed"));
        pool.remove_liquidity_one_coin(10e18, 0, 11e18);
        vm.expectRevert();
        pool.remove_liquidity_one_coin(0, 0, 0);
    }

    function test_aWithdrawalOfOneCoinIsPaidAsQuoted(uint256 amount, uint256 coin) public {
        amount = bound(amount, 1e15, 80_000e18);
        uint256 i = coin % 2;
        uint256 quoted = pool.calc_withdraw_one_coin(amount, i == 0 ? int128(0) : int128(1));
        uint256 held = coins[i].balanceOf(address(this));
        pool.remove_liquidity_one_coin(amount, i == 0 ? int128(0) : int128(1), quoted);
        assertEq(coins[i].balanceOf(address(this)) - held, quoted, "to the wei");
        assertLt((quoted * (i == 0 ? 1e18 : rate)) / 1e18, amount, "less than both coins are worth");
    }

    function test_aDepositIsQuotedWithItsFeeAndTheFirstOneHasNone() public {
        uint256[] memory amounts = _amounts(30_000e18, 0);
        uint256 quoted = pool.calc_token_amount(amounts, true);
        assertEq(pool.add_liquidity(amounts, quoted), quoted, "as quoted");
        vm.expectRevert(bytes("Slippage screwed you"));
        pool.add_liquidity(amounts, 30_001e18);
        vm.expectRevert();
        pool.add_liquidity(_amounts(0, 0), 0);

        StableSwapNG fresh = _open(20_000_000_000, address(0));
        vm.expectRevert();
        fresh.add_liquidity(_amounts(1e18, 0), 0);
        assertEq(fresh.calc_token_amount(_amounts(5e18, 5e18), true), 10e18, "the invariant itself");
    }

    function test_anyoneMayHaveCurvePaidAndNobodyIsPoorerForIt() public {
        pool.exchange(0, 1, 20_000e18, 0);
        uint256 due = pool.admin_balances(1);
        uint256 price = pool.get_virtual_price();
        vm.prank(address(0xB0B));
        pool.withdraw_admin_fees();
        assertEq(coins[1].balanceOf(CURVE), due, "all that was due");
        assertEq(pool.get_virtual_price(), price, "and the pool's worth is what it was");
    }

    function test_thePriceOfTheMomentFollowsATradeAndItsAverageFollowsLater() public {
        pool.exchange(1, 0, 50_000e18, 0);
        uint256 spot = pool.get_p(0);
        assertLt(spot, 0.9999e18, "the coin that was sold is cheaper");
        assertNear(pool.last_price(0), spot, 1e13, "which is booked, but for the fee that stayed");
        assertEq(pool.price_oracle(0), pool.ema_price(0), "within a block the average stands");
        assertEq(pool.ema_price(0), 1e18, "where it was");
        vm.warp(block.timestamp + 600);
        uint256 half = pool.price_oracle(0);
        // The window of 866 s is ten minutes over ln 2.
        assertNear(half, (1e18 + pool.last_price(0)) / 2, 1e14, "after ten minutes half the way");
        vm.warp(block.timestamp + 30 days);
        assertEq(pool.price_oracle(0), pool.last_price(0), "and in the end all of it");
    }

    function test_onlyTheFirstPriceExists() public {
        vm.expectRevert();
        pool.get_p(1);
        vm.expectRevert();
        pool.price_oracle(1);
        vm.expectRevert();
        pool.last_price(1);
        vm.expectRevert();
        pool.ema_price(1);
    }

    function test_aCoinThatGrowsRaisesTheVirtualPrice() public {
        uint256 price = pool.get_virtual_price();
        rate = 1.23e18;
        assertEq(pool.stored_rates()[1], 1.23e18, "asked at the time of every call");
        assertNear(pool.get_virtual_price(), price + price / 80, 1e14, "half of the pool is worth 2.5% more");
    }

    function test_aWindowOfNothingIsNoAverage() public {
        StableSwapNG.Parameters memory p = _parameters(0, address(0));
        p.maExpTime = 0;
        vm.expectRevert();
        new StableSwapNG("", "", p);
    }

    function _open(uint256 multiplier, address oracle) private returns (StableSwapNG opened) {
        opened = new StableSwapNG("Pool", "POOL", _parameters(multiplier, oracle));
        for (uint256 i = 0; i < 2; ++i) coins[i].approve(address(opened), type(uint256).max);
    }

    function _parameters(
        uint256 multiplier,
        address oracle
    ) private view returns (StableSwapNG.Parameters memory) {
        return
            StableSwapNG.Parameters({
                A: 500,
                fee: 1_000_000,
                offpegFeeMultiplier: multiplier,
                maExpTime: 866,
                coins: [address(coins[0]), address(coins[1])],
                rateMultipliers: [uint256(1e18), 1e18],
                oracles: [address(0), oracle],
                methodIds: [bytes4(0), this.rate.selector],
                feeReceiver: CURVE
            });
    }

    function _amounts(uint256 first, uint256 second) private pure returns (uint256[] memory amounts) {
        amounts = new uint256[](2);
        (amounts[0], amounts[1]) = (first, second);
    }
}
