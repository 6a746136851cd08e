// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title steCRV, the LP token of the Curve ETH/stETH pool
/// @notice Grade: unproven. The mainnet token's code (0x06325440D014e39736583c165C2963BA99fAf14E) is not recorded;
/// this is an ERC-20 that its minter, the pool, mints and burns without allowance, as Curve documents. One token under both
/// the recorded pool and our port is what makes the pool's proof possible.
contract CurveToken is ERC20 {
    address public minter;

    error OnlyMinter();

    modifier onlyMinter() {
        if (msg.sender != minter) revert OnlyMinter();
        _;
    }

    /// @notice The deployer is the first minter.
    constructor() ERC20("Curve.fi ETH/stETH", "steCRV") {
        minter = msg.sender;
    }

    /// @notice Hands minting and burning to `newMinter`, the pool.
    function set_minter(address newMinter) external onlyMinter {
        minter = newMinter;
    }

    /// @notice Mints `value` (1e18) to `to`.
    function mint(address to, uint256 value) external onlyMinter returns (bool) {
        _mint(to, value);
        return true;
    }

    /// @notice Burns `value` (1e18) of `from`, no allowance asked. Reverts above the balance.
    function burnFrom(address from, uint256 value) external onlyMinter returns (bool) {
        _burn(from, value);
        return true;
    }
}
