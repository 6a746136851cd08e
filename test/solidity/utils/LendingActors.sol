// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LendingErrors} from "../../../contracts/strategies/lending/LendingErrors.sol";
import {LendingPolicy} from "../../../contracts/strategies/lending/LendingPolicy.sol";
import {IStableRoute} from "../../../contracts/interfaces/IStableRoute.sol";
import {LendingWorld} from "./LendingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Who acts on and around a vault that lends its collateral: each function is one thing that somebody may do at any
/// time, of a size drawn from a seed.
abstract contract LendingActors is LendingWorld {
    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Allocate,
        Deallocate,
        Execute,
        Ripcord,
        SellSteth,
        BuySteth,
        SellEther,
        BuyEther,
        Rebase,
        Slash,
        LendOut,
        Collect,
        LoseInVenue,
        MoveRate,
        GiveStable,
        GiveShares,
        Wait
    }

    function _act(Act act, uint256 seed) internal {
        address who = [ALICE, BOB, CAROL][seed % 3];
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.Deallocate) _deallocateSome(seed);
        if (act == Act.Execute) _execute();
        if (act == Act.Ripcord) _pull(who, seed);
        if (act == Act.SellSteth) _sell(bound(seed, 1e18, CURVE.balances(0) / 8));
        if (act == Act.BuySteth) _buy(bound(seed, 1e18, CURVE.balances(1) / 8));
        if (act == Act.SellEther) _sellEther(bound(seed, 1e18, 5_000e18));
        if (act == Act.BuyEther) _buyEther(bound(seed, STABLE, 10_000_000 * STABLE));
        if (act == Act.Rebase) _rebase(bound(seed, 1e9, 0.001e18));
        if (act == Act.Slash) _slash(bound(seed, 1e9, 0.002e18));
        if (act == Act.LendOut) _lendOut(bound(seed, 0.1e18, 1e18));
        if (act == Act.Collect) _collect(seed);
        if (act == Act.LoseInVenue) _loseInVenue(bound(seed, 1e9, 0.01e18));
        if (act == Act.MoveRate) _moveRate(seed);
        if (act == Act.GiveStable) _giveStable(seed);
        if (act == Act.GiveShares) _giveShares(seed);
        if (act == Act.Wait) _observeAll(bound(seed, 12, 13 hours));
    }

    function _depositSome(address who, uint256 seed) private {
        uint256 most = vault.maxDeposit(who);
        uint256 held = token.balanceOf(who);
        if (held < most) most = held;
        if (most > 1e12) _deposit(who, bound(seed, 1e12, most));
    }

    function _redeemSome(address who, uint256 seed) private {
        uint256 most = vault.maxRedeem(who);
        if (most > 0) _redeem(who, bound(seed, 1, most));
    }

    function _redeemSomeDeep(address who, uint256 seed) private {
        uint256 most = vault.balanceOf(who);
        if (most > 0 && lending.risk().ltv < 0.8e9) _redeemDeep(who, bound(seed, 1, most));
    }

    function _allocateSome(uint256 seed) private {
        uint256 idle = vault.idleUnits();
        uint256 limit = lending.depositLimit();
        if (limit < idle) idle = limit;
        if (idle == 0) return;
        vm.prank(KEEPER);
        vault.allocate(lending, bound(seed, 1, idle));
    }

    function _deallocateSome(uint256 seed) private {
        uint256 most = lending.withdrawLimit();
        if (most == 0 || lending.risk().ltv >= 0.8e9) return;
        vm.prank(KEEPER);
        try vault.deallocate(lending, bound(seed, 1, most), 0) {
            return;
        } catch (bytes memory reason) {
            _isAFloor(reason);
        }
    }

    /// The keeper does what is asked; only a market that has moved since it was seen may stop it.
    function _execute() private {
        LendingPolicy.Decision memory d = lending.check();
        if (d.action == Codes.HOLD) return;
        uint256 before = lending.risk().ltv;
        vm.prank(KEEPER);
        try lending.execute(d.action, d.target, 0) {
            uint256 ltv = lending.risk().ltv;
            assertTrue(ltv <= 0.55e9 || ltv <= before + 1, "LEV-01: in the band, or no higher than before");
        } catch (bytes memory reason) {
            _isAFloor(reason);
        }
    }

    function _pull(address who, uint256 seed) private {
        uint256 amount = bound(seed, 10 * STABLE, 1_000_000 * STABLE);
        vm.prank(LENDER_WHALE);
        stable.transfer(who, amount);
        uint256 before = lending.risk().ltv;
        vm.startPrank(who);
        stable.approve(address(lending), amount);
        try lending.ripcord(amount, 0) {
            assertLt(lending.risk().ltv, before, "LEV-06: LTV is lower after it");
        } catch (bytes memory reason) {
            assertTrue(before < 0.70e9 || reason.length > 0, "LEV-06: or it is refused by name");
        }
        vm.stopPrank();
    }

    function _collect(uint256 seed) private {
        uint256 owed = venue.owed();
        vm.prank(LENDER_WHALE);
        venue.collect(bound(seed, 0, owed));
    }

    /// The lender whale's funds come and go, and the borrow rate with them.
    function _moveRate(uint256 seed) private {
        vm.startPrank(LENDER_WHALE);
        uint256 free = stable.balanceOf(AAVE.getReserveData(address(stable)).aTokenAddress);
        if (seed % 2 == 0) AAVE.withdraw(address(stable), bound(seed, 0, free / 2) + 1, LENDER_WHALE);
        else AAVE.supply(address(stable), bound(seed, 1, 100_000_000 * STABLE), LENDER_WHALE, 0);
        vm.stopPrank();
    }

    function _giveStable(uint256 seed) private {
        vm.prank(LENDER_WHALE);
        stable.transfer(address(lending), bound(seed, 1, 10_000 * STABLE));
    }

    function _giveShares(uint256 seed) private {
        vm.prank(LENDER_WHALE);
        venue.deposit(bound(seed, 1, 10_000 * STABLE), address(lending));
    }

    function _isAFloor(bytes memory reason) private pure {
        bytes4 name = bytes4(reason);
        assertTrue(
            name == LendingErrors.BelowFloor.selector ||
                name == LendingErrors.SaleRaisesLtv.selector ||
                name == LendingErrors.NothingToDo.selector ||
                name == IStableRoute.TooLittleOut.selector,
            "or refused by a name of the market"
        );
    }
}
