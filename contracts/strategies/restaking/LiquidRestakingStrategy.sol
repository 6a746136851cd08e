// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IChainlinkFeed} from "../../interfaces/IChainlinkFeed.sol";
import {IRestakedRoute} from "../../interfaces/IRestakedRoute.sol";
import {IRestakingDoor} from "../../interfaces/IRestakingDoor.sol";
import {PushedRateAdapter} from "../../lst/PushedRateAdapter.sol";
import {Codes} from "../Codes.sol";
import {RiskId} from "../RiskId.sol";
import {PushedRate} from "./PushedRate.sol";
import {RestakingPolicy} from "./RestakingPolicy.sol";
import {RestakingStrategy} from "./RestakingStrategy.sol";

/// @title A liquid restaking token held for its yield, and redeemed through its own queue: ezETH, weETH, rsETH by their doors.
/// @notice What it redeems for is pushed by a reporter, and may be late: a slash can be known before the rate shows it. Then anyone
/// who watches for the vault flags it: entries close, and leavers are paid at what the flag leaves, or wait for the queue. The
/// market price marks down what leavers get now and closes entries; it is never taken for redemption. Stake that must leave is
/// sold only where feed, sale and redemption agree and the sale costs less than the wait.
contract LiquidRestakingStrategy is RestakingStrategy {
    struct Venue {
        IRestakingDoor door;
        /// bounds and ages of the pushed rate
        PushedRateAdapter rate;
        /// ETH per token on the market; zero where there is none
        IChainlinkFeed market;
        address operator;
        /// where the token can be sold; zero where it never is
        IRestakedRoute route;
        /// tokens sold at once at most
        uint256 maxSale;
    }

    uint256 private constant WAD = 1e18;
    /// A flag marks down at most so much, so that one that is wrong is no loss to flee from; 1e9.
    uint256 public constant MAX_FLAG = 0.2e9;
    /// What going in may cost at most against the token's own rate, 1e9.
    uint256 public constant MAX_ENTRY_COST = 0.001e9;

    IRestakingDoor public immutable door;
    IERC20 public immutable token;
    PushedRateAdapter public immutable rate;
    IChainlinkFeed public immutable market;
    IRestakedRoute public immutable route;
    uint256 public immutable maxSale;

    /// What the rate is expected to come down to, WAD; zero where no slash is flagged.
    uint256 public flaggedRate;

    event SlashFlagged(uint256 part, uint256 expectedRate);
    event FlagCleared(uint256 rate);

    error OnlyWatcher(address caller);
    error FlagTooLarge(uint256 part, uint256 most);
    error NotShownYet(uint256 rate, uint256 expectedRate);
    error EntryTooDear(uint256 units, uint256 given);
    error NotItsRoute(address route);

    constructor(Terms memory terms, Venue memory v) RestakingStrategy(terms, _risks(terms, v)) {
        (door, token, rate, market) = (v.door, v.door.token(), v.rate, v.market);
        (route, maxSale) = (v.route, v.maxSale);
        v.door.attach();
        factorSeen = stakeFactor();
        if (address(v.route) == address(0)) return;
        if (address(v.route.token()) != address(token)) revert NotItsRoute(address(v.route));
        token.approve(address(v.route), type(uint256).max);
    }

    // ------------------------------------------------------------------ a slash that the rate does not show yet

    /// @notice Says that the rate will fall by `part` (1e9) for a slash that is known. Only keepers and the vault's owner; a second
    /// flag can only lower what is expected.
    function flagSlash(uint256 part) external {
        if (!vault.isKeeper(msg.sender) && msg.sender != vault.owner()) revert OnlyWatcher(msg.sender);
        if (part > MAX_FLAG) revert FlagTooLarge(part, MAX_FLAG);
        uint256 expected = Math.mulDiv(PushedRate.read(rate).rate, Codes.RATIO - part, Codes.RATIO);
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
        // No limit at all would overflow Lido's conversion.
        return room > type(uint128).max ? type(uint256).max : _unitsOf(room);
    }

    /// @dev The rate itself: it grows by rewards, and only a slash lowers it.
    function stakeFactor() public view override returns (uint256) {
        return PushedRate.read(rate).rate * 1e9;
    }

    function risk() public view override returns (RestakingPolicy.State memory s) {
        s = super.risk();
        PushedRate.Reading memory pushed = PushedRate.read(rate);
        s.rateFlags = pushed.flags | (flaggedRate == 0 ? 0 : Codes.RATE_FLAGGED);
        s.rateAge = _saturated(pushed.age);
        (uint256 price, uint256 age) = _market();
        if (price == 0) s.priceFlags = Codes.FLAG_MARKET;
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
        if (door.stakeRoom() == 0) flags = Codes.VENUE_IS_FROZEN;
        if (door.exitsPaused()) flags |= Codes.VENUE_IS_PAUSED;
    }

    function _waits() internal view override returns (uint256 epochLeft, uint256 exitWait) {
        return (0, door.exitWait());
    }

    function _stake(uint256 units) internal override {
        _unwrapFor(units);
        uint256 given = Math.min(units, steth.sharesOf(address(this)));
        uint256 before = stakedUnits();
        steth.transferShares(address(door), given);
        door.enter();
        uint256 gained = stakedUnits() - before + 2 * _conversionDust();
        if (gained * Codes.RATIO < given * (Codes.RATIO - MAX_ENTRY_COST)) revert EntryTooDear(gained, given);
    }

    function _saleCost() internal view override returns (uint64) {
        uint256 size = Math.min(token.balanceOf(address(this)), maxSale);
        if (address(route) == address(0) || size == 0) return uint64(Codes.SATURATED);
        uint256 redeems = Math.mulDiv(size, PushedRate.read(rate).rate, WAD);
        // A market that does not answer must not be able to stop anything else.
        try route.quoteSell(size) returns (uint256 fetches) {
            return _ratio(_less(redeems, fetches), redeems);
        } catch {
            return uint64(Codes.SATURATED);
        }
    }

    /// @dev The floor is stETH per token.
    function _sellStake(uint256 units, uint256 mostLost, uint256 floor) internal override returns (bool) {
        uint256 held = token.balanceOf(address(this));
        uint256 part = Math.mulDiv(held, units, stakedUnits(), Math.Rounding.Ceil);
        uint256 amount = Math.min(Math.min(part, held), maxSale);
        uint256 redeems = Math.mulDiv(amount, PushedRate.read(rate).rate, WAD);
        uint256 least = Math.mulDiv(redeems, Codes.RATIO - mostLost, Codes.RATIO, Math.Rounding.Ceil);
        route.sell(amount, Math.max(least, Math.mulDiv(amount, floor, WAD, Math.Rounding.Ceil)));
        return true;
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
        ids = new bytes32[](address(v.route) == address(0) ? 5 : 6);
        ids[0] = RiskId.token(address(terms.steth));
        ids[1] = RiskId.token(address(v.door.token()));
        ids[2] = RiskId.venue(address(v.door));
        ids[3] = RiskId.oracle(v.rate.source());
        ids[4] = RiskId.operator(v.operator);
        if (address(v.route) != address(0)) ids[5] = RiskId.venue(v.route.market());
    }
}
