// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A stable asset of the offline mainnet: OpenZeppelin's ERC-20 with six decimals and one issue
contract StableToken is ERC20 {
    /// @param supply in its own units, a millionth of a whole one
    constructor(address holder, uint256 supply) ERC20("Stable", "STB") {
        _mint(holder, supply);
    }

    function decimals() public pure override returns (uint8) {
        return 6;
    }
}
