// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {LiquidRestakingWorld} from "../utils/LiquidRestakingWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What holds after every step of any sequence of depositors, leavers, keeper, reporter, market and venue on a vault that
/// holds a liquid restaking token: shocks of rate, price and liquidity in any order. The same for every token.
/// @dev Proves INC-04, RSK-01, RSK-02, PRC-02, VLT-11, VLT-18 for it.
abstract contract RateShocksTest is LiquidRestakingWorld {
    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Allocate,
        StartExit,
        FinishExit,
        Execute,
        Print,
        Trade,
        Grow,
        Fall,
        Flag,
        ClearFlag,
        Observe,
        Pause,
        Gift,
        Wait
    }

    uint256 private constant STEPS = 30;
    /// What a step's conversions may round away, each by a unit or two.
    uint256 private constant DUST = 12;

    /// Units that a sale of this step may have cost: no more than the wait it stood in for.
    uint256 private _costOfSale;

    function test_INC_04_RSK_01_RSK_02_PRC_02_VLT_11_VLT_18_holdAfterEveryStep(uint256 seed) public {
        _working(500e18);
        _deposit(BOB, 200e18);
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            uint256 before = vault.idleUnits() + held.entryUnits();
            uint256 tokens = lrt.balanceOf(address(held));
            _act(act, drawn);
            uint256 afterwards = vault.idleUnits() + held.entryUnits();
            if (act == Act.Print) assertEq(afterwards, before, "PRC-02: a print is no redemption");
            if (act >= Act.Allocate && act != Act.Fall && act != Act.Wait) {
                assertGe(
                    afterwards + DUST + _rateDust() + _costOfSale,
                    before,
                    "RSK-02: nothing is lost on the way, but to a fall of the rate"
                );
            }
            if (act == Act.Fall) assertLe(afterwards, before, "RSK-01: which counts as soon as it is pushed");
            if (act == Act.Print || act == Act.Trade || act == Act.Flag) {
                assertEq(lrt.balanceOf(address(held)), tokens, "INC-04: not a token moves for it");
            }
            _doubtClosesEntries();
            _valuesAreInOrder();
            _claimsAreCovered();
        }
    }

    function _act(Act act, uint256 seed) private {
        address who = [ALICE, BOB, CAROL][seed % 3];
        _costOfSale = 0;
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.StartExit) _startExit(held, bound(seed, 1, 200e18));
        if (act == Act.FinishExit) _finishTwice();
        if (act == Act.Execute) _execute();
        if (act == Act.Print) market.post(int256(bound(seed, 0.5e18, 1.05e18)));
        if (act == Act.Trade) _tradeSome(seed);
        if (act == Act.Grow) _report((_pushed() * bound(seed, 1e18, 1.01e18)) / 1e18);
        if (act == Act.Fall) _report((_pushed() * bound(seed, 0.9e18, 1e18)) / 1e18);
        if (act == Act.Flag) _flag(bound(seed, 0, 0.2e9));
        if (act == Act.ClearFlag) _clearFlag();
        if (act == Act.Observe) rate.observe();
        if (act == Act.Pause) _pauseProtocol(seed % 2 == 0);
        if (act == Act.Gift) _gift(bound(seed, 1, 10e18));
        if (act == Act.Wait) vm.warp(block.timestamp + bound(seed, 12, 4 days));
    }

    function _doubtClosesEntries() private view {
        RestakingPolicy.State memory s = held.risk();
        if (s.rateFlags == 0) return;
        assertFalse(held.entriesOpen(), "PRC-01: nobody buys in by a rate that is doubtful");
        assertEq(held.depositLimit(), 0, "and nothing is put in");
    }

    /// On a copy in which the venue goes on and the rate stays, all that is shown at exit value comes out.
    function _claimsAreCovered() private {
        uint256 claims = vault.exitUnits();
        uint256 copy = vm.snapshotState();
        _pauseProtocol(false);
        held.finishExit();
        _ripen();
        held.finishExit();
        uint256 all = 2 * held.exitUnits();
        vm.prank(address(vault));
        held.startExit(all);
        _ripen();
        held.finishExit();
        uint256 loose = held.withdrawLimit();
        vm.prank(address(vault));
        if (loose > 0) held.withdraw(loose, 0);
        assertGe(
            vault.idleUnits() + DUST + _rateDust(),
            claims,
            "VLT-11: once out, the position covers every claim"
        );
        vm.revertToState(copy);
    }

    // ------------------------------------------------------------------ steps of a size drawn from the seed

    function _finishTwice() private {
        held.finishExit();
        assertEq(held.finishExit(), 0, "RSK-02: what has matured is claimable exactly once");
    }

    function _execute() private {
        RestakingPolicy.State memory risk = held.risk();
        RestakingPolicy.Decision memory d = held.check();
        if (d.action == Codes.HOLD) return;
        if (d.action == Codes.SELL) {
            assertGe(risk.peg, 0.98e9, "INC-04: nobody sells where prices disagree");
            assertLe(risk.peg, 1.02e9, "in either direction");
            assertEq(risk.rateFlags, 0, "nor by a rate that is doubtful");
            uint256 wait = RestakingPolicy.queueCost(risk.exitWait, _rules().waitCost);
            _costOfSale = (held.stakedUnits() * wait) / 1e9;
        }
        vm.prank(KEEPER);
        held.execute(d.action, d.target, 0);
    }

    /// Traders sell into Curve's pool and buy from it.
    function _tradeSome(uint256 seed) private {
        if (seed % 2 == 0) return _dump(bound(seed, 1e18, 500e18));
        uint256 amount = bound(seed, 1e18, 500e18);
        vm.startPrank(TRADER);
        WETH.deposit{value: amount}();
        WETH.approve(address(venue), amount);
        venue.exchange(1, 0, amount, 0);
        vm.stopPrank();
    }

    /// What the reporter last pushed.
    function _pushed() private view returns (uint256) {
        (bool done, bytes memory answer) = rate.source().staticcall(abi.encodeWithSelector(rate.getter()));
        assertTrue(done, "the reporter's word can be read");
        return abi.decode(answer, (uint256));
    }

    function _flag(uint256 part) private {
        vm.prank(KEEPER);
        held.flagSlash(part);
    }

    function _clearFlag() private {
        vm.prank(address(vault));
        held.withdrawFlag();
    }
}
