// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BalancerFlash} from "../../../contracts/flash/BalancerFlash.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {BaseStrategy} from "../../../contracts/strategies/BaseStrategy.sol";
import {LeveragedLoopStrategy} from "../../../contracts/strategies/LeveragedLoopStrategy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Every privileged call, refused to everyone else.
/// @dev Proves VLT-13.
contract AccessControlTest is KeelWorld {
    function test_VLT_13_onlyTheOwnerSetsUpTheVault(address stranger) public {
        // Nobody sends from the zero address, which is also the pending owner while there is none.
        vm.assume(stranger != OWNER && stranger != address(0));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);
        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        vault.addStrategy(loop);
        vm.expectRevert(refusal);
        vault.setKeeper(stranger, true);
        vm.expectRevert(refusal);
        vault.setDepositCap(0);
        vm.expectRevert(refusal);
        vault.transferOwnership(stranger);
        vm.expectRevert(refusal);
        vault.acceptOwnership();
        vm.expectRevert(refusal);
        vault.renounceOwnership();
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
        vault.setKeeper(KEEPER, false);
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

    function test_VLT_13_onlyTheOwnerSetsAStrategysParameters(address stranger) public {
        vm.assume(stranger != OWNER);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyOwner.selector, stranger));
        vm.prank(stranger);
        loop.setParams(_params());
        vm.prank(OWNER);
        loop.setParams(_params());
    }

    function test_VLT_13_anOwnershipIsTakenInTwoStepsAndCarriesTheStrategyWithIt() public {
        vm.prank(OWNER);
        vault.transferOwnership(CAROL);
        assertEq(vault.owner(), OWNER, "named, not yet owner");
        vm.prank(CAROL);
        vault.acceptOwnership();
        vm.prank(CAROL);
        loop.setParams(_params());
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyOwner.selector, OWNER));
        vm.prank(OWNER);
        loop.setParams(_params());
    }

    function test_VLT_13_aStrategyOfAnotherVaultIsRefusedAndSoIsTheSameOneTwice() public {
        KeelVault other = new KeelVault(vault.adapter(), "Other", "O", OWNER, 0.25e18, 1e18);
        bytes memory refusal = abi.encodeWithSelector(KeelVault.StrategyRefused.selector, address(loop));
        vm.startPrank(OWNER);
        vm.expectRevert(refusal);
        other.addStrategy(loop);
        vm.expectRevert(refusal);
        vault.addStrategy(loop);
        vm.stopPrank();
    }

    function test_VLT_13_fundsGoToKnownStrategiesOnly(address unknown) public {
        vm.assume(unknown != address(loop));
        _deposit(ALICE, 10e18);
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(KeelVault.UnknownStrategy.selector, unknown));
        vault.allocate(IStrategy(unknown), 1e18);
        vm.expectRevert(abi.encodeWithSelector(KeelVault.UnknownStrategy.selector, unknown));
        vault.deallocate(IStrategy(unknown), 1e18, 0);
        vm.stopPrank();
    }

    function test_VLT_13_flashCallbacksAnswerTheirLenderOnly(address stranger) public {
        LeveragedLoopStrategy target = loop;
        vm.assume(stranger != address(target.flashLender()));
        vm.expectRevert(abi.encodeWithSelector(LeveragedLoopStrategy.UnexpectedCall.selector, stranger));
        vm.prank(stranger);
        target.onFlash(address(WETH), 1e18, 0, "");
    }

    function test_VLT_13_aLoanThatAStrangerTakesInTheAdaptersNameIsRefused() public {
        BalancerFlash adapter = new BalancerFlash(BALANCER);
        IERC20[] memory tokens = new IERC20[](1);
        uint256[] memory amounts = new uint256[](1);
        (tokens[0], amounts[0]) = (WETH, 1e18);
        vm.expectRevert(abi.encodeWithSelector(BalancerFlash.UnknownLoan.selector, address(BALANCER)));
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
        vm.expectRevert(abi.encodeWithSelector(KeelVault.OnlyKeeper.selector, caller));
        vault.allocate(loop, 1e18);
        vm.expectRevert(abi.encodeWithSelector(KeelVault.OnlyKeeper.selector, caller));
        vault.deallocate(loop, 1, 0);
        vm.expectRevert(abi.encodeWithSelector(BaseStrategy.OnlyKeeper.selector, caller));
        loop.execute(1, 0, 0);
        vm.stopPrank();
    }
}
