// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {EtherfiEETH} from "./EtherfiEETH.sol";

/// @title weETH of ether.fi, its pool, its liquifier and its withdrawal requests, for the offline mainnet
/// @notice Grade: unproven. Written from the published behaviour of etherfi-protocol/smart-contracts (WeETH, LiquidityPool,
/// Liquifier, WithdrawRequestNFT), whose deployed code is not recorded. One contract answers for all of them but eETH.
///
/// Left out: any way in but stETH one to one, less a discount; the remainder of shares that a claim leaves; fees of requests,
/// validators, rate limits and roles (one manager stands for them). Claims are paid from ether that is sent here.
contract Etherfi is ERC20 {
    struct WithdrawRequest {
        uint96 amountOfEEth;
        uint96 shareOfEEth;
        bool isValid;
        uint32 feeGwei;
    }

    uint256 private constant BPS = 10_000;

    IERC20 public immutable steth;
    EtherfiEETH public immutable eETH;
    /// @notice Who reports, finalizes and pauses.
    address public immutable manager;
    uint256 public getTotalPooledEther;
    uint256 public totalShares;
    uint256 public discountInBasisPoints;
    bool public paused;

    uint256 private _lastId;
    uint256 private _lastFinalized;
    mapping(uint256 id => WithdrawRequest) private _requests;
    mapping(uint256 id => address) public ownerOf;

    error IncorrectCaller();
    error ContractPaused();
    error InvalidAmount();
    error NotAllowed();
    error NotFinalized();
    error NotValid();
    error NotOwner();
    error SendFail();

    modifier onlyManager() {
        if (msg.sender != manager) revert IncorrectCaller();
        _;
    }

    modifier whenNotPaused() {
        if (paused) revert ContractPaused();
        _;
    }

    constructor(IERC20 steth_, address manager_) ERC20("Wrapped eETH", "weETH") {
        (steth, manager) = (steth_, manager_);
        eETH = new EtherfiEETH();
    }

    receive() external payable {}

    // ------------------------------------------------------------------ liquifier

    function depositWithERC20(
        address token,
        uint256 amount,
        address
    ) external whenNotPaused returns (uint256 share) {
        if (token != address(steth)) revert NotAllowed();
        steth.transferFrom(msg.sender, address(this), amount);
        uint256 bought = (amount * (BPS - discountInBasisPoints)) / BPS;
        share = totalShares == 0 ? bought : sharesForAmount(bought);
        if (share == 0) revert InvalidAmount();
        getTotalPooledEther += bought;
        totalShares += share;
        eETH.mintShares(msg.sender, share);
    }

    function isTokenWhitelisted(address token) external view returns (bool) {
        return token == address(steth);
    }

    // ------------------------------------------------------------------ weETH

    function liquidityPool() external view returns (Etherfi) {
        return this;
    }

    function wrap(uint256 amount) external returns (uint256 weEthAmount) {
        weEthAmount = sharesForAmount(amount);
        _mint(msg.sender, weEthAmount);
        eETH.transferFrom(msg.sender, address(this), amount);
    }

    function unwrap(uint256 weEthAmount) external returns (uint256 amount) {
        amount = amountForShare(weEthAmount);
        _burn(msg.sender, weEthAmount);
        eETH.transfer(msg.sender, amount);
    }

    function getRate() external view returns (uint256) {
        return amountForShare(1 ether);
    }

    // ------------------------------------------------------------------ pool and requests

    function withdrawRequestNFT() external view returns (Etherfi) {
        return this;
    }

    function requestWithdraw(address recipient, uint256 amount) external whenNotPaused returns (uint256 id) {
        uint256 share = sharesForAmount(amount);
        if (amount == 0 || amount > type(uint96).max || share == 0) revert InvalidAmount();
        eETH.transferFrom(msg.sender, address(this), amount);
        id = ++_lastId;
        _requests[id] = WithdrawRequest(uint96(amount), uint96(share), true, 0);
        ownerOf[id] = recipient;
        if (recipient.code.length == 0) return id;
        bytes4 answer = IERC721Receiver(recipient).onERC721Received(msg.sender, address(0), id, "");
        if (answer != IERC721Receiver.onERC721Received.selector) revert NotAllowed();
    }

    function claimWithdraw(uint256 id) external whenNotPaused {
        WithdrawRequest memory r = _requests[id];
        if (ownerOf[id] != msg.sender) revert NotOwner();
        if (!isFinalized(id)) revert NotFinalized();
        if (!r.isValid) revert NotValid();
        uint256 worth = amountForShare(r.shareOfEEth);
        uint256 pays = worth < r.amountOfEEth ? worth : r.amountOfEEth;
        uint256 burnt = (pays * totalShares + getTotalPooledEther - 1) / getTotalPooledEther;
        delete _requests[id];
        delete ownerOf[id];
        getTotalPooledEther -= pays;
        totalShares -= burnt;
        eETH.burnShares(address(this), burnt);
        (bool sent, ) = msg.sender.call{value: pays}("");
        if (!sent) revert SendFail();
    }

    function getRequest(uint256 id) external view returns (WithdrawRequest memory) {
        return _requests[id];
    }

    function isFinalized(uint256 id) public view returns (bool) {
        return id <= _lastFinalized;
    }

    function sharesForAmount(uint256 amount) public view returns (uint256) {
        return getTotalPooledEther == 0 ? 0 : (amount * totalShares) / getTotalPooledEther;
    }

    function amountForShare(uint256 share) public view returns (uint256) {
        return totalShares == 0 ? 0 : (share * getTotalPooledEther) / totalShares;
    }

    // ------------------------------------------------------------------ the manager

    /// @notice Books what the validators earned, or lost.
    function rebase(int256 accruedRewards) external onlyManager {
        getTotalPooledEther = uint256(int256(getTotalPooledEther) + accruedRewards);
    }

    function finalizeRequests(uint256 id) external onlyManager {
        _lastFinalized = id;
    }

    function setValid(uint256 id, bool valid) external onlyManager {
        _requests[id].isValid = valid;
    }

    function setDiscount(uint256 basisPoints) external onlyManager {
        discountInBasisPoints = basisPoints;
    }

    function setPaused(bool paused_) external onlyManager {
        paused = paused_;
    }
}
