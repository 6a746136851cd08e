// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title rETH's rate for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of 0xae78736Cd615f374D3085123A210448E74Fc6393
/// (rocket-pool/rocketpool v1), whose code is not recorded. The rate is that of the last report, whatever was minted
/// since.
///
/// Left out: the token itself, deposits with their fee, collateral and burning for ether.
contract RocketPoolETH {
    /// @notice Who reports: Rocket Pool's oracle nodes on mainnet.
    address public immutable oracle;
    /// @notice Ether of the whole network at the last report (wei).
    uint256 public getTotalETHBalance;
    /// @notice rETH in existence at the last report (wei).
    uint256 public getTotalRETHSupply;

    constructor(address oracle_) {
        oracle = oracle_;
    }

    /// @notice Books a report.
    function submitBalances(uint256 totalEth, uint256 rethSupply) external {
        require(msg.sender == oracle, "Invalid trusted node");
        getTotalETHBalance = totalEth;
        getTotalRETHSupply = rethSupply;
    }

    /// @notice Ether (wei) that one rETH is worth.
    function getExchangeRate() external view returns (uint256) {
        return getEthValue(1 ether);
    }

    /// @notice rETH that `ethAmount` is worth, rounded down.
    function getRethValue(uint256 ethAmount) external view returns (uint256) {
        if (getTotalRETHSupply == 0) return ethAmount;
        require(
            getTotalETHBalance > 0,
            "Cannot calculate rETH token amount while total network balance is zero"
        );
        return (ethAmount * getTotalRETHSupply) / getTotalETHBalance;
    }

    /// @notice Ether that `rethAmount` is worth, rounded down.
    function getEthValue(uint256 rethAmount) public view returns (uint256) {
        if (getTotalRETHSupply == 0) return rethAmount;
        return (rethAmount * getTotalETHBalance) / getTotalRETHSupply;
    }
}
