// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Books} from "../../../contracts/vault/Books.sol";
import {Entering} from "../../../contracts/vault/Entering.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {Notices} from "../../../contracts/vault/Notices.sol";
import {HoldingStrategy} from "../utils/HoldingStrategy.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice An owner that is a contract, as a Safe is: it signs nothing, it only calls.
contract ContractOwner {
    function call(address target, bytes calldata data) external returns (bool done, bytes memory answer) {
        return target.call(data);
    }
}

/// @notice What raises risk waits longer than anybody needs to leave, in the open, and can be called off meanwhile.
/// @dev Proves VLT-13.
contract TimelocksTest is KeelWorld {
    function test_VLT_13_everythingThatRaisesRiskWaitsForItsDelay(uint256 early) public {
        early = bound(early, 0, LONGEST_EXIT - 1);
        bytes[] memory calls = _raising();
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.startPrank(OWNER);
            _refused(calls[i], Notices.NotSubmitted.selector);
            vault.submit(calls[i]);
            uint256 copy = vm.snapshotState();
            vm.warp(block.timestamp + early);
            _refused(calls[i], Notices.TooEarly.selector);
            vm.revertToState(copy);
            vm.warp(block.timestamp + LONGEST_EXIT);
            _goesThrough(calls[i]);
            _refused(calls[i], Notices.NotSubmitted.selector);
            vm.stopPrank();
        }
    }

    function test_VLT_13_whatWasSubmittedIsAcceptedToTheLetterOrNotAtAll(uint256 cap) public {
        cap = bound(cap, vault.depositCap() + 1, 1e40);
        bytes memory call = abi.encodeCall(vault.raiseDepositCap, (cap));
        vm.startPrank(OWNER);
        vault.submit(call);
        assertEq(vault.executableAt(call), block.timestamp + LONGEST_EXIT, "and everybody can see when");
        vm.warp(block.timestamp + LONGEST_EXIT);
        _refused(abi.encodeCall(vault.raiseDepositCap, (cap + 1)), Notices.NotSubmitted.selector);
        _goesThrough(call);
        vm.stopPrank();
        assertEq(vault.depositCap(), cap, "raised");
    }

    function test_VLT_13_aCallIsSubmittedOnceAndARevokedOneIsGone() public {
        bytes memory call = abi.encodeCall(vault.grant, (Role.Keeper, CAROL));
        vm.startPrank(OWNER);
        vault.submit(call);
        vm.expectRevert(abi.encodeWithSelector(Notices.AlreadySubmitted.selector, vault.executableAt(call)));
        vault.submit(call);
        vault.revoke(call);
        vm.expectPartialRevert(Notices.NotSubmitted.selector);
        vault.revoke(call);
        vm.warp(block.timestamp + LONGEST_EXIT);
        _refused(call, Notices.NotSubmitted.selector);
        vm.stopPrank();
    }

    function test_VLT_13_anAbdicatedFunctionIsGoneForEver(uint256 later) public {
        bytes memory call = abi.encodeCall(vault.grant, (Role.Keeper, CAROL));
        vm.prank(OWNER);
        vault.submit(call);
        _afterNotice(abi.encodeCall(vault.abdicate, (vault.grant.selector)));
        assertTrue(vault.abdicated(vault.grant.selector), "for everybody to see");
        vm.warp(block.timestamp + bound(later, 0, 3650 days));
        bytes memory refusal = abi.encodeWithSelector(
            Notices.FunctionAbdicated.selector,
            vault.grant.selector
        );
        vm.startPrank(OWNER);
        vm.expectRevert(refusal);
        vault.grant(Role.Keeper, CAROL);
        vm.expectRevert(refusal);
        vault.submit(call);
        vm.stopPrank();
    }

    function test_VLT_13_noDelayIsShorterThanTheLongestExit(uint256 delay) public {
        bytes4 selector = vault.grant.selector;
        assertEq(vault.delayOf(selector), LONGEST_EXIT, "as it comes");
        uint256 raised = bound(delay, LONGEST_EXIT + 1, 90 days);
        vm.prank(OWNER);
        vault.raiseDelay(selector, raised);
        assertEq(vault.delayOf(selector), raised, "longer at once");
        bytes memory call = abi.encodeCall(vault.lowerDelay, (selector, LONGEST_EXIT - 1));
        vm.startPrank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + 90 days);
        _refused(call, Notices.DelayOutOfBounds.selector);
        vm.stopPrank();
    }

    function test_VLT_13_aDelayIsShortenedAfterItselfOnly() public {
        bytes4 selector = vault.grant.selector;
        vm.startPrank(OWNER);
        vault.raiseDelay(selector, 60 days);
        bytes memory call = abi.encodeCall(vault.lowerDelay, (selector, LONGEST_EXIT));
        vault.submit(call);
        vm.warp(block.timestamp + 60 days - 1);
        _refused(call, Notices.TooEarly.selector);
        vm.warp(block.timestamp + 1);
        _goesThrough(call);
        vm.stopPrank();
        assertEq(vault.delayOf(selector), LONGEST_EXIT, "shortened");
    }

    function test_VLT_13_aVaultWhoseHoldersGetNoNoticeCannotBeBuilt(uint256 exit) public {
        ILstAdapter adapter = vault.adapter();
        exit = exit % 2 == 0 ? bound(exit, 0, 1 days - 1) : bound(exit, 90 days + 1, 3650 days);
        vm.expectRevert(abi.encodeWithSelector(Notices.DelayOutOfBounds.selector, exit, 1 days, 90 days));
        _vaultInSetUp(adapter, exit);
    }

    function test_VLT_13_inSetUpNothingWaitsAndNobodyCanEnter() public {
        KeelVault fresh = _vaultInSetUp(vault.adapter(), LONGEST_EXIT);
        HoldingStrategy first = new HoldingStrategy(fresh, token);
        vm.startPrank(OWNER);
        fresh.addStrategy(first, 1e18);
        fresh.grant(Role.Keeper, KEEPER);
        vm.stopPrank();
        assertEq(fresh.maxDeposit(ALICE), 0, "closed");
        vm.startPrank(ALICE);
        token.approve(address(fresh), 1e18);
        vm.expectRevert(Entering.EntriesClosed.selector);
        fresh.deposit(1e18, ALICE);
        vm.stopPrank();
        vm.startPrank(OWNER);
        fresh.open();
        vm.expectRevert(abi.encodeWithSelector(Books.EntriesAre.selector, Books.Entries.Open));
        fresh.open();
        vm.expectPartialRevert(Notices.NotSubmitted.selector);
        fresh.grant(Role.Keeper, CAROL);
        vm.stopPrank();
    }

    function test_VLT_13_aContractCanOwnAVault() public {
        ContractOwner safe = new ContractOwner();
        vm.prank(OWNER);
        vault.transferOwnership(address(safe));
        _through(safe, abi.encodeCall(vault.acceptOwnership, ()));
        bytes memory call = abi.encodeCall(vault.grant, (Role.Sentinel, CAROL));
        _through(safe, abi.encodeCall(vault.submit, (call)));
        vm.warp(block.timestamp + LONGEST_EXIT);
        _through(safe, call);
        assertTrue(vault.hasRole(CAROL, Role.Sentinel), "granted");
    }

    /// A call of every function that waits, each of which would go through now.
    function _raising() private returns (bytes[] memory calls) {
        calls = new bytes[](7);
        calls[0] = abi.encodeCall(vault.addStrategy, (new HoldingStrategy(vault, token), 1e18));
        calls[1] = abi.encodeCall(vault.configure, (loop, abi.encodeCall(loop.setParams, (_params()))));
        calls[2] = abi.encodeCall(vault.raiseDepositCap, (type(uint256).max));
        calls[3] = abi.encodeCall(vault.grant, (Role.Keeper, CAROL));
        calls[4] = abi.encodeCall(vault.dismiss, (Role.Sentinel, CAROL));
        calls[5] = abi.encodeCall(vault.abdicate, (vault.addStrategy.selector));
        vm.prank(OWNER);
        vault.lowerCap(RiskId.strategy(address(loop)), 1e18, WAD);
        calls[6] = abi.encodeCall(vault.raiseCap, (RiskId.strategy(address(loop)), 2e18, WAD));
    }

    function _refused(bytes memory call, bytes4 name) private {
        (bool done, bytes memory reason) = address(vault).call(call);
        assertFalse(done, "not yet");
        assertEq(bytes32(bytes4(reason)), bytes32(name), "and by this name");
    }

    function _goesThrough(bytes memory call) private {
        (bool done, ) = address(vault).call(call);
        assertTrue(done, "after its delay");
    }

    function _through(ContractOwner safe, bytes memory data) private {
        (bool done, ) = safe.call(address(vault), data);
        assertTrue(done, "as an account would");
    }

    function _vaultInSetUp(ILstAdapter adapter, uint256 exit) private returns (KeelVault) {
        return new KeelVault(adapter, "Fresh", "F", OWNER, 0.25e18, 100e18, exit);
    }
}
