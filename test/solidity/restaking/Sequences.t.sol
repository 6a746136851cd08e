// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {Codes} from "../../../contracts/strategies/Codes.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {SymbioticWorld} from "../utils/SymbioticWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice What holds after every step of any sequence of depositors, leavers, keeper, strangers, network and Lido on a vault
/// that restakes in a genuine Symbiotic vault.
/// @dev Proves RSK-01, RSK-02, VLT-08, VLT-11, VLT-18, LEV-05 for it.
contract SequencesTest is SymbioticWorld {
    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Allocate,
        StartExit,
        FinishExit,
        Execute,
        StakeBeside,
        LeaveBeside,
        GiftStake,
        GiftLoose,
        Slash,
        Pay,
        Rebase,
        Wait,
        WaitEpoch
    }

    struct Seen {
        uint256 recognised;
        uint256 supply;
        /// units that vault and strategy hold, recognised or not
        uint256 held;
    }

    uint256 private constant STEPS = 30;
    /// What a step's conversions may round away, each by a unit or two.
    uint256 private constant DUST = 12;

    /// What the rules did last, if nothing but the clock has moved since.
    uint8 private _acted;

    function test_RSK_01_RSK_02_VLT_11_VLT_18_LEV_05_holdAfterEveryStep(uint256 seed) public {
        _working(500e18);
        _deposit(BOB, 200e18);
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            Act act = Act((drawn >> 128) % (uint256(type(Act).max) + 1));
            vault.recognise();
            Seen memory before = _seen();
            uint256 lost = _act(act, drawn);
            if (act <= Act.RedeemDeep) _othersAreNoPoorer(before, _seen());
            else _onlyASlashTakes(before.held, _seen().held, lost);
            _valuesAreInOrder();
            _claimsAreCovered();
        }
    }

    /// @return lost units of ours that the step itself destroyed
    function _act(Act act, uint256 seed) private returns (uint256 lost) {
        address who = [ALICE, BOB, CAROL][seed % 3];
        if (act == Act.Deposit) _depositSome(who, seed);
        if (act == Act.Redeem) _redeemSome(who, seed);
        if (act == Act.RedeemDeep) _redeemSomeDeep(who, seed);
        if (act == Act.Allocate) _allocateSome(seed);
        if (act == Act.StartExit) _startSome(seed);
        if (act == Act.FinishExit) _finish();
        if (act == Act.Execute) _execute();
        if (act == Act.StakeBeside) _stakeSome(CAROL, CAROL, seed);
        if (act == Act.LeaveBeside) _leaveBeside(seed);
        if (act == Act.GiftStake) _stakeSome(TRADER, address(restaked), seed);
        if (act == Act.GiftLoose) _give(seed);
        if (act == Act.Slash) lost = _slash(seed, bound(seed, 1, 0.2e18));
        if (act == Act.Pay) _paySome(seed);
        if (act == Act.Rebase) _rebase(bound(seed, 1e9, 0.001e18));
        if (act == Act.Wait) vm.warp(block.timestamp + bound(seed, 12, 3 days));
        if (act == Act.WaitEpoch) _toNextEpoch();
        if (act != Act.Execute && act != Act.Wait) _acted = Codes.HOLD;
    }

    /// @dev A price in units a share: who comes or goes moves it against nobody.
    function _othersAreNoPoorer(Seen memory a, Seen memory b) private pure {
        assertGe(
            b.recognised * a.supply + DUST * (a.supply + b.supply),
            a.recognised * b.supply,
            "VLT-08: nobody's coming or going costs those who stay"
        );
    }

    function _onlyASlashTakes(uint256 before, uint256 held, uint256 lost) private pure {
        assertGe(held + lost + DUST, before, "RSK-02: nothing is lost on the way, but to a slash");
        if (lost > 0) assertLe(held + lost, before + DUST, "RSK-01: and a slash counts in its block");
    }

    function _seen() private view returns (Seen memory s) {
        (s.recognised, s.supply) = (vault.entryUnits(), vault.totalSupply());
        s.held = vault.idleUnits() + restaked.entryUnits();
    }

    function _claimsAreCovered() private {
        uint256 shown = restaked.exitUnits();
        uint256 claims = vault.exitUnits();
        uint256 copy = vm.snapshotState();
        vm.prank(address(vault));
        restaked.startExit(shown);
        vm.warp(block.timestamp + 2 * EPOCH);
        restaked.finishExit();
        uint256 loose = restaked.withdrawLimit();
        vm.prank(address(vault));
        if (loose > 0) restaked.withdraw(loose, 0);
        assertGe(vault.idleUnits() + 4, claims, "VLT-11: once out, the position covers every claim");
        vm.revertToState(copy);
    }

    // ------------------------------------------------------------------ steps of a size drawn from the seed

    function _startSome(uint256 seed) private {
        uint256 most = restaked.exitUnits();
        if (most == 0) return;
        vm.prank(address(vault));
        restaked.startExit(bound(seed, 1, most));
    }

    function _finish() private {
        uint256 claimable = restaked.claimableUnits();
        assertNear(restaked.finishExit(), claimable, 2, "RSK-02: what has matured comes home");
        assertEq(restaked.claimableUnits(), 0, "RSK-02: once");
    }

    function _execute() private {
        RestakingPolicy.Decision memory d = restaked.check();
        if (d.action == Codes.HOLD) return;
        vm.prank(KEEPER);
        restaked.execute(d.action, d.target, 0);
        if (d.action == Codes.DEPOSIT) {
            assertNotEq(_acted, Codes.EXIT, "LEV-05: what left is not staked again at once");
        }
        if (d.action == Codes.EXIT) {
            assertNotEq(_acted, Codes.DEPOSIT, "LEV-05: what was staked is not taken out at once");
        }
        _acted = d.action;
    }

    function _leaveBeside(uint256 seed) private {
        uint256 most = symbiotic.activeBalanceOf(CAROL);
        if (most < 1e9) return;
        vm.prank(CAROL);
        symbiotic.withdraw(CAROL, bound(seed, 1, most));
    }

    function _stakeSome(address from, address onBehalfOf, uint256 seed) private {
        uint256 most = STETH.balanceOf(from) / 4;
        if (most > 100e18) most = 100e18;
        if (most < 1e9) return;
        uint256 steth = bound(seed, 1e9, most);
        vm.startPrank(from);
        STETH.approve(address(WSTETH), steth);
        uint256 amount = WSTETH.wrap(steth);
        WSTETH.approve(address(symbiotic), amount);
        symbiotic.deposit(onBehalfOf, amount);
        vm.stopPrank();
    }

    function _give(uint256 seed) private {
        vm.prank(TRADER);
        STETH.transfer(address(restaked), bound(seed, 1e9, 100e18));
    }

    function _slash(uint256 seed, uint256 part) private returns (uint256 lost) {
        vm.warp(block.timestamp + 1 hours + 1);
        vault.recognise();
        uint256 before = restaked.entryUnits();
        uint48 capture = uint48(block.timestamp - bound(seed, 1, 1 hours));
        uint256 amount = (symbiotic.activeStake() * part) / WAD;
        (bool stood, bytes memory left) = address(slasher).staticcall(
            abi.encodeWithSignature(
                "slashableStake(bytes32,address,uint48,bytes)",
                SUBNETWORK,
                OPERATOR,
                capture,
                ""
            )
        );
        if (amount == 0 || !stood || abi.decode(left, (uint256)) == 0) return 0;
        vm.prank(NETWORK);
        slasher.slash(SUBNETWORK, OPERATOR, amount, capture, "");
        return before - restaked.entryUnits();
    }

    function _paySome(uint256 seed) private {
        vm.warp(block.timestamp + 2);
        if (symbiotic.activeShares() > 0) _pay(bound(seed, 1e9, 5e18));
    }
}
