// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {LidoStETH} from "../../../contracts/devnet/LidoStETH.sol";
import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice wstETH as Lido documents it: a Lido share that does not rebase.
contract WstETHTest is Test {
    uint256 private constant BALANCE = 4_200_000 ether;

    LidoStETH private steth;
    WstETH private wsteth;

    function setUp() public {
        steth = new LidoStETH(
            address(this),
            address(0x7EA5),
            address(this),
            3_850_000 ether,
            131_250,
            131_250,
            BALANCE
        );
        wsteth = new WstETH(steth);
        steth.approve(address(wsteth), type(uint256).max);
    }

    function test_wrappingMintsTheSharesThatArrive(uint256 amount) public {
        amount = bound(amount, 1, steth.balanceOf(address(this)));
        uint256 shares = steth.getSharesByPooledEth(amount);
        assertEq(wsteth.wrap(amount), shares, "answers the shares");
        assertEq(wsteth.balanceOf(address(this)), shares, "mints the shares");
        assertEq(steth.sharesOf(address(wsteth)), shares, "and holds them");
    }

    function test_unwrappingLeavesAtMostOneShareBehind(uint256 amount) public {
        uint256 wrapped = wsteth.wrap(1_000_000 ether);
        amount = bound(amount, 1, wrapped);
        uint256 paid = wsteth.unwrap(amount);
        assertEq(paid, steth.getPooledEthByShares(amount), "pays the shares' worth, rounded down");
        uint256 behind = steth.sharesOf(address(wsteth)) - wsteth.totalSupply();
        assertLe(behind, 1, "rounding stays with the wrapper");
    }

    function test_aRewardRaisesTheRateAndNoBalance() public {
        uint256 wrapped = wsteth.wrap(1_000 ether);
        uint256 rate = wsteth.stEthPerToken();
        steth.handleOracleReport(131_250, BALANCE + 1_000 ether);
        assertEq(wsteth.balanceOf(address(this)), wrapped, "the balance stands still");
        assertGt(wsteth.stEthPerToken(), rate, "each token is worth more");
        assertEq(wsteth.stEthPerToken(), wsteth.getStETHByWstETH(1 ether), "the rate is one token's worth");
        assertEq(wsteth.tokensPerStEth(), wsteth.getWstETHByStETH(1 ether), "and the other way round");
    }

    function test_etherSentIsStakedAndWrapped() public {
        vm.deal(address(this), 10 ether);
        (bool ok, ) = address(wsteth).call{value: 10 ether}("");
        assertTrue(ok, "ether is taken");
        assertEq(wsteth.balanceOf(address(this)), steth.getSharesByPooledEth(10 ether), "at the share rate");
        assertEq(steth.getBufferedEther(), 10 ether, "and it is Lido's");
    }

    function test_nothingCanBeWrappedOrUnwrapped() public {
        vm.expectRevert(bytes("wstETH: can't wrap zero stETH"));
        wsteth.wrap(0);
        vm.expectRevert(bytes("wstETH: zero amount unwrap not allowed"));
        wsteth.unwrap(0);
    }
}
