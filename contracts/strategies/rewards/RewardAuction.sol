// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IChainlinkFeed} from "../../interfaces/IChainlinkFeed.sol";
import {IKeelPrices} from "../../interfaces/IKeelPrices.sol";
import {IStETH} from "../../interfaces/IStETH.sol";

/// @title Where strategies sell rewards, to whoever pays stETH for them, at a price that falls from above their worth to a
/// little below it.
/// @notice A reward's worth is its own price source's, and stETH counts at its market price. Nothing is traded in a pool, so a
/// harvest leaves nothing to sandwich. Where either price is refused, or a reward has no price source, it is kept.
/// Any contract may sell here: it approves its rewards, which stay with it until they are bought, and is paid at once.
contract RewardAuction is ReentrancyGuardTransient {
    using SafeERC20 for IERC20;

    struct Reward {
        IERC20 token;
        /// ETH per token, in its own decimals; zero where the reward is never sold
        IChainlinkFeed feed;
        /// seconds after which an answer is no price
        uint64 maxAge;
    }

    struct Terms {
        /// seconds in which the price falls from `start` to `end`
        uint64 duration;
        /// parts of the reward's worth that are asked first and last, WAD
        uint64 start;
        uint64 end;
        /// seconds after which stETH's market price is none
        uint64 maxMarketAge;
    }

    uint256 public constant MAX_REWARDS = 4;
    uint256 private constant WAD = 1e18;
    uint256 private constant LEAST_END = 0.9e18;
    uint256 private constant MOST_START = 2e18;
    uint8 private constant FLAG_MARKET = 1;

    IStETH public immutable steth;
    IKeelPrices public immutable prices;
    Terms public terms;
    Reward[] private _rewards;

    /// When a seller last offered a reward; 0 before that.
    mapping(address seller => mapping(IERC20 token => uint64)) public offeredSince;

    event Offered(address indexed seller, IERC20 indexed token);
    event Sold(address indexed seller, IERC20 indexed token, address buyer, uint256 amount, uint256 steth);

    error TooManyRewards(uint256 count);
    error UnsoundTerms(Terms terms);
    error NotForSale(IERC20 token);
    error DearerThan(uint256 steth, uint256 most);

    constructor(IStETH steth_, IKeelPrices prices_, Reward[] memory rewards_, Terms memory terms_) {
        if (rewards_.length > MAX_REWARDS) revert TooManyRewards(rewards_.length);
        if (
            terms_.duration == 0 ||
            terms_.end < LEAST_END ||
            terms_.end > WAD ||
            terms_.start < terms_.end ||
            terms_.start > MOST_START
        ) revert UnsoundTerms(terms_);
        (steth, prices, terms) = (steth_, prices_, terms_);
        for (uint256 i = 0; i < rewards_.length; ++i) _rewards.push(rewards_[i]);
    }

    /// @notice Offers whatever the caller has and gets of each reward, from the starting price on.
    function offer() external {
        for (uint256 i = 0; i < _rewards.length; ++i) {
            IERC20 token = _rewards[i].token;
            if (token.balanceOf(msg.sender) == 0) continue;
            offeredSince[msg.sender][token] = uint64(block.timestamp);
            emit Offered(msg.sender, token);
        }
    }

    /// @notice Buys `amount` of a seller's reward for stETH (approved). Open to anyone.
    /// @param most stETH wei that the caller pays at most, or the call reverts with {DearerThan}
    /// @return paid stETH wei
    function buy(
        address seller,
        IERC20 token,
        uint256 amount,
        uint256 most
    ) external nonReentrant returns (uint256 paid) {
        paid = quote(seller, token, amount);
        if (paid == 0) revert NotForSale(token);
        if (paid > most) revert DearerThan(paid, most);
        IERC20(address(steth)).safeTransferFrom(msg.sender, seller, paid);
        token.safeTransferFrom(seller, msg.sender, amount);
        emit Sold(seller, token, msg.sender, amount, paid);
    }

    function rewards() external view returns (Reward[] memory) {
        return _rewards;
    }

    /// @notice What `amount` of a seller's reward costs now in stETH wei, rounded up; 0 where it is kept.
    function quote(address seller, IERC20 token, uint256 amount) public view returns (uint256) {
        uint256 since = offeredSince[seller][token];
        uint256 worth_ = worth(token, amount);
        IKeelPrices.Reading memory price = prices.read();
        bool known = price.flags & FLAG_MARKET == 0 && price.marketAge <= terms.maxMarketAge && price.peg > 0;
        if (since == 0 || worth_ == 0 || !known) return 0;
        uint256 asked = Math.mulDiv(worth_, _asked(block.timestamp - since), WAD, Math.Rounding.Ceil);
        // A stETH above its peg is still one ETH to who earns stETH. Lido may move 2 wei less than is named.
        return Math.mulDiv(asked, WAD, Math.min(price.peg, WAD), Math.Rounding.Ceil) + 2;
    }

    /// @notice ETH wei that `amount` of a reward is worth by its price source, rounded up; 0 where that has no price.
    function worth(IERC20 token, uint256 amount) public view returns (uint256) {
        for (uint256 i = 0; i < _rewards.length; ++i) {
            if (address(_rewards[i].token) != address(token)) continue;
            return Math.mulDiv(amount, _priceBy(_rewards[i]), WAD, Math.Rounding.Ceil);
        }
        return 0;
    }

    function isReward(IERC20 token) external view returns (bool) {
        for (uint256 i = 0; i < _rewards.length; ++i) {
            if (address(_rewards[i].token) == address(token)) return true;
        }
        return false;
    }

    function _asked(uint256 elapsed) private view returns (uint256) {
        Terms memory t = terms;
        if (elapsed >= t.duration) return t.end;
        return t.start - (uint256(t.start - t.end) * elapsed) / t.duration;
    }

    /// @return ETH per token, WAD; 0 where the source is silent, old or absurd
    function _priceBy(Reward memory reward) private view returns (uint256) {
        if (address(reward.feed) == address(0)) return 0;
        try reward.feed.latestRoundData() returns (uint80, int256 answer, uint256, uint256 time, uint80) {
            if (answer <= 0 || time > block.timestamp || block.timestamp - time > reward.maxAge) return 0;
            return (uint256(answer) * WAD) / 10 ** reward.feed.decimals();
        } catch {
            return 0;
        }
    }
}
