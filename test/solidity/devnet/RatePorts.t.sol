// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {EtherfiLiquidityPool} from "../../../contracts/devnet/EtherfiLiquidityPool.sol";
import {OsTokenVaultController} from "../../../contracts/devnet/OsTokenVaultController.sol";
import {RocketPoolETH} from "../../../contracts/devnet/RocketPoolETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice ether.fi's books: one share is one weETH, and rounding stays with the pool.
contract EtherfiLiquidityPoolTest is Test {
    EtherfiLiquidityPool private pool;

    receive() external payable {}

    function setUp() public {
        pool = new EtherfiLiquidityPool(address(this));
        vm.deal(address(this), 1_000 ether);
    }

    function test_anEmptyPoolIsWorthNothingAndItsFirstDepositMintsAShareAWei() public {
        assertEq(pool.sharesForAmount(1 ether), 0, "no shares for any amount");
        assertEq(pool.sharesForWithdrawalAmount(1 ether), 0, "nor for a withdrawal");
        assertEq(pool.amountForShare(1 ether), 0, "and no amount for any share");
        assertEq(pool.deposit{value: 10 ether}(), 10 ether, "a share a wei");
    }

    function test_rewardsRaiseWhatAShareIsWorthAndLossesLowerIt() public {
        pool.deposit{value: 100 ether}();
        pool.rebase(5 ether);
        assertEq(pool.amountForShare(1 ether), 1.05 ether, "five in a hundred");
        pool.rebase(-1 ether);
        assertEq(pool.amountForShare(1 ether), 1.04 ether, "less one");
        vm.expectRevert();
        pool.rebase(-4 ether - 1);
    }

    function test_aDepositAndItsWithdrawalNeverProfit(uint256 reward, uint256 amount) public {
        pool.deposit{value: 100 ether}();
        pool.rebase(int128(uint128(bound(reward, 0, 10 ether))));
        amount = bound(amount, 2, 100 ether);
        uint256 share = pool.deposit{value: amount}();
        assertLe(pool.amountForShare(share), amount, "worth no more than what it cost");
        assertEq(pool.sharesForAmount(amount), share, "and as many as were told");
        assertGe(pool.withdraw(amount), share, "the same amount burns no less");
    }

    function test_aDepositTooSmallForAShareIsRefused() public {
        pool.deposit{value: 1 ether}();
        pool.rebase(1 ether);
        vm.expectRevert(EtherfiLiquidityPool.InvalidAmount.selector);
        pool.deposit{value: 1}();
    }

    function test_aWithdrawalPaysOnlyWhatLiesInThePool() public {
        pool.deposit{value: 10 ether}();
        pool.rebase(10 ether);
        vm.expectRevert(EtherfiLiquidityPool.InsufficientLiquidity.selector);
        pool.withdraw(10 ether + 1);
        vm.expectRevert(EtherfiLiquidityPool.InvalidAmount.selector);
        pool.withdraw(0);
        uint256 before = address(this).balance;
        assertEq(pool.withdraw(10 ether), 5 ether, "half of the shares");
        assertEq(address(this).balance - before, 10 ether, "for half of the ether");
    }

    function test_onlyTheManagerWithdrawsAndReports() public {
        vm.startPrank(address(0xB0B));
        vm.expectRevert(EtherfiLiquidityPool.IncorrectCaller.selector);
        pool.withdraw(1);
        vm.expectRevert(EtherfiLiquidityPool.IncorrectCaller.selector);
        pool.rebase(1);
        vm.stopPrank();
    }
}

