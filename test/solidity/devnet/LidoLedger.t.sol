// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice stETH's allowances, refusals and first deposits, as Lido words them.
contract LidoLedgerTest is Test {
    uint256 private constant BALANCE = 4_200_000 ether;
    uint256 private constant VALIDATORS = 131_250;

    address private immutable bob = address(0xB0B);
    LidoStETH private steth;

    function setUp() public {
        steth = new LidoStETH(
            address(this),
            address(0x7EA5),
            address(this),
            3_850_000 ether,
            VALIDATORS,
            VALIDATORS,
            BALANCE
        );
        vm.deal(address(this), 100 ether);
    }

    function test_aSpenderSpendsItsAllowanceAlsoAnInfiniteOne() public {
        steth.approve(bob, type(uint256).max);
        vm.prank(bob);
        steth.transferFrom(address(this), bob, 5 ether);
        assertEq(steth.allowance(address(this), bob), type(uint256).max - 5 ether, "spent like any other");
        assertNear(steth.balanceOf(bob), 5 ether, 2, "and moved");
    }

    function test_anAllowanceIsRaisedAndLoweredAndNeverBelowNothing() public {
        steth.increaseAllowance(bob, 3 ether);
        steth.increaseAllowance(bob, 4 ether);
        assertEq(steth.allowance(address(this), bob), 7 ether, "both");
        steth.decreaseAllowance(bob, 2 ether);
        assertEq(steth.allowance(address(this), bob), 5 ether, "less");
        vm.expectRevert(bytes("DECREASED_ALLOWANCE_BELOW_ZERO"));
        steth.decreaseAllowance(bob, 5 ether + 1);
    }

    function test_nothingMovesFromOrToNobody() public {
        vm.expectRevert(bytes("TRANSFER_TO_THE_ZERO_ADDRESS"));
        steth.transfer(address(0), 1 ether);
        vm.expectRevert(bytes("APPROVE_TO_ZERO_ADDRESS"));
        steth.approve(address(0), 1 ether);
        vm.startPrank(address(0));
        vm.expectRevert(bytes("TRANSFER_FROM_THE_ZERO_ADDRESS"));
        steth.transferShares(bob, 1);
        vm.expectRevert(bytes("APPROVE_FROM_ZERO_ADDRESS"));
        steth.approve(bob, 1);
        vm.stopPrank();
    }

    function test_nobodyMovesMoreThanItHas() public {
        steth.transferShares(bob, 1 ether);
        vm.startPrank(bob);
        vm.expectRevert(bytes("TRANSFER_AMOUNT_EXCEEDS_BALANCE"));
        steth.transferShares(address(this), 1 ether + 1);
        vm.stopPrank();
    }

    function test_theTokenIsLidos() public view {
        vm.assertEq(steth.name(), "Liquid staked Ether 2.0", "name");
        vm.assertEq(steth.symbol(), "stETH", "symbol");
        assertEq(steth.decimals(), 18, "decimals");
        assertEq(steth.totalSupply(), BALANCE, "every ether it controls");
        assertEq(steth.getFee(), 1_000, "a tenth of rewards");
    }

    function test_etherSentWithoutWordsIsStakedAtTheShareRate() public {
        uint256 shares = steth.getSharesByPooledEth(10 ether);
        vm.deal(bob, 10 ether);
        vm.prank(bob);
        (bool ok, ) = address(steth).call{value: 10 ether}("");
        assertTrue(ok, "it is taken");
        assertEq(steth.sharesOf(bob), shares, "as a submission is");
        vm.expectRevert(bytes("ZERO_DEPOSIT"));
        steth.submit(address(0));
    }

    function test_anEmptyPoolStartsAtOneShareAWei() public {
        LidoStETH empty = new LidoStETH(address(this), address(0x7EA5), address(this), 0, 0, 0, 0);
        assertEq(empty.getPooledEthByShares(1 ether), 0, "nobody's shares are worth nothing");
        assertEq(empty.getSharesByPooledEth(1 ether), 0, "and no ether buys any yet");
        empty.submit{value: 2 ether}(address(0));
        assertEq(empty.sharesOf(address(this)), 2 ether, "a share a wei");
    }

    function test_aReportCountsOnlyValidatorsThatExistAndNeverFewerThanBefore() public {
        vm.expectRevert(bytes("REPORTED_MORE_DEPOSITED"));
        steth.handleOracleReport(VALIDATORS + 1, BALANCE);
        vm.expectRevert(bytes("REPORTED_LESS_VALIDATORS"));
        steth.handleOracleReport(VALIDATORS - 1, BALANCE);
        steth.handleOracleReport(VALIDATORS, BALANCE + 1 ether);
        (uint256 deposited, uint256 visible, uint256 balance) = steth.getBeaconStat();
        assertEq(deposited, VALIDATORS, "funded");
        assertEq(visible, VALIDATORS, "seen");
        assertEq(balance, BALANCE + 1 ether, "and what they have");
    }
}
