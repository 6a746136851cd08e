// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {DepositorCaps} from "../../../contracts/entries/DepositorCaps.sol";
import {IEntryGate} from "../../../contracts/interfaces/IEntryGate.sol";
import {Entering} from "../../../contracts/vault/Entering.sol";
import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A gate says who may enter and how far. It has no say in exits.
/// @dev Proves VLT-03, VLT-12, VLT-13.
contract GatesTest is QueueWorld {
    DepositorCaps private gate;

    function setUp() public virtual override {
        super.setUp();
        gate = new DepositorCaps(vault, OWNER, 100e18);
        vm.prank(OWNER);
        vault.setEntryGate(gate);
    }

    function test_VLT_03_aDepositorMayTakeInWhatItsCapLeavesAndNoMore(uint256 first, uint256 more) public {
        _deposit(BOB, vault.adapter().toAssets(bound(first, 1e9, 99e18)));
        uint256 most = vault.maxDeposit(BOB);
        vm.startPrank(BOB);
        token.approve(address(vault), type(uint256).max);
        vm.expectPartialRevert(Entering.ERC4626ExceededMaxDeposit.selector);
        vault.deposit(most + bound(more, 10, 500e18), BOB);
        vault.deposit(most, BOB);
        vm.stopPrank();
        assertLe(vault.maxDeposit(BOB), 10, "full");
        assertGt(_deposit(CAROL, 50e18), 0, "others have caps of their own");
    }

    function test_VLT_03_maxMintFitsUnderTheDepositorsCap(uint256 first) public {
        _deposit(BOB, vault.adapter().toAssets(bound(first, 1e9, 99e18)));
        uint256 most = vault.maxMint(BOB);
        vm.startPrank(BOB);
        token.approve(address(vault), type(uint256).max);
        vault.mint(most, BOB);
        vm.stopPrank();
    }

    function test_aCommonCapOfZeroIsAnAllowList(address stranger) public {
        vm.assume(stranger != BOB);
        vm.startPrank(OWNER);
        gate.setCommonCap(0);
        gate.setCap(BOB, type(uint248).max);
        vm.stopPrank();
        assertEq(vault.maxDeposit(stranger), 0, "who is not on it stays out");
        assertEq(vault.maxMint(stranger), 0, "by shares, too");
        assertGt(_deposit(BOB, 500e18), 0, "who is on it enters as far as the vault takes");
        vm.prank(OWNER);
        gate.removeCap(BOB);
        assertEq(vault.maxDeposit(BOB), 0, "until it is taken off");
    }

    function test_VLT_12_aGateStopsNobodyFromLeaving(uint256 units) public {
        uint256 shares = _deposit(BOB, vault.adapter().toAssets(bound(units, 1e12, 99e18)));
        vm.prank(OWNER);
        gate.setCommonCap(0);
        assertEq(vault.maxRedeem(BOB), shares, "all of it");
        _request(BOB, shares / 3);
        _redeem(BOB, shares / 3);
        _redeemDeep(BOB, vault.balanceOf(BOB));
        _watch();
        _settleIdle();
        assertGt(_claim(BOB), 0, "by every way out");
    }

    function test_VLT_13_onlyItsOwnerSetsCapsAndOnlyTheVaultsOwnerTheGate(address stranger) public {
        vm.assume(stranger != OWNER);
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        gate.setCommonCap(1);
        vm.expectRevert(refusal);
        gate.setCap(stranger, 1);
        vm.expectRevert(refusal);
        gate.removeCap(BOB);
        vm.expectRevert(refusal);
        vault.setEntryGate(IEntryGate(address(0)));
        vm.stopPrank();
    }

    function test_withoutAGateEverybodyMayEnter() public {
        vm.prank(OWNER);
        vault.setEntryGate(IEntryGate(address(0)));
        assertGt(_deposit(CAROL, 900e18), 0, "as far as the vault takes");
    }
}
