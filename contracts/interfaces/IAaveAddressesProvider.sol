// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title The registry of one Aave v3 market; its answers can change by governance
interface IAaveAddressesProvider {
    /// @notice The market's pool.
    function getPool() external view returns (address);

    /// @notice The market's price oracle.
    function getPriceOracle() external view returns (address);
}
