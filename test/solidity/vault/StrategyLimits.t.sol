// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Movements} from "../../../contracts/vault/Movements.sol";
import {RiskId} from "../../../contracts/strategies/RiskId.sol";
import {LendingOutStrategy} from "../utils/LendingOutStrategy.sol";
import {WstethWorld} from "../utils/WstethWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A vault asks no more of a strategy than its venues can do now.
/// @dev Proves VLT-03 for what lies in strategies.
contract StrategyLimitsTest is WstethWorld {
    uint256 private constant ROOM = 100e18;

    LendingOutStrategy private market;

    function setUp() public override {
        super.setUp();
        market = new LendingOutStrategy(vault, token, ROOM);
        _afterNotice(abi.encodeCall(vault.addStrategy, (market, type(uint256).max)));
        _deposit(ALICE, 300e18);
    }

    function test_VLT_03_anAllocationFillsAVenueToItsLimitAndNoFurther(uint256 units) public {
        units = bound(units, ROOM + 1, 300e18);
        vm.startPrank(KEEPER);
        vm.expectRevert(abi.encodeWithSelector(Movements.AboveDepositLimit.selector, units, ROOM));
        vault.allocate(market, units);
        vault.allocate(market, ROOM);
        vm.stopPrank();
        assertEq(market.depositLimit(), 0, "full");
    }

    function test_VLT_03_aDeallocationTakesWhatIsThereAndNoMore(uint256 lent) public {
        lent = bound(lent, 1, ROOM);
        vm.startPrank(KEEPER);
        vault.allocate(market, ROOM);
        market.lend(lent);
        vm.expectRevert(abi.encodeWithSelector(Movements.AboveWithdrawLimit.selector, ROOM, ROOM - lent));
        vault.deallocate(market, ROOM, 0);
        vault.deallocate(market, ROOM - lent, ROOM - lent);
        vm.stopPrank();
    }

    function test_VLT_03_aDeepExitTakesFromTheNextStrategyWhatTheFirstHasNot(uint256 lent) public {
        lent = bound(lent, 1, ROOM);
        vm.startPrank(KEEPER);
        vault.allocate(strategy, 200e18);
        vault.allocate(market, ROOM);
        vm.stopPrank();
        market.lend(lent);
        uint256 shares = vault.balanceOf(ALICE) - lent;
        assertNear(_redeemDeep(ALICE, shares), 300e18 - lent, 2, "all but what borrowers have");
    }

    function test_VLT_12_aStrategyNamesItsRisksOnceAndSharesThemByWhatTheyAre() public view {
        bytes32 shared = RiskId.token(address(token));
        assertEq(market.riskIds()[0], shared, "a token is a risk");
        assertEq(loop.riskIds()[0], shared, "and the same one wherever it is held");
        assertTrue(RiskId.venue(address(token)) != shared, "of another kind it is another");
    }
}
