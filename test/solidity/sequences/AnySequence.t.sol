// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Books} from "../../../contracts/vault/Books.sol";
import {Actors} from "../utils/Actors.sol";
import {Vm, vm} from "../utils/Vm.sol";

/// @notice What holds after every step of any sequence of depositors, leavers, keeper, traders, Lido and strangers.
/// @dev Proves LEV-01, LEV-09, VLT-01, VLT-04, VLT-08, VLT-09, VLT-11, VLT-18.
contract AnySequenceTest is Actors {
    uint256 private constant STEPS = 40;
    uint256 private constant MAX_RATE = 0.25e18;
    uint256 private constant SCALE = 1e27;

    /// What a share is worth at entry value, and when that was.
    struct Seen {
        uint256 entryPrice;
        uint256 supply;
        uint256 time;
    }

    function setUp() public virtual override {
        super.setUp();
        _levered(600e18);
        _deposit(BOB, 300e18);
        _thin(0.9e18);
        _settle();
        vault.recognise();
    }

    function test_VLT_04_VLT_08_VLT_09_VLT_11_VLT_18_LEV_01_LEV_09_holdAfterEveryStep(uint256 seed) public {
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            vault.recognise();
            Seen memory before = _seen();
            vm.recordLogs();
            _act(act, drawn);
            Seen memory afterwards = _seen();
            _fallsAreTold(before);
            _gainsAreBounded(before, afterwards);
            if (_isOfHolders(act)) _othersAreNoPoorer(before, afterwards);
            _valuesAreInOrder();
            _claimsAreCovered();
        }
    }

    function test_VLT_01_noSequenceOfOneActorInOneBlockGainsUnits(uint256 seed) public {
        uint256 before = _unitsOf(CAROL) + _unitsOf(BOB);
        uint256 shares = vault.balanceOf(BOB);
        uint256 worth = (shares * vault.entryUnits()) / vault.totalSupply();
        for (uint256 step = 0; step < 12; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            // BOB and CAROL are one: 3k + 1 and 3k + 2 choose them.
            uint256 chosen = drawn - (drawn % 3) + 1 + ((drawn >> 64) % 2);
            _act(
                [Act.Deposit, Act.Redeem, Act.Withdraw, Act.RedeemDeep, Act.Deposit][(drawn >> 128) % 5],
                chosen
            );
        }
        uint256 left =
            ((vault.balanceOf(BOB) + vault.balanceOf(CAROL)) * vault.entryUnits()) /
                (vault.totalSupply() + 1);
        assertLe(
            _unitsOf(CAROL) + _unitsOf(BOB) + left,
            before + worth + 12,
            "in and out, in any order and split in any way"
        );
    }

    function _gainsAreBounded(Seen memory a, Seen memory b) private pure {
        if (a.supply == 0 || b.supply == 0) return;
        uint256 grown = a.entryPrice + (a.entryPrice * MAX_RATE * (b.time - a.time)) / (WAD * YEAR);
        assertLe(b.entryPrice, grown + _rounding(a, b), "VLT-09: no share gains faster than maxRate");
    }

    function _othersAreNoPoorer(Seen memory a, Seen memory b) private pure {
        if (a.supply == 0 || b.supply == 0) return;
        assertGe(
            b.entryPrice + _rounding(a, b),
            a.entryPrice,
            "VLT-08: nobody's coming or going costs those who stay"
        );
    }

    /// A share is worth less only by what the vault tells as a loss of a strategy's, in this step or as soon as anybody looks.
    function _fallsAreTold(Seen memory a) private {
        vault.recognise();
        Seen memory b = _seen();
        uint256 told;
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(vault)) continue;
            if (logs[i].topics[0] == Books.LossRecognised.selector) {
                told += abi.decode(logs[i].data, (uint256));
            }
        }
        if (a.supply == 0 || b.supply == 0) return;
        uint256 fewer = a.supply < b.supply ? a.supply : b.supply;
        assertGe(
            b.entryPrice + (told * SCALE) / fewer + _rounding(a, b),
            a.entryPrice,
            "VLT-04: no fall of the share price goes untold"
        );
    }

    function _valuesAreInOrder() private view {
        assertLe(vault.exitUnits(), vault.entryUnits(), "VLT-18: exit value is at most entry value");
        assertLe(loop.exitUnits(), loop.entryUnits(), "VLT-18: in the loop, too");
    }

    function _claimsAreCovered() private {
        uint256 shown = loop.exitUnits();
        uint256 claims = vault.exitUnits();
        if (shown == 0) return;
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        assertGe(
            loop.withdraw(shown, 0),
            shown,
            "LEV-09: unwound on a copy, the loop returns its exit value"
        );
        assertGe(vault.idleUnits(), claims, "VLT-11: which covers every claim");
        vm.revertToState(copy);
    }

    /// @dev A price's own rounding: some units, spread over the shares that there are.
    function _rounding(Seen memory a, Seen memory b) private pure returns (uint256) {
        uint256 fewer = a.supply < b.supply ? a.supply : b.supply;
        return (8 * SCALE) / fewer + 8;
    }

    function _isOfHolders(Act act) private pure returns (bool) {
        return act <= Act.Allocate || (act >= Act.GiveToVault && act <= Act.SupplyForLoop);
    }

    function _seen() private view returns (Seen memory s) {
        s.supply = vault.totalSupply();
        s.time = block.timestamp;
        if (s.supply == 0) return s;
        s.entryPrice = (vault.entryUnits() * SCALE) / s.supply;
    }
}
