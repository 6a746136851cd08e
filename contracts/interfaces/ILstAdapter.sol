// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How a vault reads a staked token's family: rebasing (stETH) or rate-bearing (wstETH, rETH, …).
/// @notice `units` is the claim in the form that does not rebase (Lido shares, wstETH), scale 1e18; `assets` is the amount
/// that the token shows. Every conversion asks the token's own contract. Stateless: a vault of another token differs only
/// in the adapter that it names.
interface ILstAdapter {
    /// @return token the ERC-20 that this adapter reads
    function token() external view returns (address token);

    /// @return true where units leave by `transferShares`, false where they leave by `transfer`
    function rebasing() external view returns (bool);

    /// @return units that `assets` are worth, rounded down: what the token itself moves for that amount
    function toUnits(uint256 assets) external view returns (uint256 units);

    /// @return units the fewest that are worth at least `assets`
    function toUnitsUp(uint256 assets) external view returns (uint256 units);

    /// @return assets that `units` show as, rounded down
    function toAssets(uint256 units) external view returns (uint256 assets);

    /// @return assets the fewest that move at least `units`
    function toAssetsUp(uint256 units) external view returns (uint256 assets);

    /// @return units that `account` holds
    function unitsOf(address account) external view returns (uint256 units);
}
