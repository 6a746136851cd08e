// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title A yield venue of the offline mainnet: OpenZeppelin's ERC-4626 over funds that are lent on at a fixed rate
/// @notice Its manager can do to its shareholders what happens to them in the field: lend all of it out, lose some of it, close it
/// to deposits, pause it. Loans bear simple interest from the last change on.
contract YieldVenue is ERC4626 {
    using SafeERC20 for IERC20;

    uint256 private constant WAD = 1e18;

    address public immutable manager;
    /// Interest on what is lent, WAD a year.
    uint256 public immutable rate;

    uint256 public cap = type(uint256).max;
    bool public paused;
    /// Owed to the venue at `since`, and when that was.
    uint256 public lent;
    uint64 public since;

    error NotManager(address caller);

    modifier onlyManager() {
        if (msg.sender != manager) revert NotManager(msg.sender);
        _;
    }

    constructor(IERC20 asset_, address manager_, uint256 rate_) ERC20("Venue", "vSTB") ERC4626(asset_) {
        (manager, rate) = (manager_, rate_);
    }

    function lend(uint256 amount) external onlyManager {
        _accrue();
        lent += amount;
        IERC20(asset()).safeTransfer(manager, amount);
    }

    /// @notice Repays what is owed, up to `amount`.
    function collect(uint256 amount) external onlyManager {
        _accrue();
        amount = Math.min(amount, lent);
        lent -= amount;
        IERC20(asset()).safeTransferFrom(manager, address(this), amount);
    }

    function writeOff(uint256 amount) external onlyManager {
        _accrue();
        lent -= amount;
    }

    function setCap(uint256 cap_) external onlyManager {
        cap = cap_;
    }

    function setPaused(bool paused_) external onlyManager {
        paused = paused_;
    }

    function totalAssets() public view override returns (uint256) {
        return _cash() + owed();
    }

    function owed() public view returns (uint256) {
        return lent + (lent * rate * (block.timestamp - since)) / (WAD * 365 days);
    }

    function maxDeposit(address) public view override returns (uint256) {
        uint256 held = totalAssets();
        return paused || held >= cap ? 0 : cap - held;
    }

    function maxMint(address receiver) public view override returns (uint256) {
        uint256 assets = maxDeposit(receiver);
        return assets == type(uint256).max ? assets : convertToShares(assets);
    }

    function maxWithdraw(address owner) public view override returns (uint256) {
        return paused ? 0 : Math.min(super.maxWithdraw(owner), _cash());
    }

    function maxRedeem(address owner) public view override returns (uint256) {
        return paused ? 0 : Math.min(balanceOf(owner), convertToShares(_cash()));
    }

    function _cash() private view returns (uint256) {
        return IERC20(asset()).balanceOf(address(this));
    }

    function _accrue() private {
        (lent, since) = (owed(), uint64(block.timestamp));
    }
}
