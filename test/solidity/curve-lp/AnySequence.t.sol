// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {CurveLpPolicy} from "../../../contracts/strategies/curve-lp/CurveLpPolicy.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {vm} from "../utils/Vm.sol";
import {CurveLpWorld} from "./CurveLpWorld.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice What holds after every step of any sequence of depositors, leavers, keeper, traders, other providers, buyers of rewards and
/// Lido: shocks of price, liquidity and rebase among them.
abstract contract AnyCurveLpSequence is CurveLpWorld {
    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Allocate,
        Deallocate,
        BuyReward,
        Give,
        Execute,
        Sell,
        Buy,
        OthersLeave,
        Rebase,
        Slash,
        Wait
    }

    uint256 private constant STEPS = 24;
    uint256 private constant SCALE = 1e27;

    /// What a share is worth at entry value.
    struct Seen {
        uint256 entryPrice;
        uint256 supply;
    }

    function setUp() public virtual override {
        super.setUp();
        _othersLeave(0.9e18);
        _settle();
        lp.observe();
        _inPool(600e18);
        _deposit(BOB, 300e18);
    }

    function test_CLP_01_CLP_03_LEV_09_VLT_08_VLT_11_VLT_18_holdAfterEveryStep(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            vault.recognise();
            Seen memory before = _seen();
            _act(act, drawn);
            Seen memory afterwards = _seen();
            if (act <= Act.Give) _nobodyElseIsPoorer(before, afterwards);
            if (act == Act.Sell || act == Act.Buy) _nobodyElseIsPoorer(before, afterwards);
            _valuesHold();
        }
    }

    function _act(Act act, uint256 seed) private {
        address who = [ALICE, BOB, CAROL][seed % 3];
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.Deallocate) _deallocateSome(seed);
        if (act == Act.BuyReward) _buySomeReward(who, seed);
        if (act == Act.Give) _giveSome(who, seed);
        if (act == Act.Execute) _execute();
        if (act == Act.Sell) _sellPart(bound(seed, 1e15, 0.12e18));
        if (act == Act.Buy) _buyPart(bound(seed, 1e15, 0.12e18));
        if (act == Act.OthersLeave) _othersLeave(bound(seed, 1e15, 0.3e18));
        if (act == Act.Rebase) _rebase(bound(seed, 1e9, 0.001e18));
        if (act == Act.Slash) _slash(bound(seed, 1e9, 0.002e18));
        if (act == Act.Wait) _pass(bound(seed, 12, 13 hours));
    }

    function _valuesHold() private {
        uint256 claims = vault.exitUnits();
        assertLe(claims, vault.entryUnits(), "VLT-18: exit value is at most entry value");
        (uint256 shown, uint256 realised) = _unwoundOnACopy();
        assertGe(realised, shown, "LEV-09: unwound on a copy, the position returns its exit value");
        assertGe(vault.idleUnits() + realised, claims, "VLT-11: which covers every claim");
        assertGe(
            lp.exitUnits() + 10,
            lp.entryUnits(),
            "CLP-01: while Lido takes ETH, no market keeps anybody from entry value"
        );
    }

    function _nobodyElseIsPoorer(Seen memory a, Seen memory b) private pure {
        if (a.supply == 0 || b.supply == 0) return;
        uint256 fewer = a.supply < b.supply ? a.supply : b.supply;
        assertGe(
            b.entryPrice + (16 * SCALE) / fewer + 16,
            a.entryPrice,
            "VLT-08: nobody's coming, going, buying or trading costs those who stay"
        );
    }

    /// The keeper does what is asked; only a market that has moved since it was seen may stop it, by name.
    function _execute() private {
        CurveLpPolicy.Decision memory d = lp.check();
        if (d.action == Codes.HOLD) return;
        uint256 before = lp.entryUnits();
        vm.prank(KEEPER);
        try lp.execute(d.action, d.target, 0) {
            uint256 least = d.action == Codes.ENTER ? (before * 999) / 1000 : (before * 997) / 1000;
            if (d.urgency < Codes.PROTECT) assertGe(lp.entryUnits() + 10, least, "within its bound");
            uint8 next = lp.check().action;
            if (d.action == Codes.ENTER) assertTrue(next != Codes.WITHDRAW, "LEV-05");
            if (d.action == Codes.WITHDRAW) assertTrue(next != Codes.ENTER, "LEV-05");
        } catch (bytes memory reason) {
            assertEq(bytes32(bytes4(reason)), bytes32(CurveLpStrategy.BelowFloor.selector), "a named floor");
        }
    }

    function _depositSome(address who, uint256 seed) private {
        uint256 most = vault.maxDeposit(who);
        uint256 held = token.balanceOf(who);
        if (held < most) most = held;
        if (most > 1e12) _deposit(who, bound(seed, 1e12, most));
    }

    function _redeemSome(address who, uint256 seed) private {
        uint256 most = vault.maxRedeem(who);
        if (most > 0) _redeem(who, bound(seed, 1, most));
    }

    function _redeemSomeDeep(address who, uint256 seed) private {
        uint256 most = vault.balanceOf(who);
        if (most > 0) _redeemDeep(who, bound(seed, 1, most));
    }

    function _allocateSome(uint256 seed) private {
        uint256 most = vault.idleUnits();
        uint256 limit = lp.depositLimit();
        if (limit < most) most = limit;
        if (most == 0) return;
        vm.prank(KEEPER);
        vault.allocate(lp, bound(seed, 1, most));
    }

    function _deallocateSome(uint256 seed) private {
        uint256 most = lp.withdrawLimit();
        if (most == 0) return;
        vm.prank(KEEPER);
        vault.deallocate(lp, bound(seed, 1, most), 0);
    }

    function _buySomeReward(address who, uint256 seed) private {
        uint256 amount = crv.balanceOf(address(lp)) / (1 + (seed % 4));
        uint256 price = auction.quote(address(lp), crv, amount);
        if (price == 0 || price > STETH.balanceOf(who)) return;
        vm.startPrank(who);
        STETH.approve(address(auction), price);
        auction.buy(address(lp), crv, amount, price);
        vm.stopPrank();
    }

    function _giveSome(address who, uint256 seed) private {
        uint256 most = STETH.balanceOf(who) / 10;
        if (most < 1e9) return;
        vm.prank(who);
        STETH.transfer(address(lp), bound(seed, 1e9, most));
    }

    function _seen() private view returns (Seen memory s) {
        s.supply = vault.totalSupply();
        if (s.supply > 0) s.entryPrice = (vault.entryUnits() * SCALE) / s.supply;
    }
}

/// @dev Proves CLP-01, CLP-03, LEV-05, LEV-09, VLT-08, VLT-11, VLT-18 for the classic pool.
contract AnySequenceInStethPoolTest is AnyCurveLpSequence, StethPoolWorld {
    function setUp() public override(AnyCurveLpSequence, CurveLpWorld) {
        super.setUp();
    }
}

/// @dev Proves the same for an NG pool.
contract AnySequenceInNgPoolTest is AnyCurveLpSequence, NgPoolWorld {
    function setUp() public override(AnyCurveLpSequence, CurveLpWorld) {
        super.setUp();
    }
}
