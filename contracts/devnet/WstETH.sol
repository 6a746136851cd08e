// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IWstETH} from "../interfaces/IWstETH.sol";

/// @title wstETH for the offline mainnet: Lido shares as a plain ERC-20
/// @notice Grade: unproven. Written from Lido's documentation; the code at 0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0
/// is not recorded. Its arithmetic is stETH's, which is proven. Permit is OpenZeppelin's.
contract WstETH is IWstETH, ERC20Permit {
    /// @notice The token wrapped.
    IStETH public immutable stETH;

    constructor(
        IStETH stETH_
    ) ERC20("Wrapped liquid staked Ether 2.0", "wstETH") ERC20Permit("Wrapped liquid staked Ether 2.0") {
        stETH = stETH_;
    }

    /// @notice Stakes the ether sent and mints the shares bought to the caller.
    receive() external payable {
        _mint(msg.sender, stETH.submit{value: msg.value}(address(0)));
    }

    /// @inheritdoc IWstETH
    function wrap(uint256 stETHAmount) external returns (uint256 wstETHAmount) {
        require(stETHAmount > 0, "wstETH: can't wrap zero stETH");
        wstETHAmount = stETH.getSharesByPooledEth(stETHAmount);
        _mint(msg.sender, wstETHAmount);
        require(stETH.transferFrom(msg.sender, address(this), stETHAmount));
    }

    /// @inheritdoc IWstETH
    /// @dev The stETH sent is rounded down twice, so up to 1 share stays behind.
    function unwrap(uint256 wstETHAmount) external returns (uint256 stETHAmount) {
        require(wstETHAmount > 0, "wstETH: zero amount unwrap not allowed");
        stETHAmount = stETH.getPooledEthByShares(wstETHAmount);
        _burn(msg.sender, wstETHAmount);
        require(stETH.transfer(msg.sender, stETHAmount));
    }

    /// @inheritdoc IWstETH
    function stEthPerToken() external view returns (uint256) {
        return stETH.getPooledEthByShares(1 ether);
    }

    /// @inheritdoc IWstETH
    function tokensPerStEth() external view returns (uint256) {
        return stETH.getSharesByPooledEth(1 ether);
    }

    /// @inheritdoc IWstETH
    function getWstETHByStETH(uint256 stETHAmount) external view returns (uint256) {
        return stETH.getSharesByPooledEth(stETHAmount);
    }

    /// @inheritdoc IWstETH
    function getStETHByWstETH(uint256 wstETHAmount) external view returns (uint256) {
        return stETH.getPooledEthByShares(wstETHAmount);
    }
}
