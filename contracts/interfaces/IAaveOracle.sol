// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Aave's price oracle, as Keel calls it
/// @notice Prices are in the base currency, scaled by `BASE_CURRENCY_UNIT`.
interface IAaveOracle {
    /// @notice The currency of prices: a token's address, or zero for US dollars.
    function BASE_CURRENCY() external view returns (address);

    /// @notice One unit of the base currency: 1e18 for WETH, 1e8 for US dollars.
    function BASE_CURRENCY_UNIT() external view returns (uint256);

    /// @notice Price of one whole `asset`. It carries no age.
    function getAssetPrice(address asset) external view returns (uint256);
}
