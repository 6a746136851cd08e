// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IInKindStrategy} from "../../../contracts/interfaces/IInKindStrategy.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {Books} from "../../../contracts/vault/Books.sol";
import {IMovements} from "../../../contracts/vault/IMovements.sol";
import {Leaving} from "../../../contracts/vault/Leaving.sol";
import {Roles} from "../../../contracts/vault/Roles.sol";
import {Roster} from "../../../contracts/vault/Roster.sol";
import {HoldingInKindStrategy} from "../utils/HoldingInKindStrategy.sol";
import {HoldingStrategy} from "../utils/HoldingStrategy.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice How strategies are ordered and go, what a loss in one is called, and how a leaver takes a position along.
/// @dev Proves VLT-04, VLT-08, VLT-11 and VLT-12 for several strategies.
contract StrategiesTest is WstethWorld {
    HoldingInKindStrategy private second;

    function setUp() public override {
        super.setUp();
        second = new HoldingInKindStrategy(vault, token, 100);
        _afterNotice(abi.encodeCall(vault.addStrategy, (second, type(uint256).max)));
        _deposit(ALICE, 600e18);
        vm.startPrank(KEEPER);
        vault.allocate(strategy, 200e18);
        vault.allocate(second, 300e18);
        vm.stopPrank();
    }

    // ------------------------------------------------------------------ order and removal

    function test_VLT_11_leaversUnwindInTheOrderThatAllocatorsSet() public {
        IStrategy[] memory order = new IStrategy[](2);
        (order[0], order[1]) = (second, strategy);
        vm.prank(KEEPER);
        vault.setOrder(order);
        assertEq(address(vault.strategies()[0]), address(second), "the order that was set");
        _redeemDeep(ALICE, 300e18);
        assertEq(strategy.entryUnits(), 200e18, "the first one gives before the last");
        assertLt(second.entryUnits(), 300e18, "what idle funds lack");
    }

    function test_VLT_12_idleFundsFillStrategiesFromTheLastToTheFirstAsFarAsCapsLeaveRoom(
        uint256 units
    ) public {
        vm.prank(OWNER);
        vault.lowerCap(RiskId.strategy(address(second)), 340e18, 1e18);
        units = bound(units, 1e9, 100e18);
        vm.prank(KEEPER);
        assertEq(vault.allocateInOrder(units), 0, "all of it");
        uint256 last = units < 40e18 ? units : 40e18;
        assertEq(second.entryUnits(), 300e18 + last, "the last one up to its cap");
        assertEq(strategy.entryUnits(), 200e18 + units - last, "the first one the rest");
    }

    function test_VLT_12_whatNoStrategyHasRoomForStaysIdle(uint256 units) public {
        bytes32 shared = RiskId.token(address(token));
        vm.prank(OWNER);
        vault.lowerCap(shared, 530e18, 1e18);
        units = bound(units, 30e18, 100e18);
        vm.prank(KEEPER);
        assertEq(
            vault.allocateInOrder(units),
            units - 30e18,
            "what a risk that all share leaves no room for"
        );
        assertEq(vault.idleUnits(), 70e18, "stays idle");
        vm.prank(ALICE);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, ALICE));
        vault.allocateInOrder(1);
    }

    function test_VLT_13_anOrderNamesEveryStrategyAndOnlyAllocatorsSetIt(address stranger) public {
        vm.assume(stranger != KEEPER);
        vm.prank(stranger);
        vm.expectRevert(abi.encodeWithSelector(Roles.OnlyAllocator.selector, stranger));
        vault.setOrder(new IStrategy[](2));
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Roster.NotTheRoster.selector, 1, 2));
        vault.setOrder(new IStrategy[](1));
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, address(0)));
        vault.setOrder(new IStrategy[](2));
        vm.stopPrank();
    }

    function test_VLT_13_aRetiredStrategyGoesOnceItIsEmpty() public {
        vm.startPrank(OWNER);
        vm.expectRevert(abi.encodeWithSelector(Roster.StrategyNotEmpty.selector, address(strategy), 200e18));
        vault.removeStrategy(strategy);
        vm.stopPrank();
        vm.prank(KEEPER);
        vault.deallocate(strategy, 200e18, 200e18);
        vm.prank(OWNER);
        vault.removeStrategy(strategy);
        assertEq(vault.strategies().length, 1, "off the list");
        assertEq(address(vault.strategies()[0]), address(second), "and the other stays");
        vm.prank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Roster.UnknownStrategy.selector, address(strategy)));
        vault.allocate(strategy, 1e18);
    }

    function test_VLT_04_aForcedRemovalIsALossOfItsAmountToldWithItsStrategy() public {
        bytes memory call = abi.encodeCall(vault.forceRemove, (strategy));
        vm.startPrank(OWNER);
        vault.submit(call);
        vm.warp(block.timestamp + LONGEST_EXIT);
        vm.expectEmit(address(vault));
        emit Books.LossRecognised(strategy, 200e18);
        vm.expectEmit(address(vault));
        emit Roster.StrategyRemoved(strategy, 200e18);
        vault.forceRemove(strategy);
        vm.stopPrank();
        assertEq(vault.entryUnits(), 400e18, "borne by all, at once");
    }

    function test_VLT_04_aLossIsToldWithItsStrategyInTheTransactionThatRevealsIt(uint256 loss) public {
        loss = bound(loss, 1, 200e18);
        vm.prank(address(strategy));
        token.transfer(TRADER, loss);
        vm.expectEmit(address(vault));
        emit Books.LossRecognised(strategy, loss);
        vault.recognise();
        assertEq(vault.entryUnits(), 600e18 - loss, "and counts");
    }

    // ------------------------------------------------------------------ in kind

    function test_VLT_11_aLeaverTakesTheSliceThatItsSharesAreWorthAndNobodyElsePays(uint256 shares) public {
        shares = bound(shares, 1e9, 200e18);
        uint256 before = token.balanceOf(ALICE);
        uint256 price = (vault.entryUnits() * WAD) / vault.totalSupply();
        vm.prank(ALICE);
        (, uint256 amount) = vault.redeemInKind(second, shares, ALICE, ALICE, 0);
        assertEq(token.balanceOf(ALICE) - before, amount, "handed over");
        assertLe(amount, shares, "never more than its shares at entry value");
        assertGe((vault.entryUnits() * WAD) / vault.totalSupply() + 2, price, "so who stays has what he had");
    }

    function test_VLT_02_lessInKindThanWasAskedForIsRefused(uint256 shares) public {
        shares = bound(shares, 1e18, 200e18);
        vm.startPrank(ALICE);
        vm.expectPartialRevert(IMovements.BelowMinAssets.selector);
        vault.redeemInKind(second, shares, ALICE, ALICE, shares * 2);
        uint256 balance = vault.balanceOf(ALICE);
        vm.expectPartialRevert(Leaving.ERC4626ExceededMaxRedeem.selector);
        vault.redeemInKind(second, balance + 1, ALICE, ALICE, 0);
        HoldingStrategy stranger = new HoldingStrategy(vault, token);
        vm.expectPartialRevert(Roster.UnknownStrategy.selector);
        vault.redeemInKind(IInKindStrategy(address(stranger)), shares, ALICE, ALICE, 0);
        vm.stopPrank();
    }

    function test_VLT_17_aStrangerRedeemsInKindWithAnAllowanceOnly(uint256 shares) public {
        shares = bound(shares, 1e9, 100e18);
        vm.prank(BOB);
        vm.expectRevert();
        vault.redeemInKind(second, shares, BOB, ALICE, 0);
        vm.prank(ALICE);
        vault.approve(BOB, shares);
        vm.prank(BOB);
        vault.redeemInKind(second, shares, BOB, ALICE, 0);
        assertEq(vault.allowance(ALICE, BOB), 0, "used up");
    }
}
