// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {LoopPolicy} from "../../../contracts/strategies/LoopPolicy.sol";
import {LossBound} from "../../../contracts/vault/LossBound.sol";
import {KeelWorld} from "../utils/KeelWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What a keeper's actions cost at entry value counts against the vault's bound of losses a day; what protects does not.
/// @dev Proves LEV-02, LEV-05.
contract LossBoundTest is KeelWorld {
    uint256 private constant LEFT = 0.003e18;

    function setUp() public override {
        super.setUp();
        _thin(0.97e18);
        _settle();
        _levered(600e18);
        // What is left of the bound on a day that was costly already.
        _spend((vault.books().units * LEFT) / 1e18);
    }

    function test_LEV_05_aKeeperWhoSandwichesItsOwnSalesCostsNoMoreThanTheBoundADay(uint256 push) public {
        uint256 start = vault.entryUnits();
        uint256 begun = block.timestamp;
        (uint256 daily, ) = vault.lossBound();
        push = bound(push, 0.003e18, 0.006e18);
        uint256 rounds;
        while (_reduceSandwiched(push)) {
            ++rounds;
            uint256 elapsed = block.timestamp - begun;
            uint256 most = (start * (LEFT + (daily * elapsed) / 1 days)) / 1e18 + _interest(elapsed);
            assertLe(start - vault.entryUnits(), most + 1e9, "LEV-05: within the bound");
            // The next sale waits so long; meanwhile a little of the bound comes back.
            _observe(prices.window());
        }
        assertGt(rounds, 0, "it sold, at the worst price that the floor allows");
        assertGt(
            loop.risk().ltv,
            _params().minLtv / 2,
            "and was stopped by the bound, not by having sold all"
        );
        vm.warp(block.timestamp + 1 days);
        FEED.transmit();
        prices.poke();
        assertTrue(_reduceSandwiched(push), "a day later there is room again");
    }

    function test_LEV_02_aSpentBoundDoesNotStopADeleverThatProtects() public {
        _spend(1e6);
        uint256 before = vault.entryUnits();
        _depegTo(0.94e18);
        _settle();
        LoopPolicy.Decision memory d = loop.check();
        assertEq(d.action, Codes.DELEVER, "the rules ask to delever");
        assertGe(d.urgency, Codes.PROTECT, "to protect");
        vm.prank(KEEPER);
        loop.execute(d.action, d.target, 0);
        assertLt(
            vault.entryUnits(),
            before - before / 1000,
            "at a cost that is far beyond what the bound left"
        );
    }

    /// The keeper pushes the pool's price down by `push`, has the loop sell a chunk there, and buys back.
    /// @return sold false where the bound refuses
    function _reduceSandwiched(uint256 push) private returns (bool sold) {
        uint256 fair = CURVE.get_dy(1, 0, 1e18);
        uint256 ether_ = TRADER.balance;
        while (CURVE.get_dy(1, 0, 1e18) > (fair * (1e18 - push)) / 1e18) _sell(CURVE.balances(0) / 256);
        uint64 target = uint64(loop.risk().ltv - 0.05e9);
        vm.prank(KEEPER);
        (bool done, bytes memory reason) = address(loop).call(abi.encodeCall(loop.reduce, (target, 0)));
        if (!done) {
            assertEq(
                bytes32(bytes4(reason)),
                bytes32(LossBound.LossBoundReached.selector),
                "refused by the bound"
            );
        }
        _buy(TRADER.balance - ether_);
        return done;
    }

    /// More than what the loop's debt has cost in `elapsed` seconds, which counts against no bound.
    function _interest(uint256 elapsed) private view returns (uint256) {
        uint256 borrowed = 2 * vault.entryUnits();
        return (borrowed * loop.risk().borrowRate * elapsed) / (1e9 * YEAR);
    }

    /// Uses the bound up but for `left` units.
    function _spend(uint256 left) private {
        (, uint256 room) = vault.lossBound();
        uint256 units = (room * vault.books().units) / 1e18 - left;
        uint256 before = loop.entryUnits() + units;
        vm.prank(address(loop));
        vault.chargeLoss(before);
    }
}
