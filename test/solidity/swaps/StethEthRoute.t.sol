// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStethRoute} from "../../../contracts/interfaces/IStethRoute.sol";
import {StethEthRoute} from "../../../contracts/swaps/StethEthRoute.sol";
import {PoolWorld} from "../devnet/PoolWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice Between ETH and stETH by whichever of pool and Lido gives more, with quotes that are kept.
/// @dev Proves LEV-08.
contract StethEthRouteTest is PoolWorld {
    StethEthRoute private route;
    bool private refusesEther;

    receive() external payable override {
        require(!refusesEther, "no, thank you");
    }

    function setUp() public override {
        super.setUp();
        route = new StethEthRoute(pool, steth);
        steth.approve(address(route), type(uint256).max);
    }

    function test_LEV_08_aSaleIsPaidAsQuotedAndNothingStaysOnTheWay(uint256 amount) public {
        amount = bound(amount, 1e12, 20_000 ether);
        uint256 quoted = route.quoteSell(amount);
        uint256 held = address(this).balance;
        // Lido may move 2 wei less than is named, and the pool pays for what it is told.
        assertEq(route.sell(amount, quoted), quoted, "answers the quote");
        assertEq(address(this).balance - held, quoted, "and pays it");
        assertEq(address(route).balance, 0, "no ether stays");
    }

    function test_aQuoteForEtherSellsEnoughAndHardlyMore(uint256 wanted) public view {
        wanted = bound(wanted, 1e12, 50_000 ether);
        uint256 sold = route.quoteSellFor(wanted);
        assertGe(route.quoteSell(sold), wanted, "enough");
        uint256 less = sold - sold / 1e9 - 1e9 - 1;
        assertLt(route.quoteSell(less), wanted, "and a billionth less is too little");
        assertEq(route.quoteSellFor(0), 0, "nothing is sold for nothing");
    }

    function test_LEV_02_moreEtherThanThePoolHoldsIsRefusedByName() public {
        vm.expectPartialRevert(IStethRoute.RouteTooShallow.selector);
        route.quoteSellFor(100_000 ether);
    }

    function test_LEV_08_aSaleBelowItsFloorIsRefused() public {
        uint256 quoted = route.quoteSell(1 ether);
        vm.expectRevert(bytes("Exchange resulted in fewer coins than expected"));
        route.sell(1 ether, quoted + 1);
    }

    function test_aSellerThatTakesNoEtherKeepsItsSteth() public {
        uint256 held = steth.balanceOf(address(this));
        uint256 quoted = route.quoteSell(1 ether);
        refusesEther = true;
        vm.expectRevert(abi.encodeWithSelector(StethEthRoute.EthNotSent.selector, address(this), quoted));
        route.sell(1 ether, 0);
        assertEq(steth.balanceOf(address(this)), held, "all of it");
    }

    function test_etherIsStakedAtThePegAndBoughtBelowIt() public {
        uint256 staked = steth.getSharesByPooledEth(10 ether);
        assertEq(route.buy{value: 10 ether}(), staked, "at the peg Lido gives more");
        pool.exchange(1, 0, 60_000 ether, 0);
        uint256 bought = route.buy{value: 10 ether}();
        assertGt(bought, steth.getSharesByPooledEth(10 ether), "below it the pool does");
        assertEq(steth.sharesOf(address(route)), 0, "and the caller has all of it");
    }
}
