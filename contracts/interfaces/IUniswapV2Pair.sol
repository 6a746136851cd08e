// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title A Uniswap v2 pair, as Keel calls it
/// @notice Amounts are in each token's own units. Source: https://docs.uniswap.org/contracts/v2/reference/smart-contracts/pair
interface IUniswapV2Pair {
    /// @notice The token whose address sorts first.
    function token0() external view returns (address);

    /// @notice The other token.
    function token1() external view returns (address);

    /// @notice What the pair held of each token after its last call, and that block's timestamp modulo 2^32.
    function getReserves()
        external
        view
        returns (uint112 reserve0, uint112 reserve1, uint32 blockTimestampLast);

    /// @notice Pays the amounts out to `to`; what was sent in before must cover them with the fee of 0.3%, or it reverts.
    function swap(uint256 amount0Out, uint256 amount1Out, address to, bytes calldata data) external;
}
