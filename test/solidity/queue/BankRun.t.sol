// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {QueueWorld} from "../utils/QueueWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A depeg, and everybody leaves, at once or through the queue, in every order: it does not pay to be first.
/// @dev Proves VLT-08, VLT-11.
contract BankRunTest is QueueWorld {
    uint256 private constant EACH = 200e18;

    address[3] private people = [ALICE, BOB, CAROL];

    function setUp() public virtual override {
        super.setUp();
        _levered(700e18);
        _deposit(BOB, 400e18);
        _allocate();
        _deposit(CAROL, 300e18);
        _thin(0.8e18);
        _leaveEachThatMuch();
    }

    function test_VLT_08_VLT_11_noOrderOfLeavingAndAskingPaysTheFirstMore(
        uint256 order,
        uint256 ways,
        uint256 fall
    ) public {
        for (uint256 i = 0; i < 3; ++i) if (_asks(ways, i)) _request(people[i], EACH);
        _depegTo(WAD - bound(fall, 0.002e18, 0.06e18));
        vm.warp(block.timestamp + MAX_WAIT);
        _settle();
        _watch();
        uint256 shown = vault.exitUnits();
        uint256[3] memory paid;
        uint256[3] memory turn;
        uint256 batch;
        for (uint256 i = 1; i <= 3; ++i) {
            uint256 who = _at(order % 6, i - 1);
            if (_asks(ways, who)) {
                // The first of those who asked has the batch settled for all of them.
                if (batch == 0) _settleDeep();
                if (batch == 0) batch = i;
                (turn[who], paid[who]) = (batch, _claim(people[who]));
            } else {
                uint256 before = _unitsOf(people[who]);
                _redeemDeep(people[who], EACH);
                (turn[who], paid[who]) = (i, _unitsOf(people[who]) - before);
            }
        }
        assertGe(
            paid[0] + paid[1] + paid[2] + vault.exitUnits() + 1e10,
            shown,
            "VLT-11: what was shown is paid or left for those who stay"
        );
        for (uint256 a = 0; a < 3; ++a)
            for (uint256 b = 0; b < 3; ++b)
                if (turn[a] < turn[b])
                    assertGe(paid[b] + 1e10, paid[a], "VLT-08: going later pays equal shares no less");
    }

    /// @dev The six orders of three.
    function _at(uint256 order, uint256 place) private pure returns (uint256) {
        uint8[18] memory all = [0, 1, 2, 0, 2, 1, 1, 0, 2, 1, 2, 0, 2, 0, 1, 2, 1, 0];
        return all[order * 3 + place];
    }

    function _asks(uint256 ways, uint256 who) private pure returns (bool) {
        return (ways >> who) & 1 == 1;
    }

    function _leaveEachThatMuch() private {
        for (uint256 i = 0; i < 3; ++i) {
            uint256 more = vault.balanceOf(people[i]) - EACH;
            vm.prank(people[i]);
            vault.transfer(STRANGER, more);
        }
    }
}
