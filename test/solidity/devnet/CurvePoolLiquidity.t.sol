// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {CurveStethPool} from "../../../contracts/devnet/CurveStethPool.sol";
import {CurveToken} from "../../../contracts/devnet/CurveToken.sol";
import {PoolWorld} from "./PoolWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What the classic Curve pool charges and pays: every quote is kept, and fees only ever reach who stays.
contract CurvePoolLiquidityTest is PoolWorld {
    uint256 private constant FEE_DENOMINATOR = 1e10;

    function test_aSaleIsPaidAsQuoted(uint256 dx) public {
        dx = bound(dx, 1e9, 50_000 ether);
        uint256 quoted = pool.get_dy(1, 0, dx);
        uint256 before = address(this).balance;
        assertEq(pool.exchange(1, 0, dx, quoted), quoted, "answers the quote");
        assertEq(address(this).balance - before, quoted, "and pays it in ether");
    }

    function test_aPurchaseIsPaidAsQuoted(uint256 dx) public {
        dx = bound(dx, 1e9, 50_000 ether);
        uint256 quoted = pool.get_dy(0, 1, dx);
        uint256 before = steth.balanceOf(address(this));
        assertEq(pool.exchange{value: dx}(0, 1, dx, quoted), quoted, "answers the quote");
        assertNear(steth.balanceOf(address(this)) - before, quoted, 2, "and pays it in stETH");
    }

    function test_thereAndBackLosesBothFees(uint256 dx) public {
        dx = bound(dx, 1 ether, 50_000 ether);
        uint256 bought = pool.exchange{value: dx}(0, 1, dx, 0);
        uint256 back = pool.exchange(1, 0, bought, 0);
        // Two fees of 0.04%, of which a little comes back as the first one's part in the pool.
        assertLe(back, (dx * 99_930) / 100_000, "never at a profit");
        assertGe(back, (dx * 99_910) / 100_000, "and at no other cost");
    }

    function test_halfOfATradesFeeIsTheAdmins() public {
        uint256 paid = pool.exchange(1, 0, 10_000 ether, 0);
        uint256 fee = (paid * 4_000_000) / (FEE_DENOMINATOR - 4_000_000);
        assertNear(pool.admin_balances(0), fee / 2, 2, "in the coin that is paid out");
        assertEq(pool.admin_balances(1), 0, "and in no other");
    }

    function test_aTradeIsRefusedBelowItsMinimumOrWithTheWrongEther() public {
        uint256 quoted = pool.get_dy(1, 0, 1 ether);
        vm.expectRevert(bytes("Exchange resulted in fewer coins than expected"));
        pool.exchange(1, 0, 1 ether, quoted + 1);
        vm.expectRevert();
        pool.exchange{value: 1 ether - 1}(0, 1, 1 ether, 0);
        vm.expectRevert();
        pool.exchange{value: 1}(1, 0, 1 ether, 0);
    }

    function test_thereAreTwoCoinsAndATradeNeedsBoth() public {
        vm.expectRevert();
        pool.get_dy(1, 1, 1 ether);
        vm.expectRevert();
        pool.get_dy(0, 2, 1 ether);
        vm.expectRevert();
        pool.calc_withdraw_one_coin(1 ether, -1);
    }

    function test_aDepositOfOneCoinPaysHalfATradesFee(uint256 amount) public {
        amount = bound(amount, 1 ether, 50_000 ether);
        uint256 free = pool.calc_token_amount([amount, 0], true);
        uint256 minted = pool.add_liquidity{value: amount}([amount, 0], 0);
        assertLt(minted, free, "the quote leaves the fee out");
        assertGe(minted, free - free / 4_000, "which is about 0.02%");
        assertEq(lpToken.balanceOf(address(this)), lpToken.totalSupply(), "minted to who pays in");
    }

    function test_aDepositIsRefusedBelowItsMinimumAndWithNothingInIt() public {
        vm.expectRevert(bytes("Slippage screwed you"));
        pool.add_liquidity{value: 1 ether}([uint256(1 ether), 0], 1.01 ether);
        vm.expectRevert();
        pool.add_liquidity([uint256(0), 0], 0);
    }

    function test_theFirstDepositNeedsBothCoinsAndMintsTheInvariant() public {
        CurveStethPool fresh = _empty();
        vm.expectRevert();
        fresh.add_liquidity{value: 1 ether}([uint256(1 ether), 0], 0);
        uint256 minted = fresh.add_liquidity{value: 7 ether}([uint256(7 ether), 7 ether], 0);
        assertNear(minted, 14 ether, 1, "one token an ether where they are equal");
    }

    function test_aWithdrawalOfExactAmountsPaysThemAndBurnsTheirFeeToo(
        uint256 ether_,
        uint256 steth_
    ) public {
        ether_ = bound(ether_, 0, 40_000 ether);
        steth_ = bound(steth_, 1 ether, 40_000 ether);
        uint256[2] memory held = [address(this).balance, steth.balanceOf(address(this))];
        uint256 supply = lpToken.totalSupply();
        uint256 free = pool.calc_token_amount([ether_, steth_], false);
        uint256 burnt = pool.remove_liquidity_imbalance([ether_, steth_], type(uint256).max);
        assertGe(burnt + 1, free, "no less than the amounts are worth");
        assertLe(burnt, free + free / 4_000 + 1, "and their fee");
        assertEq(supply - lpToken.totalSupply(), burnt, "burnt as answered");
        assertEq(address(this).balance - held[0], ether_, "ether to the wei");
        assertNear(steth.balanceOf(address(this)) - held[1], steth_, 2, "stETH to its rounding");
    }

    function test_aWithdrawalIsRefusedWhereItWouldBurnMoreThanIsAllowed() public {
        uint256 free = pool.calc_token_amount([uint256(10 ether), 0], false);
        vm.expectRevert(bytes("Slippage screwed you"));
        pool.remove_liquidity_imbalance([uint256(10 ether), 0], free);
        vm.expectRevert();
        pool.remove_liquidity_imbalance([uint256(0), 0], type(uint256).max);
    }

    function test_aWithdrawalInProportionIsRefusedBelowItsMinimum() public {
        uint256 part = lpToken.totalSupply() / 10;
        vm.expectRevert(bytes("Withdrawal resulted in fewer coins than expected"));
        pool.remove_liquidity(part, [uint256(10_000 ether + 1), 0]);
        uint256[2] memory paid = pool.remove_liquidity(part, [uint256(10_000 ether - 1), 0]);
        assertNear(paid[1], 10_000 ether, 2, "a tenth of everything, without a fee");
    }

    function test_aWithdrawalOfOneCoinIsPaidAsQuotedAndCostsItsImbalance(
        uint256 amount,
        uint256 coin
    ) public {
        amount = bound(amount, 1 ether, 80_000 ether);
        int128 i = coin % 2 == 0 ? int128(0) : int128(1);
        uint256 quoted = pool.calc_withdraw_one_coin(amount, i);
        uint256 held = i == 0 ? address(this).balance : steth.balanceOf(address(this));
        assertEq(pool.remove_liquidity_one_coin(amount, i, quoted), quoted, "answers the quote");
        uint256 got = (i == 0 ? address(this).balance : steth.balanceOf(address(this))) - held;
        assertNear(got, quoted, i == 0 ? 0 : 2, "and pays it");
        assertLt(got, amount, "less than a withdrawal of both would be worth");
        assertGt(pool.admin_balances(uint128(i)), 0, "a part of the fee is the admin's");
    }

    function test_aWithdrawalOfOneCoinIsRefusedBelowItsMinimum() public {
        uint256 quoted = pool.calc_withdraw_one_coin(1 ether, 0);
        vm.expectRevert(bytes("Not enough coins removed"));
        pool.remove_liquidity_one_coin(1 ether, 0, quoted + 1);
    }

    function test_noTradeDepositOrWithdrawalLowersTheVirtualPrice(uint256 seed) public {
        uint256 price = pool.get_virtual_price();
        for (uint256 i = 0; i < 5; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            uint256 amount = bound(seed, 1 ether, 10_000 ether);
            if (seed % 4 == 0) pool.exchange(1, 0, amount, 0);
            if (seed % 4 == 1) pool.add_liquidity{value: amount}([amount, 0], 0);
            if (seed % 4 == 2) pool.remove_liquidity_one_coin(amount, 1, 0);
            if (seed % 4 == 3) pool.remove_liquidity_imbalance([amount, amount / 2], type(uint256).max);
            assertGe(pool.get_virtual_price() + 1, price, "fees stay with who stays");
            price = pool.get_virtual_price();
        }
    }

    function test_theAdminsFeesAreNobodyElsesAndArePaidOrGivenAway() public {
        pool.exchange(1, 0, 20_000 ether, 0);
        pool.exchange{value: 20_000 ether}(0, 1, 20_000 ether, 0);
        uint256[2] memory due = [pool.admin_balances(0), pool.admin_balances(1)];
        uint256 price = pool.get_virtual_price();
        uint256[2] memory held = [address(this).balance, steth.balanceOf(address(this))];
        uint256 copy = vm.snapshotState();
        pool.withdraw_admin_fees();
        assertEq(address(this).balance - held[0], due[0], "ether");
        assertNear(steth.balanceOf(address(this)) - held[1], due[1], 2, "and stETH, to its rounding");
        assertNear(pool.get_virtual_price(), price, 1, "which never were the others'");
        vm.revertToState(copy);
        pool.donate_admin_fees();
        assertEq(pool.admin_balances(0) + pool.admin_balances(1), 0, "or nothing is left of them");
        assertGt(pool.get_virtual_price(), price, "and all are richer");
    }

    function test_whatThePoolIsMadeOfIsThere() public view {
        assertEq(pool.A(), 50, "amplification");
        assertEq(pool.balances(0), 100_000 ether, "ether");
        assertNear(pool.balances(1), 100_000 ether, 2, "stETH");
        assertEq(pool.coins(1), address(steth), "the second coin");
        assertEq(pool.lp_token(), address(lpToken), "and the token of both");
    }

    function test_aPoolOfOtherCoinsIsNotThisOne() public {
        vm.expectRevert();
        new CurveStethPool(address(this), [address(steth), address(steth)], address(lpToken), 50, 0, 0);
    }

    function _empty() private returns (CurveStethPool fresh) {
        CurveToken token = new CurveToken();
        fresh = new CurveStethPool(
            address(this),
            [pool.coins(0), address(steth)],
            address(token),
            50,
            4_000_000,
            5_000_000_000
        );
        token.set_minter(address(fresh));
        steth.approve(address(fresh), type(uint256).max);
    }
}
