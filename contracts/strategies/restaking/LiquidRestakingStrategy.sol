// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChainlinkFeed} from "../../interfaces/IChainlinkFeed.sol";
import {IRestakingDoor} from "../../interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../lst/PushedRateAdapter.sol";
import {RiskId} from "../RiskId.sol";
import {PushedRate} from "./PushedRate.sol";
import {RestakingPolicy} from "./RestakingPolicy.sol";
import {RestakingStrategy} from "./RestakingStrategy.sol";

/// @title A liquid restaking token held for its yield, and redeemed through its own queue: ezETH, weETH, rsETH by their doors.
/// @notice What it redeems for is pushed by a reporter, and may be late: a slash can be known before the rate shows it. Then anyone
/// who watches for the vault flags it: entries close, and leavers are paid at what the flag leaves, or wait for the queue. The
/// market price marks down what leavers get now and closes entries; it is never taken for redemption, and nothing is sold for it.
contract LiquidRestakingStrategy is RestakingStrategy {
    struct Venue {
        IRestakingDoor door;
        /// bounds and ages of the pushed rate
        PushedRateAdapter rate;
        /// ETH per token on the market; zero where there is none
        IChainlinkFeed market;
        address operator;
    }

    uint256 private constant WAD = 1e18;
    /// A flag marks down at most so much, so that one that is wrong is no loss to flee from; 1e9.
    uint256 public constant MAX_FLAG = 0.2e9;

    IRestakingDoor public immutable door;
    IERC20 public immutable token;
    PushedRateAdapter public immutable rate;
    IChainlinkFeed public immutable market;

    /// What the rate is expected to come down to, WAD; zero where no slash is flagged.
    uint256 public flaggedRate;

    event SlashFlagged(uint256 part, uint256 expectedRate);
    event FlagCleared(uint256 rate);

    error OnlyWatcher(address caller);
    error FlagTooLarge(uint256 part, uint256 most);
    error NotShownYet(uint256 rate, uint256 expectedRate);

    constructor(Terms memory terms, Venue memory v) RestakingStrategy(terms, _risks(terms, v)) {
        (door, token, rate, market) = (v.door, v.door.token(), v.rate, v.market);
        v.door.attach();
        factorSeen = stakeFactor();
    }

    // ------------------------------------------------------------------ a slash that the rate does not show yet

    /// @notice Says that the rate will fall by `part` (1e9) for a slash that is known. Only keepers and the vault's owner; a second
    /// flag can only lower what is expected.
    function flagSlash(uint256 part) external {
        if (!vault.isKeeper(msg.sender) && msg.sender != vault.owner()) revert OnlyWatcher(msg.sender);
        if (part > MAX_FLAG) revert FlagTooLarge(part, MAX_FLAG);
        uint256 expected = Math.mulDiv(
            PushedRate.read(rate).rate,
            RestakingPolicy.RATIO - part,
            RestakingPolicy.RATIO
        );
        if (flaggedRate == 0 || expected < flaggedRate) flaggedRate = expected;
        emit SlashFlagged(part, flaggedRate);
    }

    /// @notice Takes the flag back once the rate has come down to what was expected. Open to anyone.
    function clearFlag() external {
        uint256 pushed = PushedRate.read(rate).rate;
        if (pushed > flaggedRate) revert NotShownYet(pushed, flaggedRate);
        _clearFlag(pushed);
    }

    /// @notice Takes back a flag that expected too much. Only the vault, whose timelock it waited for.
    function withdrawFlag() external onlyVault {
        _clearFlag(PushedRate.read(rate).rate);
    }

    // ------------------------------------------------------------------ what it is worth

    function stakedUnits() public view override returns (uint256) {
        return _unitsOf(Math.mulDiv(token.balanceOf(address(this)), PushedRate.read(rate).rate, WAD));
    }

    function pendingUnits() public view override returns (uint256) {
        return _unitsOf(door.pending());
    }

    function claimableUnits() public view override returns (uint256) {
        return _unitsOf(door.claimable());
    }

    function stakeRoom() public view override returns (uint256) {
        uint256 room = door.stakeRoom();
        return room == type(uint256).max ? room : _unitsOf(room);
    }

    /// @dev The rate itself: it grows by rewards, and only a slash lowers it.
    function stakeFactor() public view override returns (uint256) {
        return PushedRate.read(rate).rate * 1e9;
    }

    function risk() public view override returns (RestakingPolicy.State memory s) {
        s = super.risk();
        PushedRate.Reading memory pushed = PushedRate.read(rate);
        s.rateFlags = pushed.flags | (flaggedRate == 0 ? 0 : RestakingPolicy.RATE_FLAGGED);
        s.rateAge = _saturated(pushed.age);
        (uint256 price, uint256 age) = _market();
        if (price == 0) s.priceFlags = RestakingPolicy.FLAG_MARKET;
        (s.peg, s.marketAge) = (_ratio(price, pushed.rate), _saturated(age));
    }

    /// @dev By the worse of what a flagged slash leaves and what the market pays, where that is known.
    function _markedDown(uint256 units) internal view override returns (uint256) {
        uint256 pushed = PushedRate.read(rate).rate;
        uint256 worst = flaggedRate == 0 ? pushed : Math.min(pushed, flaggedRate);
        (uint256 price, uint256 age) = _market();
        if (price > 0 && age <= params().maxMarketAge) worst = Math.min(worst, price);
        return pushed == 0 ? 0 : Math.mulDiv(units, worst, pushed);
    }

    function _venueFlags() internal view override returns (uint8 flags) {
        if (door.stakeRoom() == 0) flags = RestakingPolicy.VENUE_FROZEN;
        if (door.exitsPaused()) flags |= RestakingPolicy.VENUE_IS_PAUSED;
    }

    function _waits() internal view override returns (uint256 epochLeft, uint256 exitWait) {
        return (0, door.exitWait());
    }

    function _stake(uint256 units) internal override {
        _unwrapFor(units);
        steth.transferShares(address(door), Math.min(units, steth.sharesOf(address(this))));
        door.enter();
    }

    function _requestExit(uint256 units) internal override returns (uint256 started) {
        uint256 staked = stakedUnits();
        if (units == 0 || staked == 0 || door.exitsPaused()) return 0;
        uint256 held = token.balanceOf(address(this));
        uint256 amount = units < staked ? Math.mulDiv(held, units, staked, Math.Rounding.Ceil) : held;
        uint256 before = pendingUnits();
        token.transfer(address(door), amount);
        door.request();
        return _less(pendingUnits(), before);
    }

    function _claimMatured() internal override {
        if (door.claimable() > 0) door.claim();
    }

    function _isPositionToken(IERC20 token_) internal view override returns (bool) {
        return address(token_) == address(token) || super._isPositionToken(token_);
    }

    /// @return price ETH per token, WAD; zero where there is no market, or none that answers
    function _market() private view returns (uint256 price, uint256 age) {
        if (address(market) == address(0)) return (0, 0);
        try market.latestRoundData() returns (uint80, int256 answer, uint256, uint256 updatedAt, uint80) {
            if (answer > 0) price = Math.mulDiv(uint256(answer), WAD, 10 ** market.decimals());
            age = _less(block.timestamp, updatedAt);
        } catch {
            price = 0;
        }
    }

    function _clearFlag(uint256 pushed) private {
        flaggedRate = 0;
        emit FlagCleared(pushed);
    }

    function _unitsOf(uint256 ether_) private view returns (uint256) {
        return steth.getSharesByPooledEth(ether_);
    }

    function _risks(Terms memory terms, Venue memory v) private view returns (bytes32[] memory ids) {
        ids = new bytes32[](5);
        ids[0] = RiskId.token(address(terms.steth));
        ids[1] = RiskId.token(address(v.door.token()));
        ids[2] = RiskId.venue(address(v.door));
        ids[3] = RiskId.oracle(v.rate.source());
        ids[4] = RiskId.operator(v.operator);
    }
}
