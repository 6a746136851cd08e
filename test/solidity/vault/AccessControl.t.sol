// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Roster} from "../../../contracts/vault/Roster.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BalancerFlash} from "../../../contracts/flash/BalancerFlash.sol";
import {FlashAdapter} from "../../../contracts/flash/FlashAdapter.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {LoopErrors} from "../../../contracts/strategies/LoopErrors.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role, Roles} from "../../../contracts/vault/Roles.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Every privileged call, refused to everyone else.
/// @dev Proves VLT-13. Timelocks have a file of their own.
contract AccessControlTest is KeelWorld {
    function test_VLT_13_onlyTheOwnerChoosesPeopleAndDelays(address stranger) public {
        // Nobody sends from the zero address, which is also the pending owner while there is none.
        vm.assume(stranger != OWNER && stranger != address(0));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        vault.grant(Role.Keeper, stranger);
        vm.expectRevert(refusal);
        vault.dismiss(Role.Sentinel, KEEPER);
        vm.expectRevert(refusal);
        vault.raiseDelay(vault.grant.selector, 30 days);
        vm.expectRevert(refusal);
        vault.lowerDelay(vault.grant.selector, LONGEST_EXIT);
        vm.expectRevert(refusal);
        vault.abdicate(vault.grant.selector);
        vm.expectRevert(refusal);
        vault.open();
        vm.expectRevert(refusal);
        vault.resumeEntries();
        vm.expectRevert(refusal);
        vault.transferOwnership(stranger);
        vm.expectRevert(refusal);
        vault.acceptOwnership();
        vm.expectRevert(refusal);
        vault.renounceOwnership();
        vm.stopPrank();
    }

    function test_VLT_13_onlyTheOwnerAndCuratorsProposeRisk(address stranger) public {
        vm.assume(stranger != OWNER);
        bytes memory refusal = abi.encodeWithSelector(Roles.OnlyCurator.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        vault.submit("");
        vm.expectRevert(refusal);
        vault.addStrategy(loop, 0);
        vm.expectRevert(refusal);
        vault.configure(loop, "");
        vm.expectRevert(refusal);
        vault.raiseCap(RiskId.strategy(address(loop)), 1, WAD);
        vm.expectRevert(refusal);
        vault.raiseDepositCap(1);
        vm.stopPrank();
    }

    function test_VLT_13_onlyTheOwnerAndSentinelsStopThings(address stranger) public {
        vm.assume(stranger != OWNER);
        bytes memory refusal = abi.encodeWithSelector(Roles.OnlySentinel.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        vault.revoke("");
        vm.expectRevert(refusal);
        vault.dismiss(Role.Keeper, KEEPER);
        vm.expectRevert(refusal);
        vault.pauseEntries();
        vm.expectRevert(refusal);
        vault.lowerCap(RiskId.strategy(address(loop)), 0, WAD);
        vm.expectRevert(refusal);
        vault.lowerDepositCap(0);
        vm.stopPrank();
    }

    function test_VLT_13_anAllocatorMovesFundsBetweenStrategiesAndDoesNotRunThem() public {
        _afterNotice(abi.encodeCall(vault.grant, (Role.Allocator, CAROL)));
        _deposit(ALICE, 10e18);
        vm.startPrank(CAROL);
        vault.allocate(loop, 5e18);
        vault.deallocate(loop, 1e18, 0);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, CAROL));
        loop.execute(1, 0, 0);
        vm.stopPrank();
    }

    function test_VLT_13_onlyAKeeperMovesFundsAndTheOwnerIsNone(address stranger) public {
        vm.assume(stranger != KEEPER);
        _deposit(ALICE, 10e18);
        _refusesKeeping(stranger);
        _refusesKeeping(OWNER);
    }

    function test_VLT_13_aDismissedKeeperIsRefusedAtOnce() public {
        _deposit(ALICE, 10e18);
        vm.prank(OWNER);
        vault.dismiss(Role.Keeper, KEEPER);
        _refusesKeeping(KEEPER);
    }

    function test_VLT_13_onlyTheVaultMovesFundsOfAStrategy(address stranger) public {
        vm.assume(stranger != address(vault));
        bytes memory refusal = abi.encodeWithSelector(IStrategy.OnlyVault.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        loop.deposit(1);
        vm.expectRevert(refusal);
        loop.withdraw(1, 0);
        vm.expectRevert(refusal);
        loop.withdrawAtFloor(1, 0);
        vm.stopPrank();
    }

    function test_VLT_13_onlyTheVaultSetsAStrategysParametersAfterTheirNotice(address stranger) public {
        vm.assume(stranger != address(vault));
        vm.expectRevert(abi.encodeWithSelector(IStrategy.OnlyVault.selector, stranger));
        vm.prank(stranger);
        loop.setParams(_params());
        LoopPolicy.Params memory wider = _params();
        wider.minLtv = 0.5e9;
        _afterNotice(abi.encodeCall(vault.configure, (loop, abi.encodeCall(loop.setParams, (wider)))));
        assertEq(loop.params().minLtv, 0.5e9, "set");
    }

    function test_VLT_13_settingsThatTheStrategyRefusesAreRefusedByItsOwnName() public {
        LoopPolicy.Params memory unsound = _params();
        unsound.ripcordLtv = 0.9e9;
        bytes memory call = abi.encodeCall(
            vault.configure,
            (loop, abi.encodeCall(loop.setParams, (unsound)))
        );
        vm.startPrank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectPartialRevert(LoopErrors.UnsoundParams.selector);
        vault.configure(loop, abi.encodeCall(loop.setParams, (unsound)));
        vm.stopPrank();
    }

    function test_VLT_13_anOwnershipIsTakenInTwoSteps() public {
        vm.prank(OWNER);
        vault.transferOwnership(CAROL);
        assertEq(vault.owner(), OWNER, "named, not yet owner");
        vm.prank(CAROL);
        vault.acceptOwnership();
        vm.prank(CAROL);
        vault.pauseEntries();
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, OWNER));
        vm.prank(OWNER);
        vault.resumeEntries();
    }

    function test_VLT_13_aStrategyOfAnotherVaultIsRefusedAndSoIsTheSameOneTwice() public {
        KeelVault other = new KeelVault(vault.adapter(), "Other", "O", OWNER, 0.25e18, 1e18, 7 days);
        bytes memory refusal = abi.encodeWithSelector(Roster.StrategyRefused.selector, address(loop));
        vm.startPrank(OWNER);
        vm.expectRevert(refusal);
        other.addStrategy(loop, 1);
        vault.submit(abi.encodeCall(vault.addStrategy, (loop, 1)));
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectRevert(refusal);
        vault.addStrategy(loop, 1);
        vm.stopPrank();
    }

    function test_VLT_13_fundsGoToKnownStrategiesOnly(address unknown) public {
        vm.assume(unknown != address(loop));
        _deposit(ALICE, 10e18);
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, unknown));
        vault.allocate(IStrategy(unknown), 1e18);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, unknown));
        vault.deallocate(IStrategy(unknown), 1e18, 0);
        vm.stopPrank();
    }

    function test_VLT_13_flashCallbacksAnswerTheirLenderOnly(address stranger) public {
        LeveragedLoopStrategy target = loop;
        vm.assume(stranger != address(target.flashLender()));
        vm.expectRevert(abi.encodeWithSelector(LoopErrors.UnexpectedCall.selector, stranger));
        vm.prank(stranger);
        target.onFlash(address(WETH), 1e18, 0, "");
    }

    function test_VLT_13_aLoanThatAStrangerTakesInTheAdaptersNameIsRefused() public {
        BalancerFlash adapter = new BalancerFlash(BALANCER);
        IERC20[] memory tokens = new IERC20[](1);
        uint256[] memory amounts = new uint256[](1);
        (tokens[0], amounts[0]) = (WETH, 1e18);
        vm.expectRevert(abi.encodeWithSelector(FlashAdapter.UnknownLoan.selector, address(BALANCER)));
        BALANCER.flashLoan(adapter, tokens, amounts, "");
    }

    function test_VLT_13_aLoopTakesEtherFromItsVenuesOnly(address stranger) public {
        vm.assume(stranger != address(WETH) && stranger != address(route) && stranger != address(0));
        vm.deal(stranger, 1 ether);
        vm.prank(stranger);
        (bool sent, ) = address(loop).call{value: 1 ether}("");
        assertFalse(sent, "ether by mistake goes back");
    }

    function _refusesKeeping(address caller) private {
        vm.startPrank(caller);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, caller));
        vault.allocate(loop, 1e18);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, caller));
        vault.deallocate(loop, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, caller));
        loop.execute(1, 0, 0);
        vm.stopPrank();
    }
}
