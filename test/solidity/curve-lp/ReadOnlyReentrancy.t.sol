// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ICurveStethPool} from "../../../contracts/interfaces/ICurveStethPool.sol";
import {CurveLpStrategy} from "../../../contracts/strategies/curve-lp/CurveLpStrategy.sol";
import {PoolLock} from "../../../contracts/strategies/curve-lp/PoolLock.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {vm} from "../utils/Vm.sol";
import {NgPoolWorld} from "./NgPoolWorld.sol";
import {StethPoolWorld} from "./StethPoolWorld.sol";

/// @notice Takes liquidity out of the classic pool and tries everything while the pool pays its ether: what emptied lenders in
/// 2022 and 2023.
contract MidCallReader {
    ICurveStethPool private immutable _pool;
    CurveLpStrategy private immutable _position;
    KeelVault private immutable _vault;

    bool public entered;
    uint256 public virtualPriceInside;
    /// Of the calls below, those that were answered.
    string[] public answered;
    bytes4 public refusal;

    constructor(ICurveStethPool pool, CurveLpStrategy position, KeelVault vault) {
        (_pool, _position, _vault) = (pool, position, vault);
    }

    function attack(uint256 lp) external {
        _pool.remove_liquidity(lp, [uint256(0), 0]);
    }

    receive() external payable {
        _tryEverything();
    }

    function answeredCount() external view returns (uint256) {
        return answered.length;
    }

    function _tryEverything() private {
        entered = true;
        virtualPriceInside = _pool.get_virtual_price();
        _try("entryUnits", address(_position), abi.encodeCall(_position.entryUnits, ()));
        _try("exitUnits", address(_position), abi.encodeCall(_position.exitUnits, ()));
        _try("withdrawLimit", address(_position), abi.encodeCall(_position.withdrawLimit, ()));
        _try("depositLimit", address(_position), abi.encodeCall(_position.depositLimit, ()));
        _try("risk", address(_position), abi.encodeCall(_position.risk, ()));
        _try("check", address(_position), abi.encodeCall(_position.check, ()));
        _try("observe", address(_position), abi.encodeCall(_position.observe, ()));
        _try("totalAssets", address(_vault), abi.encodeCall(_vault.totalAssets, ()));
        _try("deposit", address(_vault), abi.encodeCall(_vault.deposit, (1e18, address(this))));
        _try("quarantine", address(_vault), abi.encodeCall(_vault.quarantine, (_position)));
        _try("recognise", address(_vault), abi.encodeCall(_vault.recognise, ()));
    }

    function _try(string memory name, address to, bytes memory call) private {
        (bool ok, bytes memory reason) = to.call(call);
        if (ok) answered.push(name);
        else refusal = bytes4(reason);
    }
}

/// @notice A share of a skewed pool, read from inside it and from outside.
/// @dev Proves CLP-02, INC-05, VLT-15, VLT-16.
contract ReadOnlyReentrancyTest is StethPoolWorld {
    function test_CLP_02_INC_05_nothingCanBeReadOrBoughtWhileThePoolIsInsideACall() public {
        _inPool(900e18);
        MidCallReader reader = new MidCallReader(CURVE, lp, vault);
        IERC20 lpToken = lp.lpToken();
        uint256 amount = lpToken.balanceOf(LIQUIDITY_PROVIDER) / 2;
        vm.prank(LIQUIDITY_PROVIDER);
        lpToken.transfer(address(reader), amount);
        uint256 outside = CURVE.get_virtual_price();

        reader.attack(amount);

        assertTrue(reader.entered(), "the pool paid its ether in mid-call");
        assertGt(
            reader.virtualPriceInside(),
            (outside * 13) / 10,
            "where its own virtual price is a third too high"
        );
        assertEq(reader.answeredCount(), 0, "nothing that rests on it answers there");
        assertEq(
            bytes32(reader.refusal()),
            bytes32(PoolLock.PoolLocked.selector),
            "and the refusal says why"
        );
        assertGt(lp.entryUnits(), 0, "a moment later everything answers again");
    }

    function test_CLP_02_theProbeAsksForEnoughGasToTellALockFromAShortage(uint256 gas) public {
        _inPool(100e18);
        gas = bound(gas, 1_000, 400_000);
        uint256 shown = lp.exitUnits();
        (bool answered, bytes memory answer) = address(lp).staticcall{gas: gas}(
            abi.encodeCall(lp.exitUnits, ())
        );
        if (answered) assertEq(abi.decode(answer, (uint256)), shown, "VLT-16: the whole truth");
    }
}

/// @dev Proves CLP-02 for an NG pool, which guards its virtual price itself.
contract ReadOnlyReentrancyNgTest is NgPoolWorld {
    function test_CLP_02_anNgPoolRefusesItsVirtualPriceInsideACall() public {
        _inPool(100e18);
        // The guard's slot (ERC-7201, OpenZeppelin's ReentrancyGuard), as it stands inside a call.
        bytes32 slot = 0x9b779b17422d0df92223018b32b4d1fa46e071723d6817e2486d003becc55f00;
        vm.store(address(ng), slot, bytes32(uint256(2)));
        vm.expectRevert();
        lp.entryUnits();
        vm.expectRevert();
        lp.exitUnits();
        vm.store(address(ng), slot, bytes32(uint256(1)));
        assertGt(lp.entryUnits(), 0, "and answers again outside");
    }
}