/// @notice rETH's rate is that of the last report, whatever was minted since.
contract RocketPoolETHTest is Test {
    RocketPoolETH private reth = new RocketPoolETH(address(this));

    function test_beforeAnyReportOneIsOne() public view {
        assertEq(reth.getExchangeRate(), 1 ether, "rate");
        assertEq(reth.getRethValue(3 ether), 3 ether, "rETH for ether");
        assertEq(reth.getEthValue(3 ether), 3 ether, "ether for rETH");
    }

    function test_aReportSetsTheRateBothWaysRoundedDown(uint256 balance, uint256 supply) public {
        balance = bound(balance, 1 ether, 1e25);
        supply = bound(supply, 1 ether, 1e25);
        reth.submitBalances(balance, supply);
        assertEq(reth.getExchangeRate(), (1e18 * balance) / supply, "ether a token");
        assertLe(reth.getEthValue(reth.getRethValue(5 ether)), 5 ether, "there and back is no profit");
    }

    function test_anEtherBuysNothingOfANetworkWithoutAny() public {
        reth.submitBalances(0, 10 ether);
        assertEq(reth.getEthValue(1 ether), 0, "a token is worth nothing");
        vm.expectRevert(bytes("Cannot calculate rETH token amount while total network balance is zero"));
        reth.getRethValue(1 ether);
    }

    function test_onlyTheOracleReports() public {
        vm.prank(address(0xB0B));
        vm.expectRevert(bytes("Invalid trusted node"));
        reth.submitBalances(1, 1);
    }
}

/// @notice osETH grows by the second at the keeper's rate, less the treasury's fee.
contract OsTokenVaultControllerTest is Test {
    /// 4% a year, a second of it.
    uint256 private constant GROWTH = 0.04e18 / uint256(365 days);

    OsTokenVaultController private controller;

    function setUp() public {
        controller = new OsTokenVaultController(address(this), 500, 1_000 ether);
        controller.mintShares(100 ether);
    }

    function test_theFirstSharesAreMintedOneToOne() public view {
        assertEq(controller.totalShares(), 100 ether, "shares");
        assertEq(controller.totalAssets(), 100 ether, "assets");
        assertEq(controller.convertToShares(3 ether), 3 ether, "either way");
    }

    function test_assetsGrowByTheSecondLessTheTreasurysFee(uint256 time) public {
        time = bound(time, 1, 365 days);
        controller.setAvgRewardPerSecond(GROWTH);
        vm.warp(block.timestamp + time);
        uint256 profit = (100 ether * GROWTH * time) / 1e18;
        assertNear(controller.totalAssets(), 100 ether + (profit * 95) / 100, 2, "95% of the profit");
        uint256 each = controller.convertToAssets(1 ether);
        controller.updateState();
        assertNear(controller.convertToAssets(1 ether), each, 2, "booking it moves nobody's price");
        uint256 treasury = controller.convertToAssets(controller.treasuryShares());
        assertNear(treasury, (profit * 5) / 100, 1e3, "and the fee is the treasury's shares");
        assertNear(controller.convertToShares(each), 1 ether, 2, "either way");
    }

    function test_mintingAndBurningKeepTheRate(uint256 amount) public {
        amount = bound(amount, 1e9, 100 ether);
        controller.setAvgRewardPerSecond(GROWTH);
        vm.warp(block.timestamp + 200 days);
        uint256 each = controller.convertToAssets(1 ether);
        uint256 minted = controller.mintShares(amount);
        assertNear(minted, (amount * each) / 1e18, amount / 1e15 + 2, "at the rate of now");
        assertNear(controller.convertToAssets(1 ether), each, 2, "which stays");
        assertNear(controller.burnShares(amount), minted, 2, "burnt for what it was minted at");
    }

    function test_mintingStopsAtTheCapacityAndNothingIsNoAmount() public {
        vm.expectRevert(OsTokenVaultController.CapacityExceeded.selector);
        controller.mintShares(900 ether + 1);
        vm.expectRevert(OsTokenVaultController.InvalidShares.selector);
        controller.mintShares(0);
        vm.expectRevert(OsTokenVaultController.InvalidShares.selector);
        controller.burnShares(0);
    }

    function test_onlyTheMinterMintsBurnsAndSetsTheRate() public {
        vm.startPrank(address(0xB0B));
        vm.expectRevert(OsTokenVaultController.AccessDenied.selector);
        controller.mintShares(1);
        vm.expectRevert(OsTokenVaultController.AccessDenied.selector);
        controller.burnShares(1);
        vm.expectRevert(OsTokenVaultController.AccessDenied.selector);
        controller.setAvgRewardPerSecond(1);
        vm.stopPrank();
    }
}
