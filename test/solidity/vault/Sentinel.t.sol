// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Entering} from "../../../contracts/vault/Entering.sol";
import {Risks} from "../../../contracts/vault/Risks.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Role, Roles} from "../../../contracts/vault/Roles.sol";
import {Notices} from "../../../contracts/vault/Notices.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A sentinel lowers risk at once, and can neither raise it nor keep anybody in.
/// @dev Proves VLT-14.
contract SentinelTest is KeelWorld {
    address private constant SENTINEL = address(0x5E17);

    function setUp() public override {
        super.setUp();
        _afterNotice(abi.encodeCall(vault.grant, (Role.Sentinel, SENTINEL)));
        _observe(1);
        _deposit(ALICE, 100e18);
    }

    function test_VLT_14_aPauseStopsEntriesAndNobodysExit() public {
        vm.prank(SENTINEL);
        vault.pauseEntries();
        assertEq(vault.maxDeposit(BOB), 0, "nobody enters");
        assertEq(vault.maxMint(BOB), 0, "by either door");
        vm.startPrank(BOB);
        token.approve(address(vault), 1e18);
        vm.expectRevert(Entering.EntriesClosed.selector);
        vault.deposit(1e18, BOB);
        vm.expectRevert(Entering.EntriesClosed.selector);
        vault.mint(1e17, BOB);
        vm.stopPrank();
        assertEq(vault.maxRedeem(ALICE), vault.balanceOf(ALICE), "and everybody may leave");
        _redeem(ALICE, 1e18);
        _redeemDeep(ALICE, vault.balanceOf(ALICE));
    }

    function test_VLT_14_onlyTheOwnerResumesWhatASentinelPaused() public {
        vm.startPrank(SENTINEL);
        vault.pauseEntries();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, SENTINEL));
        vault.resumeEntries();
        vm.stopPrank();
        vm.prank(OWNER);
        vault.resumeEntries();
        _deposit(BOB, 1e18);
    }

    function test_VLT_14_itsCapsGoDownOnly(uint256 units) public {
        uint256 cap = vault.depositCap();
        vm.startPrank(SENTINEL);
        vm.expectPartialRevert(Entering.NotLower.selector);
        vault.lowerDepositCap(bound(units, cap, type(uint256).max));
        vault.lowerDepositCap(bound(units, 0, cap - 1));
        vault.lowerCap(RiskId.strategy(address(loop)), bound(units, 1, 1e30), WAD);
        vm.expectPartialRevert(Risks.CapNotLower.selector);
        vault.lowerCap(RiskId.strategy(address(loop)), type(uint256).max, WAD);
        vm.stopPrank();
    }

    function test_VLT_14_itCallsOffWhatTheOwnerAnnounced() public {
        bytes memory call = abi.encodeCall(vault.grant, (Role.Keeper, CAROL));
        vm.prank(OWNER);
        vault.submit(call);
        vm.prank(SENTINEL);
        vault.revoke(call);
        assertEq(vault.executableAt(call), 0, "gone");
    }

    function test_VLT_14_itDismissesAnybodyButASentinel() public {
        vm.startPrank(SENTINEL);
        vault.dismiss(Role.Keeper, KEEPER);
        assertFalse(vault.isKeeper(KEEPER), "at once");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, SENTINEL));
        vault.dismiss(Role.Sentinel, SENTINEL);
        vm.stopPrank();
        vm.expectPartialRevert(Notices.NotSubmitted.selector);
        vm.prank(OWNER);
        vault.dismiss(Role.Sentinel, SENTINEL);
    }

    function test_VLT_14_everythingElseIsRefusedToIt() public {
        bytes[] memory calls = new bytes[](12);
        calls[0] = abi.encodeCall(vault.submit, (""));
        calls[1] = abi.encodeCall(vault.addStrategy, (loop, 1));
        calls[2] = abi.encodeCall(vault.configure, (loop, ""));
        calls[3] = abi.encodeCall(vault.raiseCap, (RiskId.strategy(address(loop)), 1, WAD));
        calls[4] = abi.encodeCall(vault.raiseDepositCap, (type(uint256).max));
        calls[5] = abi.encodeCall(vault.grant, (Role.Keeper, SENTINEL));
        calls[6] = abi.encodeCall(vault.abdicate, (vault.grant.selector));
        calls[7] = abi.encodeCall(vault.raiseDelay, (vault.grant.selector, 80 days));
        calls[8] = abi.encodeCall(vault.lowerDelay, (vault.grant.selector, 8 days));
        calls[9] = abi.encodeCall(vault.allocate, (loop, 1e18));
        calls[10] = abi.encodeCall(vault.deallocate, (loop, 1, 0));
        calls[11] = abi.encodeCall(vault.transferOwnership, (SENTINEL));
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(SENTINEL);
            (bool done, bytes memory reason) = address(vault).call(calls[i]);
            assertFalse(done, "refused");
            bytes4 name = bytes4(reason);
            assertTrue(
                name == Ownable.OwnableUnauthorizedAccount.selector ||
                    name == Roles.OnlyCurator.selector ||
                    name == Roles.OnlyAllocator.selector,
                "for who it is"
            );
        }
    }
}
