// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {vm} from "../utils/Vm.sol";

/// @notice An account whose named functions refuse, and which is otherwise the code that stood there: what a killed pool, a stopped
/// token or a paused gauge looks like to those who call it.
contract Obstructed {
    /// Where the original code is kept; far from any slot that a contract uses.
    bytes32 private constant ORIGINAL = keccak256("keel.test.obstructed.original");
    bytes32 private constant REFUSED = keccak256("keel.test.obstructed.refused");

    // solhint-disable-next-line no-complex-fallback
    fallback() external payable {
        bytes32 original = ORIGINAL;
        bytes32 refused = keccak256(abi.encode(REFUSED, msg.sig));
        assembly ("memory-safe") {
            if sload(refused) {
                revert(0, 0)
            }
            let free := mload(0x40)
            calldatacopy(free, 0, calldatasize())
            let ok := delegatecall(gas(), sload(original), free, calldatasize(), 0, 0)
            returndatacopy(free, 0, returndatasize())
            if ok {
                return(free, returndatasize())
            }
            revert(free, returndatasize())
        }
    }

    // solhint-disable-next-line no-complex-fallback
    receive() external payable {
        bytes32 original = ORIGINAL;
        assembly ("memory-safe") {
            if iszero(delegatecall(gas(), sload(original), 0, 0, 0, 0)) {
                revert(0, 0)
            }
        }
    }
}

/// @notice Puts {Obstructed} in an account's place.
library Obstruction {
    function refuse(address account, bytes4[] memory selectors) internal {
        address original = address(uint160(uint256(keccak256(abi.encode("original of", account)))));
        vm.etch(original, account.code);
        vm.etch(account, type(Obstructed).runtimeCode);
        vm.store(account, keccak256("keel.test.obstructed.original"), bytes32(uint256(uint160(original))));
        for (uint256 i = 0; i < selectors.length; ++i) {
            bytes32 slot = keccak256(abi.encode(keccak256("keel.test.obstructed.refused"), selectors[i]));
            vm.store(account, slot, bytes32(uint256(1)));
        }
    }
}
