// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may opt in to what: operators to vaults, and operators to networks
/// @notice Source: symbioticfi/core 1.0, `IOptInService`
interface ISymbioticOptIn {
    function isOptedIn(address who, address where) external view returns (bool);
}

/// @title A network-restake delegator: how much of a vault's stake stands for which network, by which operator
/// @notice A subnetwork is a network's address followed by 96 bits of its own numbering.
/// Source: symbioticfi/core 1.0, `IBaseDelegator` and `INetworkRestakeDelegator`
interface ISymbioticDelegator {
    // solhint-disable-next-line func-name-mixedcase
    function OPERATOR_VAULT_OPT_IN_SERVICE() external view returns (ISymbioticOptIn);

    // solhint-disable-next-line func-name-mixedcase
    function OPERATOR_NETWORK_OPT_IN_SERVICE() external view returns (ISymbioticOptIn);

    /// @notice The most stake that may stand for the network, wei. Setting it is its role's.
    function networkLimit(bytes32 subnetwork) external view returns (uint256);

    function setNetworkLimit(bytes32 subnetwork, uint256 amount) external;

    /// @notice The operator's part of what stands for the network, in shares. Setting it is its role's.
    function operatorNetworkShares(bytes32 subnetwork, address operator) external view returns (uint256);

    function setOperatorNetworkShares(bytes32 subnetwork, address operator, uint256 shares) external;
}
