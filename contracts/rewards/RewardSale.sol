// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";

/// @title A Dutch auction of whatever a vault was given, for the vault's own token.
/// @notice The price falls from a start to a floor, both set per token, and stays there until the stock is sold. Anyone buys any part of it
/// and pays the vault at once. Nothing is traded in a pool, so there is nothing to sandwich; nobody is paid to start or to end it.
/// Prices need no feed: an airdrop has none on its first day.
abstract contract RewardSale is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Terms {
        /// assets of the vault asked for 1e18 of the token at first, and at last
        uint128 start;
        uint128 floor;
        /// seconds in which the price falls from one to the other
        uint64 duration;
    }

    uint256 private constant WAD = 1e18;

    mapping(IERC20 token => Terms) public termsOf;
    /// When the sale of what is here began; 0 before the first.
    mapping(IERC20 token => uint64) public since;

    event TermsSet(IERC20 indexed token, Terms terms);
    event SaleStarted(IERC20 indexed token, uint256 stock);
    event Sold(IERC20 indexed token, address indexed buyer, uint256 amount, uint256 paid);

    error UnsoundTerms(IERC20 token);
    error NotForSale(IERC20 token);
    error DearerThan(uint256 price, uint256 most);

    /// @notice Buys `amount` of a token for the vault's (approved). Open to anyone.
    /// @param most assets that the caller pays at most, or the call reverts with {DearerThan}
    /// @return paid assets, moved to the vault
    function buy(IERC20 token, uint256 amount, uint256 most) external nonReentrant returns (uint256 paid) {
        paid = quote(token, amount);
        if (paid > most) revert DearerThan(paid, most);
        (IERC20 asset, address seller) = _sellsFor();
        asset.safeTransferFrom(msg.sender, seller, paid);
        token.safeTransfer(msg.sender, amount);
        emit Sold(token, msg.sender, amount, paid);
    }

    /// @return assets that `amount` of a token costs now, rounded up; reverts with {NotForSale} while it has no terms or no sale
    function quote(IERC20 token, uint256 amount) public view returns (uint256) {
        Terms memory t = termsOf[token];
        uint256 elapsed = block.timestamp - since[token];
        if (t.floor == 0 || since[token] == 0) revert NotForSale(token);
        uint256 fallen =
            elapsed >= t.duration ? t.start - t.floor : (uint256(t.start - t.floor) * elapsed) / t.duration;
        return Math.mulDiv(amount, t.start - fallen, WAD, Math.Rounding.Ceil);
    }

    /// @return asset what is paid with
    /// @return seller who is paid
    function _sellsFor() internal view virtual returns (IERC20 asset, address seller);

    /// @dev New terms begin with the start.
    function _setTerms(IERC20 token, Terms calldata terms) internal {
        if (terms.floor == 0 || terms.start < terms.floor || terms.duration == 0) revert UnsoundTerms(token);
        termsOf[token] = terms;
        emit TermsSet(token, terms);
        _start(token);
    }

    /// @dev What comes in joins the sale that is under way. Only where it is no less than the stock the price starts anew: dust can neither hold
    /// the price down for the next delivery nor put a running sale off.
    function _noteDelivery(IERC20 token, uint256 amount) internal {
        uint256 stock = token.balanceOf(address(this));
        if (amount > 0 && amount >= stock - amount) _start(token);
    }

    function _start(IERC20 token) private {
        since[token] = uint64(block.timestamp);
        emit SaleStarted(token, token.balanceOf(address(this)));
    }
}
