// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IAsyncStrategy} from "../../interfaces/IAsyncStrategy.sol";
import {IKeelVault} from "../../interfaces/IKeelVault.sol";
import {IStETH} from "../../interfaces/IStETH.sol";
import {IStrategy} from "../../interfaces/IStrategy.sol";
import {IWstETH} from "../../interfaces/IWstETH.sol";
import {BaseStrategy} from "../BaseStrategy.sol";
import {Codes} from "../Codes.sol";
import {Rescue} from "../Rescue.sol";
import {LidoUnits} from "../LidoUnits.sol";
import {RestakingPolicy} from "./RestakingPolicy.sol";

/// @title A restaked position, whatever its venue: stake that earns and can be slashed, and that comes back slowly.
/// @notice Units are Lido shares. The position is what is at stake, what is on its way out, what has matured and what lies loose;
/// all four are read live from the venue, so that a slash counts in the block of the slash. At exit value whatever must still
/// wait bears a haircut, the price of not waiting, which those who stay keep. A venue fills in the functions at the end.
///
/// Only what has matured or lies loose can be withdrawn at once; the rest leaves through {startExit} and {finishExit}.
abstract contract RestakingStrategy is LidoUnits, Rescue, IAsyncStrategy {
    struct Terms {
        IKeelVault vault;
        IStETH steth;
        IWstETH wsteth;
        /// units that the position is meant to hold at most; shares in the policy are shares of it
        uint256 cap;
        /// part of what must still wait that a leaver gives up, 1e9
        uint256 haircut;
        RestakingPolicy.Params params;
    }

    uint256 internal constant RAY = 1e27;

    uint256 public immutable cap;
    uint256 public immutable haircut;

    RestakingPolicy.Params private _params;
    /// The alarm level remembered from the last action.
    uint8 public level;
    /// When the position last deposited, asked for an exit or sold.
    uint64 public lastAction;
    /// When the level last rose, or a slash was last noted.
    uint64 public lastAlarm;
    /// What slashes had left of a unit at stake when the rules last acted, RAY.
    uint256 public factorSeen;

    event ParamsSet(RestakingPolicy.Params params);
    event Deposited(uint256 units);
    event ExitStarted(uint256 units);
    event ExitFinished(uint256 units);
    event Withdrawn(uint256 units);
    event Harvested();
    event Sold(uint256 units);
    event Executed(uint8 action, uint8 reason, uint64 target);
    event LevelChanged(uint8 level);
    event SlashNoted(uint256 part);

    error UnsoundParams(uint256 rule);
    error UnsoundTerms();
    error NotAsked(uint8 asked, uint8 wanted, uint8 reason);
    error TargetBeyond(uint256 asked, uint256 allowed);
    error NothingToDo();

    constructor(
        Terms memory terms,
        bytes32[] memory riskIds_
    ) BaseStrategy(terms.vault, riskIds_) LidoUnits(terms.steth, terms.wsteth) {
        if (terms.cap == 0 || terms.haircut >= Codes.RATIO) revert UnsoundTerms();
        (cap, haircut) = (terms.cap, terms.haircut);
        _setParams(terms.params);
    }

    // ------------------------------------------------------------------ the vault's side

    /// @notice New rules, refused with {UnsoundParams}. Only the vault, whose timelock they waited for.
    function setParams(RestakingPolicy.Params calldata params_) external onlyVault {
        _setParams(params_);
    }

    /// @notice Stakes what the vault moved here, as far as target and venue take it; the rest stays loose.
    function deposit(uint256 units) external onlyVault nonReentrant {
        _stakeLoose(_filled(_params.targetStaked));
        emit Deposited(units);
    }

    function withdraw(uint256 units, uint256 minUnits) external onlyVault nonReentrant returns (uint256) {
        return _withdraw(units, minUnits);
    }

    /// @dev Nothing is sold, so there is no price to bound.
    function withdrawAtFloor(
        uint256 units,
        uint256 minUnits
    ) external onlyVault nonReentrant returns (uint256) {
        return _withdraw(units, minUnits);
    }

    /// @inheritdoc IAsyncStrategy
    function startExit(uint256 units) external onlyVault nonReentrant returns (uint256 started) {
        _finishExit();
        uint256 gross = Math.mulDiv(units, Codes.RATIO, Codes.RATIO - haircut, Math.Rounding.Ceil);
        return _waiting(_startExit(gross));
    }

    /// @inheritdoc IAsyncStrategy
    function finishExit() external nonReentrant returns (uint256 units) {
        return _finishExit();
    }

    // ------------------------------------------------------------------ the keeper's side

    /// @notice Does what {check} asks for, or less: a deposit to at most its target, an exit to at least it.
    /// @param action as {check} names it, or the call reverts with {NotAsked}
    /// @param target share of the cap at stake, 1e9
    /// @param floor least price of a sale, as the venue counts it, WAD; the rules' own floor binds as well
    function execute(uint8 action, uint64 target, uint256 floor) external onlyKeeper nonReentrant {
        uint256 worth = entryUnits();
        RestakingPolicy.State memory s = risk();
        RestakingPolicy.Decision memory d = RestakingPolicy.decide(s, _params);
        if (action != d.action || action == Codes.HOLD) revert NotAsked(action, d.action, d.reason);
        _remember(d.level, s.slashSeen);
        if (action == Codes.DEPOSIT) {
            if (target > d.target) revert TargetBeyond(target, d.target);
            lastAction = uint64(block.timestamp);
            if (_stakeLoose(_filled(target)) == 0) revert NothingToDo();
        } else if (action == Codes.EXIT || action == Codes.SELL) {
            if (target < d.target) revert TargetBeyond(target, d.target);
            lastAction = uint64(block.timestamp);
            worth = _less(worth, _finishExit());
            uint256 over = _less(stakedUnits(), _filled(target));
            if (over == 0) revert NothingToDo();
            if (action == Codes.SELL) worth = _less(worth, _sell(over, _mostLost(s), floor));
            else if (_startExit(over) == 0) revert NothingToDo();
        } else if (action == Codes.CLAIM) {
            // A door may bring a little more than counted: dust of earlier rounding, or a gift to it.
            worth = _less(worth, _finishExit());
        } else if (action == Codes.HARVEST) {
            if (!_harvest()) revert NothingToDo();
            emit Harvested();
        }
        _chargeLoss(worth, d.urgency);
        emit Executed(action, d.reason, target);
    }

    // ------------------------------------------------------------------ what it is worth

    function params() public view returns (RestakingPolicy.Params memory) {
        return _params;
    }

    /// @inheritdoc IStrategy
    function entryUnits() public view returns (uint256) {
        return looseUnits() + stakedUnits() + pendingUnits() + claimableUnits();
    }

    /// @inheritdoc IStrategy
    /// @notice What lies loose and what has matured in full, the rest less the haircut of its wait.
    function exitUnits() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return
            withdrawLimit() + _less(_waiting(_markedDown(stakedUnits() + pendingUnits())), _conversionDust());
    }

    /// @inheritdoc IStrategy
    function entriesOpen() external view returns (bool) {
        RestakingPolicy.State memory s = risk();
        return RestakingPolicy.nextLevel(s, _params) < Codes.DEFEND && s.rateFlags == 0;
    }

    /// @inheritdoc IStrategy
    function depositLimit() public view override(BaseStrategy, IStrategy) returns (uint256) {
        RestakingPolicy.State memory s = risk();
        s.sinceAction = uint64(Codes.SATURATED);
        if (RestakingPolicy.refusal(s, _params, RestakingPolicy.nextLevel(s, _params)) != 0) return 0;
        uint256 loose = looseUnits();
        uint256 wanted = _less(_filled(_params.targetStaked), stakedUnits());
        return _less(Math.min(wanted, stakeRoom()), loose);
    }

    /// @inheritdoc IStrategy
    function withdrawLimit() public view override(BaseStrategy, IStrategy) returns (uint256) {
        return _less(looseUnits() + claimableUnits(), _conversionDust());
    }

    /// @inheritdoc IAsyncStrategy
    function exitingUnits() external view returns (uint256) {
        return pendingUnits() + claimableUnits();
    }

    /// @notice Everything that the policy needs, as ratios, times and codes.
    function risk() public view virtual returns (RestakingPolicy.State memory s) {
        (uint256 staked, uint256 loose) = (stakedUnits(), looseUnits());
        (uint256 pending, uint256 claimable) = (pendingUnits(), claimableUnits());
        s.open = staked + loose + pending + claimable > 0 ? 1 : 0;
        s.level = level;
        s.venueFlags = _venueFlags();
        s.staked = _ratio(staked, cap);
        s.loose = _ratio(loose, cap);
        s.pending = _ratio(pending, cap);
        s.claimable = _ratio(claimable, cap);
        (uint256 epochLeft, uint256 exitWait) = _waits();
        (s.epochLeft, s.exitWait) = (_saturated(epochLeft), _saturated(exitWait));
        s.slashSeen = _ratio(_less(factorSeen, stakeFactor()), factorSeen);
        s.peg = uint64(Codes.RATIO);
        s.saleCost = _saleCost();
        (uint256 worth, uint256 cost) = _rewards();
        s.rewards = _ratio(worth, cost);
        s.sinceAction = _saturated(block.timestamp - lastAction);
        s.sinceAlarm = _saturated(block.timestamp - lastAlarm);
    }

    /// @notice The action that the rules ask for now.
    function check() external view returns (RestakingPolicy.Decision memory) {
        return RestakingPolicy.decide(risk(), _params);
    }

    // ------------------------------------------------------------------ what a venue fills in

    /// @notice Units that lie here and are not at stake.
    function looseUnits() public view virtual returns (uint256) {
        return _lyingHere();
    }

    /// @notice Units at stake, slashes taken off.
    function stakedUnits() public view virtual returns (uint256);

    /// @notice Units on their way out, slashes taken off.
    function pendingUnits() public view virtual returns (uint256);

    /// @notice Units that have matured and that {finishExit} would send.
    function claimableUnits() public view virtual returns (uint256);

    /// @notice Units that the venue takes now.
    function stakeRoom() public view virtual returns (uint256);

    /// @notice What slashes have left of a unit at stake, RAY; nothing but a slash lowers it.
    function stakeFactor() public view virtual returns (uint256);

    /// @dev What units that must still wait are worth to a leaver, before the haircut; less where they may be worth less than the
    /// venue's books say.
    function _markedDown(uint256 units) internal view virtual returns (uint256) {
        return units;
    }

    function _venueFlags() internal view virtual returns (uint8);

    /// @return epochLeft seconds until the venue's epoch ends; 0 where it has none
    /// @return exitWait seconds that an exit asked for now takes
    function _waits() internal view virtual returns (uint256 epochLeft, uint256 exitWait);

    /// @dev None, unless a venue has some to be claimed.
    /// @return worth of the rewards, ETH wei
    /// @return cost of claiming them at this block's base fee, ETH wei
    function _rewards() internal view virtual returns (uint256 worth, uint256 cost) {
        return (0, 0);
    }

    /// @dev Puts at most `units` of what lies loose at stake.
    function _stake(uint256 units) internal virtual;

    /// @dev Asks for the exit of at most `units` at stake.
    /// @return started units that are now under way
    function _requestExit(uint256 units) internal virtual returns (uint256 started);

    /// @dev Brings here what has matured.
    function _claimMatured() internal virtual;

    /// @dev What a sale of what is at stake would lose against redemption now, 1e9; saturated where nobody buys it.
    function _saleCost() internal view virtual returns (uint64) {
        return uint64(Codes.SATURATED);
    }

    /// @dev Sells at most so many units at stake for what lies loose, for no more lost against redemption (1e9) and no less than the
    /// keeper's own floor (WAD). Asked for only where {_saleCost} is below the wait's.
    /// @return sold false where the venue sells nothing
    function _sellStake(uint256, uint256, uint256) internal virtual returns (bool sold) {
        return false;
    }

    /// @dev Asked for only where {_rewards} are worth their cost.
    /// @return claimed false where the venue has none to be claimed
    function _harvest() internal virtual returns (bool claimed) {
        return false;
    }

    function _isPositionToken(IERC20 token) internal view virtual override returns (bool) {
        return address(token) == address(steth) || address(token) == address(wsteth);
    }

    // ------------------------------------------------------------------ moving

    function _stakeLoose(uint256 filled) private returns (uint256 units) {
        units = Math.min(Math.min(looseUnits(), _less(filled, stakedUnits())), stakeRoom());
        if (units > 0) _stake(units);
    }

    function _startExit(uint256 units) private returns (uint256 started) {
        started = _requestExit(Math.min(units, stakedUnits()));
        if (started > 0) emit ExitStarted(started);
    }

    function _finishExit() private returns (uint256 units) {
        uint256 before = _lyingHere();
        _claimMatured();
        uint256 matured = _lyingHere() - before;
        if (matured == 0) return 0;
        units = _sendToVault(matured);
        emit ExitFinished(units);
    }

    /// @dev What is sold goes home at once, as what has matured does.
    function _sell(uint256 units, uint256 mostLost, uint256 floor) private returns (uint256 sent) {
        uint256 before = _lyingHere();
        if (!_sellStake(units, mostLost, floor)) revert NothingToDo();
        sent = _sendToVault(_lyingHere() - before);
        emit Sold(sent);
    }

    /// @dev A sale may lose what the wait that it stands in for would cost, and no more than market and redemption may be apart.
    function _mostLost(RestakingPolicy.State memory s) private view returns (uint256) {
        return Math.min(RestakingPolicy.queueCost(s.exitWait, _params.waitCost), _params.maxGap);
    }

    function _withdraw(uint256 units, uint256 minUnits) private returns (uint256 realised) {
        uint256 most = withdrawLimit();
        if (units > most) revert ExceedsExit(units, most);
        if (units > looseUnits()) _claimMatured();
        realised = _sendToVault(units);
        if (realised < minUnits) revert InsufficientRealised(realised, minUnits);
        emit Withdrawn(realised);
    }

    function _remember(uint8 next, uint256 slashSeen) private {
        if (next > level || slashSeen > 0) lastAlarm = uint64(block.timestamp);
        if (next != level) {
            level = next;
            emit LevelChanged(next);
        }
        if (slashSeen > 0) emit SlashNoted(slashSeen);
        factorSeen = stakeFactor();
    }

    function _setParams(RestakingPolicy.Params memory params_) private {
        uint256 rule = RestakingPolicy.unsound(params_);
        if (rule != 0) revert UnsoundParams(rule);
        _params = params_;
        emit ParamsSet(params_);
    }

    // ------------------------------------------------------------------ arithmetic

    /// @dev Units of the cap that a share of it stands for.
    function _filled(uint256 share) private view returns (uint256) {
        return Math.mulDiv(cap, share, Codes.RATIO);
    }

    /// @dev What a leaver gets now of units that must still wait.
    function _waiting(uint256 units) private view returns (uint256) {
        return Math.mulDiv(units, Codes.RATIO - haircut, Codes.RATIO);
    }

    function _ratio(uint256 numerator, uint256 denominator) internal pure returns (uint64) {
        if (numerator == 0) return 0;
        if (denominator == 0 || numerator / denominator >= 1000) return uint64(Codes.SATURATED);
        return uint64(Math.mulDiv(numerator, Codes.RATIO, denominator));
    }

    function _saturated(uint256 value) internal pure returns (uint64) {
        return uint64(Math.min(value, Codes.SATURATED));
    }

    function _less(uint256 a, uint256 b) internal pure returns (uint256) {
        return a > b ? a - b : 0;
    }
}
