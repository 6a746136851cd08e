// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {vm} from "../utils/Vm.sol";
import {Obstruction} from "./Obstructed.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice A killed or drained pool, a killed gauge, a stopped token, a protocol that takes no ETH: who gets out, and with what.
contract BrokenVenuesTest is StethPoolWorld {
    function test_aKilledPoolStillGivesBothCoinsAndTheExitValueHolds(uint256 skew) public {
        _inPool(900e18);
        _sellPart(bound(skew, 1e12, 0.2e18));
        _killPool();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "LEV-09: one coin alone is refused, both are not");
        assertGe(shown + 10, lp.entryUnits(), "and ETH becomes stETH at Lido");
    }

    function test_aKilledPoolTakesNothing() public {
        _deposit(ALICE, 100e18);
        _allocate();
        _killPool();
        CurveLpPolicy.Decision memory d = lp.check();
        vm.expectRevert();
        vm.prank(KEEPER);
        lp.execute(d.action, d.target, 0);
        assertEq(lp.exitUnits(), lp.entryUnits(), "the funds lie beside it, untouched");
    }

    function test_aDrainedPoolIsWorthWhatItHoldsAndIsLeftAtOnce() public {
        _inPool(900e18);
        _drainPool(0.9e18);
        uint256 entry = lp.entryUnits();
        assertLt(entry, STETH.getSharesByPooledEth(100e18), "a tenth is left");
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "LEV-09: which is what comes out");
        CurveLpPolicy.Decision memory d = _tend();
        assertEq(d.reason, Codes.VIRTUAL_PRICE_FELL, "nobody waits for more");
        assertEq(lp.advisor().lpBalance(), 0, "all that there was is out");
    }

    function test_aPoolDrainedToNothingIsWorthNothingAndBlocksNoIdleFunds() public {
        _inPool(500e18);
        _deposit(BOB, 100e18);
        _drainPool(1e18);
        assertLe(lp.entryUnits(), 2, "nothing but what Lido's rounding left there");
        assertEq(lp.exitUnits(), 0, "and nothing comes out");
        assertGt(_redeem(BOB, vault.maxRedeem(BOB)), 0, "idle funds are paid out");
    }

    function test_aKilledGaugeTakesNoMoreAndReturnsEverything() public {
        _inPool(900e18);
        gauge.set_killed(true);
        assertEq(lp.depositLimit(), 0, "nothing new is taken");
        assertTrue(lp.risk().venueFlags & Codes.VENUE_GAUGE_KILLED != 0, "the rules know it by its flag");
        uint256 shares = vault.balanceOf(ALICE);
        assertGe(_redeemDeep(ALICE, shares), 899e18, "and everybody gets out");
    }

    function test_aGaugeThatTakesNoDepositLeavesTheTokensWithThePosition() public {
        _deposit(ALICE, 100e18);
        _allocate();
        _refuse(address(gauge), "deposit(uint256)");
        _tend();
        assertGt(lp.lpToken().balanceOf(address(lp)), 0, "unstaked");
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "and as good as staked");
    }

    function test_whileStethIsStoppedNothingMovesAndTheLimitsSaySo() public {
        _inPool(900e18);
        vm.mockCall(address(STETH), abi.encodeWithSignature("isStopped()"), abi.encode(true));
        assertEq(lp.withdrawLimit(), 0, "nothing can be had");
        assertEq(lp.depositLimit(), 0, "nothing can be put in");
        _slash(0.02e18);
        assertEq(lp.check().reason, Codes.VENUE_PAUSED, "not even a rescue is asked for");
        assertGt(lp.entryUnits(), 0, "what it is worth can be read all the same");
    }

    function test_whereLidoTakesNoEthTheExitValueIsWhatStethAloneFetches(uint256 skew, uint256 side) public {
        _inPool(900e18);
        skew = bound(skew, 1e12, 0.2e18);
        if (side % 2 == 0) _sellPart(skew);
        else _buyPart(skew);
        _closeStaking();
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "LEV-09: the pool's own quote at our size");
        assertLe(shown, lp.entryUnits(), "VLT-18: and never more than entry value");
    }

    function test_ethThatNobodyTakesWaitsWithThePositionAndCountsAgainLater() public {
        _inPool(900e18);
        _closeStaking();
        _killPool();
        uint256 entry = lp.entryUnits();
        uint256 shown = lp.exitUnits();
        vm.prank(address(vault));
        uint256 realised = lp.withdraw(shown, 0);
        assertGt(realised, entry / 3, "its stETH comes out at once");
        assertNear(lp.entryUnits() + realised, entry, entry / 100_000, "its ETH is not lost");
        vm.clearMockedCalls();
        assertGe(lp.exitUnits() + 10, lp.entryUnits(), "and becomes stETH once Lido takes it");
        uint256 rest = lp.exitUnits();
        vm.prank(address(vault));
        assertGe(lp.withdraw(rest, rest), rest, "to the last unit");
    }

    function test_aSliceInKindIsWorthItsShare(uint256 part) public {
        _inPool(900e18);
        uint256 before = lp.entryUnits();
        part = bound(part, 1e12, lp.exitUnits() - 10);
        vm.prank(address(vault));
        (IERC20 token, uint256 amount) = lp.withdrawInKind(part, BOB);
        assertEq(address(token), address(lp.lpToken()), "LP tokens");
        assertEq(token.balanceOf(BOB), amount, "to who asked");
        assertNear(lp.entryUnits() + part, before, before / 1e9 + 20, "no more and no less than its share");
    }

    function _killPool() private {
        bytes4[] memory killed = new bytes4[](4);
        killed[0] = CURVE.exchange.selector;
        killed[1] = CURVE.add_liquidity.selector;
        killed[2] = CURVE.remove_liquidity_imbalance.selector;
        killed[3] = CURVE.remove_liquidity_one_coin.selector;
        Obstruction.refuse(address(CURVE), killed);
    }

    function _refuse(address account, string memory signature) private {
        bytes4[] memory selectors = new bytes4[](1);
        selectors[0] = bytes4(keccak256(bytes(signature)));
        Obstruction.refuse(account, selectors);
    }

    /// Somebody got away with `part` (WAD) of both coins, Curve's fees apart, and no LP token was burnt for it.
    function _drainPool(uint256 part) private {
        (uint256 ether_, uint256 steth_) = (CURVE.balances(0), CURVE.balances(1));
        vm.deal(address(CURVE), address(CURVE).balance - (ether_ * part) / WAD);
        vm.prank(address(CURVE));
        STETH.transfer(TRADER, (steth_ * part) / WAD);
    }

    /// Lido's limit on staking is used up.
    function _closeStaking() private {
        vm.mockCall(
            address(STETH),
            abi.encodeWithSignature("getCurrentStakeLimit()"),
            abi.encode(uint256(0))
        );
        vm.mockCallRevert(address(STETH), abi.encodeWithSelector(STETH.submit.selector), "STAKE_LIMIT");
    }
}
