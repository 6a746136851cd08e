// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Leaving} from "../../../contracts/vault/Leaving.sol";
import {Entering} from "../../../contracts/vault/Entering.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What the vault says can be had now can be had now, and no more than that.
/// @dev Proves VLT-03.
contract LimitsTest is KeelWorld {
    function setUp() public virtual override {
        super.setUp();
        _working(200e18);
        _rebase(0.0037e18);
        _observe(5 days);
    }

    function test_VLT_03_maxWithdrawIsPaidInFull(uint256 idle) public {
        _deposit(BOB, bound(idle, 1e9, 900e18));
        _paysMaxWithdraw(ALICE);
        _paysMaxWithdraw(BOB);
    }

    function test_VLT_03_maxRedeemIsPaidInFull(uint256 idle) public {
        _deposit(BOB, bound(idle, 1e9, 900e18));
        _paysMaxRedeem(ALICE);
        _paysMaxRedeem(BOB);
    }

    function test_VLT_03_moreThanMaxWithdrawIsRefused(uint256 idle, uint256 more) public {
        _deposit(BOB, bound(idle, 1e9, 900e18));
        uint256 most = vault.maxWithdraw(BOB);
        vm.expectPartialRevert(Leaving.ERC4626ExceededMaxWithdraw.selector);
        vm.prank(BOB);
        vault.withdraw(most + bound(more, 1, 1e30), BOB, BOB);
    }

    function test_VLT_03_moreThanMaxRedeemIsRefused(uint256 idle, uint256 more) public {
        _deposit(BOB, bound(idle, 1e9, 100e18));
        uint256 most = vault.maxRedeem(ALICE);
        vm.expectPartialRevert(Leaving.ERC4626ExceededMaxRedeem.selector);
        vm.prank(ALICE);
        vault.redeem(most + bound(more, 1, 1e30), ALICE, ALICE);
    }

    function test_VLT_03_maxDepositFitsUnderTheCapAndMoreDoesNot(uint256 room) public {
        room = bound(room, 1e9, 500e18);
        _capAt(vault.entryUnits() + room);
        uint256 most = vault.maxDeposit(BOB);
        assertNear(vault.adapter().toUnits(most), room, 1, "the room left, to within rounding");
        _deposit(BOB, most);
        vm.startPrank(CAROL);
        token.approve(address(vault), 1e18);
        vm.expectPartialRevert(Entering.ERC4626ExceededMaxDeposit.selector);
        vault.deposit(1e10, CAROL);
        vm.stopPrank();
    }

    function test_VLT_03_maxMintFitsUnderTheCap(uint256 room) public {
        room = bound(room, 1e9, 500e18);
        _capAt(vault.entryUnits() + room);
        uint256 most = vault.maxMint(BOB);
        vm.startPrank(BOB);
        token.approve(address(vault), type(uint256).max);
        vault.mint(most, BOB);
        vm.stopPrank();
        assertEq(vault.balanceOf(BOB), most, "minted in full");
        assertLe(vault.entryUnits(), vault.depositCap(), "and the cap holds");
    }

    function test_VLT_03_limitsAreFiniteUnderTheLargestCap() public {
        _afterNotice(abi.encodeCall(vault.raiseDepositCap, (type(uint256).max)));
        assertLt(vault.maxDeposit(BOB), type(uint256).max, "an amount, not a symbol");
        assertLt(vault.maxMint(BOB), type(uint256).max, "an amount, not a symbol");
    }

    function test_VLT_03_nobodyCanDepositOverAFullCapAndEverybodyCanStillLeave() public {
        uint256 shares = _deposit(BOB, 50e18);
        _capAt(1);
        assertEq(vault.maxDeposit(CAROL), 0, "no room");
        assertEq(vault.maxRedeem(BOB), shares, "VLT-12: no cap blocks an exit");
        _redeem(BOB, shares);
    }

    function _paysMaxWithdraw(address who) private {
        uint256 most = vault.maxWithdraw(who);
        if (most == 0) return;
        uint256 before = token.balanceOf(who);
        vm.prank(who);
        vault.withdraw(most, who, who);
        assertGe(token.balanceOf(who) - before, most, "paid in full");
    }

    function _paysMaxRedeem(address who) private {
        uint256 most = vault.maxRedeem(who);
        if (most == 0) return;
        uint256 promised = vault.previewRedeem(most);
        assertGe(_redeem(who, most), promised, "paid in full");
    }

    function _capAt(uint256 units) private {
        vm.prank(OWNER);
        vault.lowerDepositCap(units);
    }
}
