// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LossBound} from "../../../contracts/vault/LossBound.sol";
import {KeelWorld} from "./KeelWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Who acts on and around a vault: each function is one thing that somebody may do at any time, of a size drawn
/// from a seed.
abstract contract Actors is KeelWorld {
    enum Act {
        Deposit,
        Redeem,
        Withdraw,
        RedeemDeep,
        Allocate,
        Deallocate,
        Execute,
        Sell,
        Buy,
        Rebase,
        Slash,
        GiveToVault,
        GiveToLoop,
        RepayForLoop,
        SupplyForLoop,
        Wait,
        FlashAttack
    }

    function _act(Act act, uint256 seed) internal {
        address who = [ALICE, BOB, CAROL][seed % 3];
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.Withdraw) _withdrawSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.Deallocate) _deallocateSome(seed);
        if (act == Act.Execute) _execute();
        if (act == Act.Sell) _sell(bound(seed, 1e18, CURVE.balances(0) / 8));
        if (act == Act.Buy) _buy(bound(seed, 1e18, CURVE.balances(1) / 8));
        if (act == Act.Rebase) _rebase(bound(seed, 1e9, 0.001e18));
        if (act == Act.Slash) _slash(bound(seed, 1e9, 0.002e18));
        if (act == Act.GiveToVault) _give(who, address(vault), seed);
        if (act == Act.GiveToLoop) _give(who, address(loop), seed);
        if (act == Act.RepayForLoop) _repayForLoop(who, seed);
        if (act == Act.SupplyForLoop) _supplyForLoop(who, seed);
        if (act == Act.Wait) _observe(bound(seed, 12, 13 hours));
        if (act == Act.FlashAttack) _attack(seed);
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

    function _withdrawSome(address who, uint256 seed) private {
        uint256 most = vault.maxWithdraw(who);
        if (most == 0) return;
        vm.prank(who);
        vault.withdraw(bound(seed, 1, most), who, who);
    }

    function _redeemSomeDeep(address who, uint256 seed) private {
        uint256 most = vault.balanceOf(who);
        if (most > 0) _redeemDeep(who, bound(seed, 1, most));
    }

    function _allocateSome(uint256 seed) private {
        uint256 idle = vault.idleUnits();
        if (idle == 0) return;
        vm.prank(KEEPER);
        vault.allocate(loop, bound(seed, 1, idle));
    }

    function _deallocateSome(uint256 seed) private {
        uint256 most = loop.exitUnits();
        if (most == 0) return;
        vm.prank(KEEPER);
        try vault.deallocate(loop, bound(seed, 1, most), 0) {
            return;
        } catch (bytes memory reason) {
            assertTrue(
                bytes4(reason) == LoopErrors.BelowFloor.selector ||
                    bytes4(reason) == LossBound.LossBoundReached.selector,
                "or a named floor, or the bound on a day's losses"
            );
        }
    }

    /// The keeper does what is asked; only a market that has fallen since it was seen may stop it.
    function _execute() private {
        LoopPolicy.Decision memory d = loop.check();
        if (d.action == Codes.HOLD) return;
        uint256 before = loop.risk().ltv;
        vm.prank(KEEPER);
        try loop.execute(d.action, d.target, 0) {
            uint256 ltv = loop.risk().ltv;
            assertTrue(ltv <= 0.69e9 || ltv <= before + 1, "LEV-01: in the band, or no higher than before");
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(LoopErrors.BelowFloor.selector), "or a named floor");
        }
    }

    /// One with a flash loan's funds pushes the pool, goes in and out of the vault in the same block, and lets the pool go again.
    function _attack(uint256 seed) private {
        uint256 before = _wealth(TRADER);
        uint256 held = TRADER.balance;
        _sell(bound(seed, 1e18, CURVE.balances(0) / 16));
        uint256 most = vault.maxDeposit(TRADER);
        uint256 borrowed = token.balanceOf(TRADER);
        if (borrowed < most) most = borrowed;
        if (most > 1e18) _deposit(TRADER, bound(seed, 1e18, most < 20_000e18 ? most : 20_000e18));
        uint256 shares = vault.balanceOf(TRADER);
        if (shares > 0) {
            // What the strategies cannot serve now stays in shares, which count as well.
            vm.prank(TRADER);
            (bool served, ) = address(vault).call(
                abi.encodeWithSignature("redeem(uint256,address,address,uint256)", shares, TRADER, TRADER, 0)
            );
            if (served) assertEq(vault.balanceOf(TRADER), 0, "out again");
        }
        _buy(TRADER.balance - held);
        assertLe(_wealth(TRADER), before + 1e6, "VLT-01: and has gained nothing by it");
    }

    /// What somebody has at redemption value: ether, Lido's units in either form, and shares at entry value.
    function _wealth(address who) private view returns (uint256) {
        uint256 shares = vault.adapter().toUnits(vault.convertToAssets(vault.balanceOf(who)));
        return who.balance + STETH.getPooledEthByShares(STETH.sharesOf(who) + WSTETH.balanceOf(who) + shares);
    }

    function _give(address who, address to, uint256 seed) private {
        uint256 most = STETH.balanceOf(who) / 10;
        if (most < 1e9) return;
        uint256 gift = bound(seed, 1e9, most);
        vm.startPrank(who);
        if (seed % 2 == 0) {
            STETH.transfer(to, gift);
        } else {
            STETH.approve(address(WSTETH), gift);
            IERC20(address(WSTETH)).transfer(to, WSTETH.wrap(gift));
        }
        vm.stopPrank();
    }

    function _repayForLoop(address who, uint256 seed) private {
        uint256 debt = loop.debtToken().balanceOf(address(loop));
        if (debt == 0) return;
        uint256 amount = bound(seed, 1, debt / 20 + 1);
        vm.startPrank(who);
        WETH.deposit{value: amount}();
        if (seed % 2 == 0) {
            WETH.transfer(address(loop), amount);
        } else {
            WETH.approve(address(AAVE), amount);
            AAVE.repay(address(WETH), amount, 2, address(loop));
        }
        vm.stopPrank();
    }

    function _supplyForLoop(address who, uint256 seed) private {
        uint256 most = STETH.balanceOf(who) / 10;
        if (most < 1e9) return;
        uint256 gift = bound(seed, 1e9, most);
        vm.startPrank(who);
        STETH.approve(address(WSTETH), gift);
        uint256 wrapped = WSTETH.wrap(gift);
        IERC20(address(WSTETH)).approve(address(AAVE), wrapped);
        AAVE.supply(address(WSTETH), wrapped, address(loop), 0);
        vm.stopPrank();
    }
}
