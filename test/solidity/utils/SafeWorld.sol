// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {KeelWorld} from "./KeelWorld.sol";
import {PackageCode} from "./PackageCode.sol";
import {vm} from "./Vm.sol";

/// @notice Safe 1.4.1, as its owners and whoever sends what they signed call it.
interface ISafe {
    function setup(
        address[] calldata owners,
        uint256 threshold,
        address to,
        bytes calldata data,
        address fallbackHandler,
        address paymentToken,
        uint256 payment,
        address payable paymentReceiver
    ) external;

    function execTransaction(
        address to,
        uint256 value,
        bytes calldata data,
        uint8 operation,
        uint256 safeTxGas,
        uint256 baseGas,
        uint256 gasPrice,
        address gasToken,
        address payable refundReceiver,
        bytes calldata signatures
    ) external payable returns (bool success);

    function approveHash(bytes32 hash) external;

    function nonce() external view returns (uint256);

    function getTransactionHash(
        address to,
        uint256 value,
        bytes calldata data,
        uint8 operation,
        uint256 safeTxGas,
        uint256 baseGas,
        uint256 gasPrice,
        address gasToken,
        address refundReceiver,
        uint256 nonce
    ) external view returns (bytes32);
}

interface ISafeProxyFactory {
    function createProxyWithNonce(
        address singleton,
        bytes calldata initializer,
        uint256 salt
    ) external returns (ISafe safe);
}

/// @notice A vault that is about to be owned by a genuine Safe, which does what two of its three owners sign.
abstract contract SafeWorld is KeelWorld {
    string private constant SAFE = "@safe-global/safe-contracts/build/artifacts/contracts/";

    ISafe internal safe;
    /// The owners' keys, in the order of their addresses: the order in which a Safe wants signatures.
    uint256[3] internal keys;

    function setUp() public virtual override {
        super.setUp();
        keys = _sorted([uint256(0xA1), 0xB2, 0xC3]);
        address[] memory owners = new address[](3);
        for (uint256 i = 0; i < 3; ++i) owners[i] = vm.addr(keys[i]);
        address singleton = PackageCode.deploy(string.concat(SAFE, "Safe.sol/Safe.json"), "");
        ISafeProxyFactory factory = ISafeProxyFactory(
            PackageCode.deploy(string.concat(SAFE, "proxies/SafeProxyFactory.sol/SafeProxyFactory.json"), "")
        );
        bytes memory first = abi.encodeCall(
            ISafe.setup,
            (owners, 2, address(0), "", address(0), address(0), 0, payable(0))
        );
        safe = factory.createProxyWithNonce(singleton, first, 0);
    }

    /// The owner at `signer` signs the Safe's next call of the vault.
    function _signed(uint256 signer, bytes memory call) internal view returns (bytes memory signature) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(keys[signer], _hashOf(call));
        return abi.encodePacked(r, s, v);
    }

    /// What the owners sign of the Safe's next call of the vault.
    function _hashOf(bytes memory call) internal view returns (bytes32) {
        address to = address(vault);
        return safe.getTransactionHash(to, 0, call, 0, 0, 0, 0, address(0), address(0), safe.nonce());
    }

    /// Somebody sends a call of the vault with what was signed of it.
    function _send(bytes memory call, bytes memory signatures) internal {
        safe.execTransaction(address(vault), 0, call, 0, 0, 0, 0, address(0), payable(0), signatures);
    }

    /// Two of the three sign a call of the vault: all but the one at `absent`.
    function _bySafe(bytes memory call, uint256 absent) internal {
        _send(call, _signedByAllBut(call, absent));
    }

    function _signedByAllBut(bytes memory call, uint256 absent) internal view returns (bytes memory all) {
        for (uint256 i = 0; i < 3; ++i) if (i != absent % 3) all = bytes.concat(all, _signed(i, call));
    }

    function _sorted(uint256[3] memory list) private pure returns (uint256[3] memory) {
        for (uint256 round = 0; round < 2; ++round)
            for (uint256 i = 0; i < 2; ++i)
                if (vm.addr(list[i]) > vm.addr(list[i + 1])) (list[i], list[i + 1]) = (list[i + 1], list[i]);
        return list;
    }
}
