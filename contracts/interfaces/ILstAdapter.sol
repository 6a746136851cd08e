// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How a vault reads a staked token's family: rebasing (stETH) or rate-bearing (wstETH, rETH, …).
/// @notice `units` is the claim in the form that does not rebase (Lido shares, wstETH), scale 1e18; `assets` is the amount
/// that the token shows. Conversions between them ask the token's own contract; where the token does not rebase they are the
/// identity and `unitsOf` is `balanceOf`, so that a vault need not ask. A vault of another token differs only in the adapter
/// that it names.
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

    /// @return rate what one unit (1e18) redeems for at its own protocol, in the coin that was staked, WAD; refused by name
    /// where it cannot be relied on
    function redemptionRate() external view returns (uint256 rate);

    /// @return true where that rate is pushed by a reporter, and so may be late or wrong: then a vault takes no deposits while it
    /// is refused. False where the protocol's own books answer
    function ratePushed() external view returns (bool);
}
