// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title Who may act for whom (ERC-7540); the interface id is 0xe3bc4e65.
/// @notice An operator controls an account's requests and claims, and may request with its shares.
/// Source: https://eips.ethereum.org/EIPS/eip-7540
interface IERC7540Operator {
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    function isOperator(address controller, address operator) external view returns (bool);

    /// @return always true
    function setOperator(address operator, bool approved) external returns (bool);
}

/// @title Redemptions that are asked for first and claimed later (ERC-7540); the interface id is 0x620ee8e4.
/// @notice A request is known by its id and its controller. Requests of one id become claimable at one time and one price.
interface IERC7540Redeem {
    event RedeemRequest(
        address indexed controller,
        address indexed owner,
        uint256 indexed requestId,
        address sender,
        uint256 shares
    );

    /// @notice Takes `shares` of `owner`'s into the queue for `controller` to claim what they fetch.
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external returns (uint256 requestId);

    /// @return shares that wait for settlement
    function pendingRedeemRequest(
        uint256 requestId,
        address controller
    ) external view returns (uint256 shares);

    /// @return shares that are settled and not yet claimed
    function claimableRedeemRequest(
        uint256 requestId,
        address controller
    ) external view returns (uint256 shares);
}
