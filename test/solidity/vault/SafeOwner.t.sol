// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Notices} from "../../../contracts/vault/Notices.sol";
import {Role, Roles} from "../../../contracts/vault/Roles.sol";
import {HoldingStrategy} from "../utils/HoldingStrategy.sol";
import {SafeWorld} from "../utils/SafeWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A vault that a genuine Safe owns: two of three sign, and everything that an owner may do goes its way, delays and all.
/// @dev Proves VLT-13, VLT-14. The Safe's own refusals: GS013 the call reverted, GS020 too few signatures, GS026 not an owner's.
contract SafeOwnerTest is SafeWorld {
    function setUp() public override {
        super.setUp();
        vm.prank(OWNER);
        vault.transferOwnership(address(safe));
    }

    function test_VLT_13_aSafeTakesAVaultInTwoSteps(uint256 absent) public {
        assertEq(vault.owner(), OWNER, "named, not yet owner");
        _takeOver(absent);
        assertEq(vault.owner(), address(safe), "any two of three take it");
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, OWNER));
        vm.prank(OWNER);
        vault.resumeEntries();
    }

    function test_VLT_13_aSafeSubmitsWaitsAndAccepts(uint256 early, uint256 absent) public {
        _takeOver(0);
        bytes memory call = abi.encodeCall(vault.raiseDepositCap, (200_000e18));
        _bySafe(abi.encodeCall(vault.submit, (call)), absent);
        uint256 due = block.timestamp + LONGEST_EXIT;
        assertEq(vault.executableAt(call), due, "for everybody to see");
        bytes memory signatures = _signedByAllBut(call, absent);
        vm.warp(due - bound(early, 1, LONGEST_EXIT));
        vm.expectRevert(bytes("GS013"));
        _send(call, signatures);
        vm.warp(due);
        vm.prank(CAROL);
        _send(call, signatures);
        assertEq(
            vault.depositCap(),
            200_000e18,
            "what was refused too early goes through in time, whoever sends it"
        );
    }

    function test_VLT_13_aSafeCallsOffWhatItSubmitted(uint256 absent) public {
        _takeOver(0);
        bytes memory call = abi.encodeCall(vault.grant, (Role.Keeper, CAROL));
        _bySafe(abi.encodeCall(vault.submit, (call)), absent);
        _bySafe(abi.encodeCall(vault.revoke, (call)), absent / 3);
        vm.warp(block.timestamp + LONGEST_EXIT);
        bytes memory signatures = _signedByAllBut(call, absent);
        vm.expectRevert(bytes("GS013"));
        _send(call, signatures);
        assertFalse(vault.isKeeper(CAROL), "no other pair can bring it back");
    }

    function test_VLT_13_oneSignatureDoesNothing(uint256 signer) public {
        _takeOver(0);
        signer = bound(signer, 0, 2);
        bytes memory call = abi.encodeCall(vault.pauseEntries, ());
        bytes memory once = _signed(signer, call);
        vm.expectRevert(bytes("GS020"));
        _send(call, once);
        bytes memory twice = bytes.concat(once, once);
        vm.expectRevert(bytes("GS026"));
        _send(call, twice);
        vm.expectPartialRevert(Roles.OnlySentinel.selector);
        vm.prank(vm.addr(keys[signer]));
        vault.pauseEntries();
        assertTrue(vault.entriesOpen(), "alone, an owner of the Safe is a stranger to the vault");
    }

    function test_VLT_13_whatWasSignedForOneCallServesNoOther() public {
        _takeOver(0);
        bytes memory signed = _signedByAllBut(abi.encodeCall(vault.pauseEntries, ()), 0);
        vm.expectRevert(bytes("GS026"));
        _send(abi.encodeCall(vault.renounceOwnership, ()), signed);
        _send(abi.encodeCall(vault.pauseEntries, ()), signed);
        _bySafe(abi.encodeCall(vault.resumeEntries, ()), 0);
        vm.expectRevert(bytes("GS026"));
        _send(abi.encodeCall(vault.pauseEntries, ()), signed);
    }

    function test_VLT_13_anOwnerOfTheSafeMayApproveOnChainInsteadOfSigning() public {
        _takeOver(0);
        bytes memory call = abi.encodeCall(vault.pauseEntries, ());
        bytes32 hash = _hashOf(call);
        address approver = vm.addr(keys[0]);
        vm.prank(approver);
        safe.approveHash(hash);
        bytes memory approved = abi.encodePacked(bytes32(uint256(uint160(approver))), bytes32(0), uint8(1));
        _send(call, bytes.concat(approved, _signed(2, call)));
        assertFalse(vault.entriesOpen(), "paused by one approval and one signature");
    }

    function test_VLT_14_aSentinelActsWhileTheSafeSleeps() public {
        _takeOver(0);
        bytes memory grant = abi.encodeCall(vault.grant, (Role.Sentinel, CAROL));
        _bySafe(abi.encodeCall(vault.submit, (grant)), 1);
        vm.warp(block.timestamp + LONGEST_EXIT);
        _bySafe(grant, 2);
        bytes memory risky = abi.encodeCall(vault.addStrategy, (new HoldingStrategy(vault, token), 1e18));
        _bySafe(abi.encodeCall(vault.submit, (risky)), 0);

        vm.startPrank(CAROL);
        vault.revoke(risky);
        vault.pauseEntries();
        vault.lowerCap(RiskId.strategy(address(loop)), 0, WAD);
        vault.dismiss(Role.Keeper, KEEPER);
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        vault.resumeEntries();
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        vault.dismiss(Role.Sentinel, CAROL);
        vm.stopPrank();

        vm.warp(block.timestamp + LONGEST_EXIT);
        bytes memory signatures = _signedByAllBut(risky, 0);
        vm.expectRevert(bytes("GS013"));
        _send(risky, signatures);
        _bySafe(abi.encodeCall(vault.resumeEntries, ()), 1);
        assertTrue(vault.entriesOpen(), "only the Safe opens again, once it wakes");
    }

    function test_VLT_13_aSafeBuildsItsVaultFromTheFirstBlock() public {
        KeelVault fresh = new KeelVault(
            vault.adapter(),
            "Safe",
            "S",
            address(safe),
            0.25e18,
            1e20,
            LONGEST_EXIT
        );
        HoldingStrategy first = new HoldingStrategy(fresh, token);
        vault = fresh;
        _bySafe(abi.encodeCall(fresh.addStrategy, (first, 1e18)), 0);
        _bySafe(abi.encodeCall(fresh.grant, (Role.Keeper, KEEPER)), 1);
        _bySafe(abi.encodeCall(fresh.open, ()), 2);
        assertTrue(fresh.isKeeper(KEEPER), "set up at once, while nobody can be in it");
        bytes memory call = abi.encodeCall(fresh.grant, (Role.Keeper, CAROL));
        bytes memory signatures = _signedByAllBut(call, 0);
        vm.expectRevert(bytes("GS013"));
        _send(call, signatures);
        vm.expectPartialRevert(Notices.NotSubmitted.selector);
        vm.prank(address(safe));
        fresh.grant(Role.Keeper, CAROL);
    }

    function _takeOver(uint256 absent) private {
        _bySafe(abi.encodeCall(vault.acceptOwnership, ()), absent);
    }
}
