// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title OpenZeppelin's ERC-20 and nothing else: the asset on which vaults' gas is compared
contract PlainToken is ERC20("Plain", "PLAIN") {
    constructor() {
        _mint(msg.sender, 1_000_000e18);
    }
}
