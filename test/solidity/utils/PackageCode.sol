// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {vm} from "./Vm.sol";

/// @notice Genuine contracts of npm packages, deployed from the creation code that the package ships.
library PackageCode {
    /// @param artifact path below node_modules of a JSON file with a `bytecode`
    function deploy(string memory artifact, bytes memory arguments) internal returns (address deployed) {
        string memory path = string.concat(vm.projectRoot(), "/node_modules/", artifact);
        bytes memory code = bytes.concat(vm.parseJsonBytes(vm.readFile(path), ".bytecode"), arguments);
        assembly ("memory-safe") {
            deployed := create(0, add(code, 32), mload(code))
        }
        require(deployed != address(0), "creation failed");
    }
}
