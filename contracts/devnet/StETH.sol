// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Permit.sol";
import {Nonces} from "@openzeppelin/contracts/utils/Nonces.sol";
import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {SignatureChecker} from "@openzeppelin/contracts/utils/cryptography/SignatureChecker.sol";
import {IStETH} from "../interfaces/IStETH.sol";

/// @title stETH's ledger: shares of a pool of ether, shown as ether
/// @notice Everything stored is in shares except allowances, which are in stETH. A transfer of stETH moves
/// floor(amount · totalShares / totalPooledEther) shares, so balances can move by 1-2 wei less than named.
/// Every allowance is spent, an infinite one too. Reasons of reverts are Lido's of October 2022.
abstract contract StETH is IStETH, IERC20Metadata, IERC20Permit, EIP712, Nonces {
    bytes32 private constant PERMIT_TYPEHASH = keccak256(
        "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
    );

    mapping(address account => uint256) private shares;
    mapping(address owner => mapping(address spender => uint256)) private allowances;
    uint256 private totalShares;

    /// @notice Shares moved, beside every `Transfer` of stETH.
    event TransferShares(address indexed from, address indexed to, uint256 sharesValue);

    constructor() EIP712("Liquid staked Ether 2.0", "2") {}

    /// @inheritdoc IStETH
    function getTotalPooledEther() public view virtual returns (uint256);

    function name() external pure returns (string memory) {
        return "Liquid staked Ether 2.0";
    }

    function symbol() external pure returns (string memory) {
        return "stETH";
    }

    function decimals() external pure returns (uint8) {
        return 18;
    }

    /// @inheritdoc IERC20
    function totalSupply() external view returns (uint256) {
        return getTotalPooledEther();
    }

    /// @inheritdoc IERC20
    function balanceOf(address account) external view returns (uint256) {
        return getPooledEthByShares(shares[account]);
    }

    /// @inheritdoc IStETH
    function sharesOf(address account) external view returns (uint256) {
        return shares[account];
    }

    /// @inheritdoc IStETH
    function getTotalShares() public view returns (uint256) {
        return totalShares;
    }

    /// @inheritdoc IStETH
    function getSharesByPooledEth(uint256 ethAmount) public view returns (uint256) {
        uint256 pooled = getTotalPooledEther();
        return pooled == 0 ? 0 : (ethAmount * totalShares) / pooled;
    }

    /// @inheritdoc IStETH
    function getPooledEthByShares(uint256 sharesAmount) public view returns (uint256) {
        return totalShares == 0 ? 0 : (sharesAmount * getTotalPooledEther()) / totalShares;
    }

    /// @inheritdoc IERC20
    function transfer(address recipient, uint256 amount) external returns (bool) {
        _transfer(msg.sender, recipient, amount);
        return true;
    }

    /// @inheritdoc IERC20
    function transferFrom(address sender, address recipient, uint256 amount) external returns (bool) {
        uint256 left = _allowanceLeft(sender, amount);
        _transfer(sender, recipient, amount);
        _approve(sender, msg.sender, left);
        return true;
    }

    /// @inheritdoc IStETH
    function transferShares(address recipient, uint256 sharesAmount) external returns (uint256 tokensAmount) {
        _moveShares(msg.sender, recipient, sharesAmount);
        tokensAmount = getPooledEthByShares(sharesAmount);
        emit TransferShares(msg.sender, recipient, sharesAmount);
        emit Transfer(msg.sender, recipient, tokensAmount);
    }

    /// @inheritdoc IStETH
    /// @dev Lido added it after October 2022; recorded code has no counterpart.
    function transferSharesFrom(
        address sender,
        address recipient,
        uint256 sharesAmount
    ) external returns (uint256 tokensAmount) {
        tokensAmount = getPooledEthByShares(sharesAmount);
        _approve(sender, msg.sender, _allowanceLeft(sender, tokensAmount));
        _moveShares(sender, recipient, sharesAmount);
        _announce(sender, recipient, tokensAmount, sharesAmount);
    }

    /// @inheritdoc IERC20
    function allowance(address owner, address spender) external view returns (uint256) {
        return allowances[owner][spender];
    }

    /// @inheritdoc IERC20
    function approve(address spender, uint256 amount) external returns (bool) {
        _approve(msg.sender, spender, amount);
        return true;
    }

    /// @notice Raises the caller's allowance to `spender` by `addedValue` of stETH.
    function increaseAllowance(address spender, uint256 addedValue) external returns (bool) {
        _approve(msg.sender, spender, allowances[msg.sender][spender] + addedValue);
        return true;
    }

    /// @notice Lowers the caller's allowance to `spender` by `subtractedValue` of stETH.
    function decreaseAllowance(address spender, uint256 subtractedValue) external returns (bool) {
        uint256 current = allowances[msg.sender][spender];
        require(current >= subtractedValue, "DECREASED_ALLOWANCE_BELOW_ZERO");
        _approve(msg.sender, spender, current - subtractedValue);
        return true;
    }

    /// @inheritdoc IERC20Permit
    /// @dev As stETH has it since May 2023; contracts may sign by ERC-1271.
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external {
        require(block.timestamp <= deadline, "DEADLINE_EXPIRED");
        bytes32 digest = _hashTypedDataV4(
            keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, _useNonce(owner), deadline))
        );
        bytes memory signature = abi.encodePacked(r, s, v);
        require(SignatureChecker.isValidSignatureNow(owner, digest, signature), "INVALID_SIGNATURE");
        _approve(owner, spender, value);
    }

    /// @inheritdoc IERC20Permit
    function nonces(address owner) public view override(IERC20Permit, Nonces) returns (uint256) {
        return super.nonces(owner);
    }

    /// @inheritdoc IERC20Permit
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev Books `sharesAmount` new shares; `_announce` tells of them, once the pooled ether is booked too.
    function _mintShares(address recipient, uint256 sharesAmount) internal {
        totalShares += sharesAmount;
        shares[recipient] += sharesAmount;
    }

    function _announce(
        address sender,
        address recipient,
        uint256 tokensAmount,
        uint256 sharesAmount
    ) internal {
        emit Transfer(sender, recipient, tokensAmount);
        emit TransferShares(sender, recipient, sharesAmount);
    }

    function _transfer(address sender, address recipient, uint256 amount) private {
        uint256 sharesAmount = getSharesByPooledEth(amount);
        _moveShares(sender, recipient, sharesAmount);
        _announce(sender, recipient, amount, sharesAmount);
    }

    function _moveShares(address sender, address recipient, uint256 sharesAmount) private {
        require(sender != address(0), "TRANSFER_FROM_THE_ZERO_ADDRESS");
        require(recipient != address(0), "TRANSFER_TO_THE_ZERO_ADDRESS");
        require(shares[sender] >= sharesAmount, "TRANSFER_AMOUNT_EXCEEDS_BALANCE");

        shares[sender] -= sharesAmount;
        shares[recipient] += sharesAmount;
    }

    function _approve(address owner, address spender, uint256 amount) private {
        require(owner != address(0), "APPROVE_FROM_ZERO_ADDRESS");
        require(spender != address(0), "APPROVE_TO_ZERO_ADDRESS");
        allowances[owner][spender] = amount;
        emit Approval(owner, spender, amount);
    }

    function _allowanceLeft(address owner, uint256 spent) private view returns (uint256) {
        uint256 current = allowances[owner][msg.sender];
        require(current >= spent, "TRANSFER_AMOUNT_EXCEEDS_ALLOWANCE");
        return current - spent;
    }
}
