// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";

/// @title rsETH of Kelp, its deposit pool, its withdrawal manager and its oracle, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of Kelp-DAO/LRT-rsETH (LRTDepositPool, LRTWithdrawalManager,
/// LRTOracle), whose deployed code is not recorded. One contract answers for all of them.
///
/// Left out: assets but stETH, node delegators, instant withdrawals, and how rsETH's price is arrived at (the operator says it,
/// early or late). What lies here is what there is to redeem with.
contract Kelp is ERC20 {
    struct WithdrawalRequest {
        uint256 rsETHUnstaked;
        uint256 expectedAssetAmount;
        uint256 withdrawalStartBlock;
    }

    struct Nonces {
        uint128 begin;
        uint128 end;
        mapping(uint128 index => uint256 nonce) items;
    }

    uint256 private constant WAD = 1e18;

    IERC20 public immutable steth;
    /// @notice Who reports prices, unlocks requests, sets limits and pauses.
    address public immutable operator;
    uint256 public immutable withdrawalDelayBlocks;
    /// @notice ETH per rsETH as last reported, WAD.
    uint256 public rsETHPrice = WAD;
    uint256 private _stethPrice = WAD;
    uint256 private _depositLimit = type(uint256).max;
    bool public paused;

    uint256 private _committed;
    uint256 private _nextNonce;
    uint256 private _nextLocked;
    uint256 private _least;
    mapping(uint256 nonce => WithdrawalRequest) private _requests;
    mapping(address user => Nonces) private _nonces;

    error OnlyOperator();
    error ContractPaused();
    error AssetNotSupported();
    error MaximumDepositLimitReached();
    error MinimumAmountToReceiveNotMet();
    error InvalidAmountToWithdraw();
    error ExceedAmountToWithdraw();
    error NoWithdrawalRequests();
    error WithdrawalLocked();
    error WithdrawalDelayNotPassed();

    modifier onlyOperator() {
        if (msg.sender != operator) revert OnlyOperator();
        _;
    }

    modifier supported(address asset) {
        if (paused) revert ContractPaused();
        if (asset != address(steth)) revert AssetNotSupported();
        _;
    }

    constructor(IERC20 steth_, address operator_, uint256 delayBlocks) ERC20("rsETH", "rsETH") {
        (steth, operator, withdrawalDelayBlocks) = (steth_, operator_, delayBlocks);
    }

    // ------------------------------------------------------------------ deposit pool

    function depositAsset(
        address asset,
        uint256 amount,
        uint256 minExpected,
        string calldata
    ) external supported(asset) {
        if (amount > getAssetCurrentLimit(asset)) revert MaximumDepositLimitReached();
        uint256 minted = (amount * _stethPrice) / rsETHPrice;
        if (minted < minExpected) revert MinimumAmountToReceiveNotMet();
        steth.transferFrom(msg.sender, address(this), amount);
        _mint(msg.sender, minted);
    }

    function getAssetCurrentLimit(address) public view returns (uint256) {
        uint256 held = steth.balanceOf(address(this));
        return held > _depositLimit ? 0 : _depositLimit - held;
    }

    // ------------------------------------------------------------------ withdrawal manager

    function initiateWithdrawal(address asset, uint256 amount, string calldata) external supported(asset) {
        if (amount == 0 || amount < _least) revert InvalidAmountToWithdraw();
        _transfer(msg.sender, address(this), amount);
        uint256 expected = getExpectedAssetAmount(asset, amount);
        if (expected > getAvailableAssetAmount(asset)) revert ExceedAmountToWithdraw();
        _committed += expected;
        _requests[_nextNonce] = WithdrawalRequest(amount, expected, block.number);
        Nonces storage nonces = _nonces[msg.sender];
        nonces.items[nonces.end++] = _nextNonce++;
    }

    function completeWithdrawal(address asset, string calldata) external supported(asset) {
        _complete(msg.sender);
    }

    function completeWithdrawalForUser(
        address asset,
        address user,
        string calldata
    ) external onlyOperator supported(asset) {
        _complete(user);
    }

    function userAssociatedNonces(address, address user) external view returns (uint128 begin, uint128 end) {
        return (_nonces[user].begin, _nonces[user].end);
    }

    function getUserWithdrawalRequest(
        address,
        address user,
        uint256 index
    ) external view returns (uint256, uint256, uint256, uint256 nonce) {
        nonce = _nonces[user].items[_nonces[user].begin + uint128(index)];
        WithdrawalRequest memory r = _requests[nonce];
        return (r.rsETHUnstaked, r.expectedAssetAmount, r.withdrawalStartBlock, nonce);
    }

    function nextLockedNonce(address) external view returns (uint256) {
        return _nextLocked;
    }

    function minRsEthAmountToWithdraw(address) external view returns (uint256) {
        return _least;
    }

    function getExpectedAssetAmount(address, uint256 amount) public view returns (uint256) {
        return (amount * rsETHPrice) / _stethPrice;
    }

    function getAvailableAssetAmount(address) public view returns (uint256) {
        uint256 held = steth.balanceOf(address(this));
        return held > _committed ? held - _committed : 0;
    }

    // ------------------------------------------------------------------ the operator

    /// @notice Pushes what rsETH redeems for; it may be late.
    function report(uint256 price) external onlyOperator {
        rsETHPrice = price;
    }

    function setStethPrice(uint256 price) external onlyOperator {
        _stethPrice = price;
    }

    /// @notice Unlocks every request whose delay is over, at the lower of the price it was made at and the current one.
    function unlockQueue() external onlyOperator {
        for (; _nextLocked < _nextNonce; ++_nextLocked) {
            WithdrawalRequest storage r = _requests[_nextLocked];
            if (block.number < r.withdrawalStartBlock + withdrawalDelayBlocks) return;
            uint256 worth = getExpectedAssetAmount(address(steth), r.rsETHUnstaked);
            if (worth < r.expectedAssetAmount) {
                _committed -= r.expectedAssetAmount - worth;
                r.expectedAssetAmount = worth;
            }
            _burn(address(this), r.rsETHUnstaked);
        }
    }

    function setDepositLimit(uint256 limit) external onlyOperator {
        _depositLimit = limit;
    }

    function setLeast(uint256 least) external onlyOperator {
        _least = least;
    }

    function setPaused(bool paused_) external onlyOperator {
        paused = paused_;
    }

    function _complete(address user) private {
        Nonces storage nonces = _nonces[user];
        if (nonces.begin == nonces.end) revert NoWithdrawalRequests();
        uint256 nonce = nonces.items[nonces.begin++];
        if (nonce >= _nextLocked) revert WithdrawalLocked();
        WithdrawalRequest memory r = _requests[nonce];
        if (block.number < r.withdrawalStartBlock + withdrawalDelayBlocks) revert WithdrawalDelayNotPassed();
        delete _requests[nonce];
        _committed -= r.expectedAssetAmount;
        steth.transfer(user, r.expectedAssetAmount);
    }
}
