// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IMovements} from "../../../contracts/vault/IMovements.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Trading around the vault's own transactions takes nothing from those who stay in it.
/// @dev Proves LEV-08, VLT-09, VLT-11, VLT-18.
contract SandwichesTest is KeelWorld {
    function setUp() public override {
        super.setUp();
        _levered(900e18);
        _deposit(BOB, 900e18);
        _allocate();
        _observe(13 hours);
        _keep();
        _thin(0.9e18);
        _settle();
        vault.recognise();
    }

    function test_VLT_11_aSandwichedDeepExitCostsTheLeaverAlone(uint256 size, uint256 part) public {
        part = bound(part, 1e18, vault.balanceOf(BOB));
        uint256 copy = vm.snapshotState();
        uint256 plain = _redeemDeep(BOB, part);
        vm.revertToState(copy);

        uint256 staying = vault.balanceOf(ALICE);
        uint256 before = vault.convertToAssets(staying);
        uint256 held = TRADER.balance;
        _sell(bound(size, 1e18, 50_000e18));
        uint256 paid = _redeemDeep(BOB, part);
        _buy(TRADER.balance - held);
        assertLe(paid, plain, "the leaver gets less");
        assertGe(vault.convertToAssets(staying) + 2, before, "and those who stay have what they had");
    }

    function test_VLT_11_aLeaverWhoNamesAMinimumIsNotSandwiched(uint256 size) public {
        uint256 shares = vault.balanceOf(BOB);
        uint256 least = (vault.previewRedeem(shares) * 999) / 1000;
        _sell(bound(size, 20_000e18, 60_000e18));
        vm.expectPartialRevert(IMovements.BelowMinAssets.selector);
        vm.prank(BOB);
        vault.redeem(shares, BOB, BOB, least);
    }

    function test_VLT_11_pumpingThePoolBeforeADeepExitDoesNotPay(uint256 size, uint256 part) public {
        part = bound(part, 1e18, vault.balanceOf(BOB));
        size = bound(size, 1e18, 40_000e18);
        uint256 copy = vm.snapshotState();
        uint256 plain = _redeemDeep(BOB, part);
        uint256 stay = vault.previewRedeem(vault.balanceOf(ALICE));
        vm.revertToState(copy);

        uint256 units = _unitsOf(TRADER);
        _buy(size);
        uint256 bought = STETH.getPooledEthByShares(_unitsOf(TRADER) - units);
        uint256 pumped = _redeemDeep(BOB, part);
        uint256 held = TRADER.balance;
        _sell(bought - 1);
        uint256 back = TRADER.balance - held;
        assertGe(size + plain, back + pumped, "what it lifts the exit by, it costs in the pool, and more");
        uint256 left = vault.previewRedeem(vault.balanceOf(ALICE));
        uint256 lift = pumped > plain ? pumped - plain : 0;
        assertGe(
            left + lift + stay / 1e9,
            stay,
            "nor do those who stay lose more than the leaver was lifted by"
        );
    }

    function test_VLT_11_pumpingThePoolBeforeAnExitFromIdleDoesNotPay(uint256 size) public {
        size = bound(size, 1e18, 40_000e18);
        _deposit(CAROL, 900e18);
        uint256 shares = vault.maxRedeem(BOB);
        uint256 copy = vm.snapshotState();
        uint256 plain = _redeem(BOB, shares);
        vm.revertToState(copy);
        uint256 units = _unitsOf(TRADER);
        _buy(size);
        uint256 bought = STETH.getPooledEthByShares(_unitsOf(TRADER) - units);
        uint256 most = vault.maxRedeem(BOB);
        uint256 pumped = _redeem(BOB, most < shares ? most : shares);
        uint256 held = TRADER.balance;
        _sell(bought - 1);
        assertGe(
            size + plain,
            TRADER.balance - held + pumped,
            "exit value rises to the observed price at most"
        );
    }

    function test_VLT_18_aPumpedPoolLiftsExitValueToTheObservedPriceAtMost(
        uint256 price,
        uint256 size
    ) public {
        _depegTo(bound(price, 0.94e18, 0.985e18));
        _settle();
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        uint256 collateral = loop.aToken().balanceOf(address(loop));
        uint256 cost = STETH.getSharesByPooledEth((debt * WAD) / prices.read().peg);
        _buy(bound(size, 20_000e18, 60_000e18));
        assertGt(
            CURVE.get_dy(1, 0, 100e18) * WAD,
            prices.read().peg * 100e18,
            "the pool pays more than was observed"
        );
        assertLe(loop.exitUnits(), collateral - cost, "and the debt still weighs what it did");
    }

    function test_LEV_08_aHostileKeeperCannotUnwindIntoItsOwnTrade(uint256 size) public {
        uint256 before = vault.exitUnits();
        _sell(bound(size, 20_000e18, 60_000e18));
        uint256 all = loop.exitUnits();
        vm.expectPartialRevert(LoopErrors.BelowFloor.selector);
        vm.prank(KEEPER);
        vault.deallocate(loop, all, 0);
        assertLe(vault.exitUnits(), before, "only a leaver may take a price as bad as this");
    }

    function test_LEV_08_aKeeperUnwindsAtTheMarketsPrice(uint256 part) public {
        part = bound(part, 1e18, loop.exitUnits());
        uint256 idle = vault.idleUnits();
        vm.prank(KEEPER);
        vault.deallocate(loop, part, part - 10);
        assertGe(vault.idleUnits() - idle + 10, part, "what the slice was worth");
    }

    function test_VLT_09_aDepositAheadOfAGainAndOutAfterItEarnsAtMostTheMaxRate(
        uint256 gain,
        uint256 held
    ) public {
        held = bound(held, 12, 5 days);
        vm.prank(TRADER);
        STETH.transfer(address(vault), bound(gain, 1e18, 1000e18));
        uint256 before = _unitsOf(CAROL);
        uint256 shares = _deposit(CAROL, 900e18);
        uint256 paidIn = before - _unitsOf(CAROL);
        _allocate();
        vm.warp(block.timestamp + held);
        vault.recognise();
        _redeemDeep(CAROL, shares);
        assertLe(
            _unitsOf(CAROL),
            before + (paidIn * 0.25e18 * held) / (WAD * YEAR),
            "though the loop was unwound for it"
        );
    }

    function test_VLT_18_aDepositInACrashPaysForWhatItWouldBuy(uint256 price) public {
        _depegTo(bound(price, 0.957e18, 0.985e18));
        _settle();
        uint256 stay = vault.previewRedeem(vault.balanceOf(ALICE));
        uint256 before = _unitsOf(CAROL);
        uint256 shares = _deposit(CAROL, 500e18);
        assertGe(vault.previewRedeem(vault.balanceOf(ALICE)), stay, "in at entry value helps those inside");
        _redeem(CAROL, shares);
        assertLt(_unitsOf(CAROL), before, "and out at exit value costs the difference");
    }
}
