// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {WstETH} from "../../../contracts/devnet/WstETH.sol";
import {WstethAdapter} from "../../../contracts/lst/WstethAdapter.sol";
import {LidoUnits} from "../../../contracts/strategies/LidoUnits.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {vm} from "../utils/Vm.sol";
import {SequencesTest} from "./Sequences.t.sol";

/// @notice What is proven of a stETH vault that restakes, proven of a wstETH vault by the very same test.
contract WstethSequencesTest is SequencesTest {
    function setUp() public override {
        super.setUp();
        _wrapFor([ALICE, BOB, CAROL], 1000e18);
    }

    function test_VLT_13_aPositionServesNoVaultOfATokenThatIsNotLidos() public {
        WstETH other = new WstETH(STETH);
        KeelVault stranger = _vaultOf(new WstethAdapter(other));
        vm.expectRevert(abi.encodeWithSelector(LidoUnits.NotLidoVault.selector, address(other)));
        _restakingIn(stranger);
    }

    function _newVault() internal override returns (KeelVault) {
        token = WSTETH;
        return _vaultOf(new WstethAdapter(WSTETH));
    }

    function _vaultOf(WstethAdapter adapter) private returns (KeelVault) {
        return new KeelVault(adapter, "Keel restaked wstETH", "krwstETH", OWNER, 0.5e18, 100_000e18, 15 days);
    }
}
