// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Curve's minter, which turns what gauges accounted into CRV
/// @notice Source: https://docs.curve.finance (Minter, 0xd061D61a4d941c39E5453435B6345Dc261C2fcE0)
interface ICurveMinter {
    /// @notice CRV.
    function token() external view returns (address);

    /// @notice Mints the caller what `gauge` accounted to it.
    function mint(address gauge) external;

    /// @notice CRV minted to `account` for `gauge` so far.
    function minted(address account, address gauge) external view returns (uint256);
}
