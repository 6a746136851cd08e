// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {SidePocket} from "../../../contracts/vault/SidePocket.sol";
import {QuarantineWorld} from "../utils/QuarantineWorld.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A strategy that fails and recovers again and again while people come, leave, ask the queue, trade claims and are paid, and
/// the keeper moves funds: whatever anybody does, everybody's part of everything stays what it was.
/// @dev Proves VLT-08, VLT-11, VLT-16.
contract QuarantineSequenceTest is QuarantineWorld {
    uint256 private constant STEPS = 40;

    enum Act {
        Deposit,
        Redeem,
        RedeemDeep,
        Request,
        Settle,
        ClaimRequest,
        MoveClaims,
        ClaimPocket,
        Fail,
        Recover,
        FailForAnHour,
        ReadForAnHour,
        Salvage,
        StartExit,
        FinishExit,
        Allocate,
        Deallocate,
        Wait
    }

    SidePocket[] private pockets;

    function test_VLT_08_VLT_11_VLT_16_everybodysPartStaysWhatItWasAfterEveryStep(uint256 seed) public {
        address[3] memory people = [ALICE, BOB, CAROL];
        for (uint256 step = 0; step < STEPS; ++step) {
            uint256 drawn = uint256(keccak256(abi.encode(seed, step)));
            uint256[3] memory before;
            for (uint256 i = 0; i < 3; ++i) before[i] = _wealth(people[i]);
            _act(Act((drawn >> 128) % (uint256(type(Act).max) + 1)), people[(drawn >> 64) % 3], drawn);
            _noteNewPockets();
            for (uint256 i = 0; i < 3; ++i) {
                assertNear(_wealth(people[i]), before[i], 1e4, "VLT-16: nobody gains or loses by it");
            }
            if (_readable())
                assertLe(vault.entryUnits(), _real(), "VLT-11: no more is recognised than there is");
        }
    }

    function _act(Act act, address who, uint256 seed) private {
        bool readable = _readable();
        if (act == Act.Deposit && readable && vault.entriesOpen()) _deposit(who, bound(seed, 1e15, 50e18));
        if (act == Act.Redeem && readable) _redeemUpTo(who, seed);
        if (act == Act.RedeemDeep && readable) _redeemForItsWorth(who, seed);
        if (act == Act.Request && vault.balanceOf(CAROL) > 1e12) {
            _request(CAROL, bound(seed, 1e12, vault.balanceOf(CAROL)));
        }
        if (act == Act.Settle && readable && queue.pendingShares() > 0) _settleSome(seed);
        if (act == Act.ClaimRequest) _claimRequests();
        if (act == Act.MoveClaims) _moveClaims(who, seed);
        if (act == Act.ClaimPocket)
            for (uint256 i = 0; i < pockets.length; ++i) _claimPocket(pockets[i], who);
        if (act == Act.Fail) failing.setDown(true);
        if (act == Act.Recover) failing.setDown(false);
        if (act == Act.FailForAnHour) _forAnHour(true, abi.encodeCall(vault.quarantine, (failing)));
        if (act == Act.ReadForAnHour) _forAnHour(false, abi.encodeCall(vault.readmit, (failing)));
        if (vault.books().aside > 0) {
            if (act == Act.Salvage) _salvage(abi.encodeCall(failing.withdrawAtFloor, (_part(seed), 0)));
            if (act == Act.StartExit && failing.exitingUnits() == 0) {
                _salvage(abi.encodeCall(failing.startExit, (_part(seed))));
            }
            if (act == Act.FinishExit) failing.finishExit();
        } else if (readable) {
            if (act == Act.Allocate) _allocateSome(seed);
            if (act == Act.Deallocate) _deallocateSome(seed);
        }
        if (act == Act.Wait) vm.warp(block.timestamp + bound(seed, 1, 3 hours));
    }

    function _redeemUpTo(address who, uint256 seed) private {
        uint256 most = vault.maxRedeem(who);
        if (most > 1e12) _redeem(who, bound(seed, 1e12, most));
    }

    /// Goes through where strategies can return at once what the shares are worth.
    function _redeemForItsWorth(address who, uint256 seed) private {
        uint256 shares = vault.balanceOf(who);
        if (shares < 1e12) return;
        shares = bound(seed, 1e12, shares);
        uint256 least = vault.previewRedeem(shares);
        if (least < 1e3) return;
        vm.prank(who);
        (bool done, ) = address(vault).call(
            abi.encodeWithSignature("redeem(uint256,address,address,uint256)", shares, who, who, least - 10)
        );
        done;
    }

    function _settleSome(uint256 seed) private {
        _watch();
        _watch();
        uint256 most = vault.maxRedeem(address(queue));
        if (most > 1e12) queue.settle(bound(seed, 1e12, most));
    }

    function _claimRequests() private {
        _claim(CAROL);
        for (uint256 id = 1; id <= queue.open(); ++id) {
            SidePocket[] memory held = queue.pocketsOf(id);
            for (uint256 i = 0; i < held.length; ++i) {
                vm.prank(CAROL);
                (bool done, ) = address(queue).call(
                    abi.encodeCall(queue.claimPocket, (id, held[i], CAROL, CAROL))
                );
                done;
            }
        }
    }

    function _moveClaims(address who, uint256 seed) private {
        if (pockets.length == 0) return;
        SidePocket pocket = pockets[seed % pockets.length];
        uint256 claims = bound(seed, 0, pocket.balanceOf(who));
        uint256 worth = _wealth(who);
        vm.prank(who);
        pocket.transfer(address(this), claims);
        assertLe(_wealth(who), worth, "what goes, goes");
        pocket.transfer(who, claims);
    }

    function _allocateSome(uint256 seed) private {
        uint256 reserved = vault.convertToAssets(queue.pendingShares());
        uint256 idle = vault.idleUnits();
        if (idle < reserved + 1e15) return;
        vm.prank(KEEPER);
        vault.allocate(failing, bound(seed, 1, idle - reserved - 1e9));
    }

    function _deallocateSome(uint256 seed) private {
        uint256 units = _part(seed);
        if (units == 0) return;
        vm.prank(KEEPER);
        vault.deallocate(failing, units, 0);
    }

    function _salvage(bytes memory call) private {
        vm.prank(KEEPER);
        vault.salvage(failing, call);
    }

    /// Somebody tells twice; refusals are what they are.
    function _forAnHour(bool down, bytes memory call) private {
        failing.setDown(down);
        for (uint256 i = 0; i < 2; ++i) {
            vm.warp(block.timestamp + i * 1 hours);
            vm.prank(CAROL, CAROL);
            (bool done, ) = address(vault).call(call);
            done;
        }
    }

    function _noteNewPockets() private {
        if (vault.books().aside == 0) return;
        SidePocket pocket = vault.sidePocket(0);
        bool noted = pockets.length > 0 && address(pockets[pockets.length - 1]) == address(pocket);
        if (!noted) pockets.push(pocket);
    }

    /// Some of what the failing strategy holds and does not owe its slow way out.
    function _part(uint256 seed) private view returns (uint256) {
        uint256 free = token.balanceOf(address(failing)) - failing.exitingUnits();
        return bound(seed, 0, free);
    }

    /// Whether the vault can say what it is worth.
    function _readable() private view returns (bool) {
        return !failing.down() || vault.books().aside > 0;
    }

    /// What the vault itself holds and what its strategies hold that are not aside.
    function _real() private view returns (uint256 units) {
        units = vault.idleUnits();
        IStrategy[] memory listed = vault.strategies();
        for (uint256 i = 0; i < listed.length; ++i) units += token.balanceOf(address(listed[i]));
    }

    /// Somebody's part of everything, through shares and claims, and through the queue where that is Carol.
    function _wealth(address who) private returns (uint256 units) {
        units = _held(who);
        if (who == CAROL) units += _held(address(queue));
    }

    function _held(address who) private returns (uint256 units) {
        uint256 supply = vault.totalSupply();
        uint256 shares = vault.balanceOf(who);
        units = token.balanceOf(who);
        if (supply > 0) units += (_real() * shares) / supply;
        for (uint256 i = 0; i < pockets.length; ++i) {
            SidePocket pocket = pockets[i];
            pocket.sync();
            uint256 claims = pocket.balanceOf(who);
            units += pocket.claimable(who);
            if (supply > 0) {
                claims += (pocket.balanceOf(address(vault)) * shares) / supply;
                units += (pocket.claimable(address(vault)) * shares) / supply;
            }
            bool aside = vault.homeOf(address(failing)) == address(pocket);
            if (aside) units += (token.balanceOf(address(failing)) * claims) / pocket.totalSupply();
        }
    }
}
