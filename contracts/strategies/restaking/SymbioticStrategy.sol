// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStakerRewards} from "../../interfaces/IStakerRewards.sol";
import {ISymbioticDelegator} from "../../interfaces/ISymbioticDelegator.sol";
import {ISymbioticVault} from "../../interfaces/ISymbioticVault.sol";
import {Codes} from "../Codes.sol";
import {RiskId} from "../RiskId.sol";
import {RestakingStrategy} from "./RestakingStrategy.sol";

/// @title wstETH restaked in a Symbiotic vault, for one operator of one network.
/// @notice An exit asked for in an epoch is claimable after the next one, so it takes between one and two epochs, whenever in
/// the epoch it was asked for. Until then it can be slashed like stake. Symbiotic's books answer what a slash has left.
contract SymbioticStrategy is RestakingStrategy {
    struct Venue {
        ISymbioticVault vault;
        /// the network that is secured, and its numbering
        bytes32 subnetwork;
        address operator;
        /// zero where nobody pays any
        IStakerRewards rewards;
        IERC20 rewardToken;
        /// ETH that 1e18 of the reward token is taken to be worth, WAD; what it is sold for is not decided here
        uint256 rewardWorth;
        /// who gets rewards that are not Lido's token; those that are stay and are staked
        address rewardReceiver;
    }

    uint256 private constant WAD = 1e18;
    /// Gas of claiming rewards, as measured, with room for as many distributions as are claimed at once.
    uint256 private constant HARVEST_GAS = 400_000;
    uint256 private constant DISTRIBUTIONS = 16;

    ISymbioticVault public immutable restakingVault;
    ISymbioticDelegator public immutable delegator;
    bytes32 public immutable subnetwork;
    address public immutable network;
    address public immutable operator;
    IStakerRewards public immutable rewards;
    IERC20 public immutable rewardToken;
    uint256 public immutable rewardWorth;
    address public immutable rewardReceiver;

    /// Epochs whose withdrawals are not claimed yet, ascending; an exit claims the matured ones first, so at most two stay.
    uint256[] private _epochs;

    error NotWstethVault(address collateral);

    constructor(Terms memory terms, Venue memory v) RestakingStrategy(terms, _risks(terms, v)) {
        if (v.vault.collateral() != address(terms.wsteth)) revert NotWstethVault(v.vault.collateral());
        restakingVault = v.vault;
        delegator = ISymbioticDelegator(v.vault.delegator());
        (subnetwork, network, operator) = (v.subnetwork, _networkOf(v.subnetwork), v.operator);
        (rewards, rewardToken) = (v.rewards, v.rewardToken);
        (rewardWorth, rewardReceiver) = (v.rewardWorth, v.rewardReceiver);
        factorSeen = stakeFactor();
        terms.wsteth.approve(address(v.vault), type(uint256).max);
    }

    /// @notice Lets the position's stake stand for the network, up to `limit`, by the operator with `shares` of it. Only the vault,
    /// whose timelock it waited for; the delegator must have given this contract both roles.
    function delegate(uint256 limit, uint256 shares) external onlyVault {
        if (delegator.networkLimit(subnetwork) != limit) delegator.setNetworkLimit(subnetwork, limit);
        if (delegator.operatorNetworkShares(subnetwork, operator) != shares) {
            delegator.setOperatorNetworkShares(subnetwork, operator, shares);
        }
    }

    function stakedUnits() public view override returns (uint256) {
        return restakingVault.activeBalanceOf(address(this));
    }

    function pendingUnits() public view override returns (uint256 units) {
        uint256 current = restakingVault.currentEpoch();
        for (uint256 i = 0; i < _epochs.length; ++i) {
            if (_epochs[i] >= current) units += restakingVault.withdrawalsOf(_epochs[i], address(this));
        }
    }

    function claimableUnits() public view override returns (uint256 units) {
        uint256 current = restakingVault.currentEpoch();
        for (uint256 i = 0; i < _epochs.length; ++i) {
            if (_epochs[i] < current) units += restakingVault.withdrawalsOf(_epochs[i], address(this));
        }
    }

    function stakeRoom() public view override returns (uint256) {
        if (_whitelistedOut()) return 0;
        if (!restakingVault.isDepositLimit()) return type(uint256).max;
        return _less(restakingVault.depositLimit(), restakingVault.activeStake());
    }

    /// @dev Stake a share, with the one that Symbiotic adds to either side: deposits and withdrawals round it up.
    function stakeFactor() public view override returns (uint256) {
        return Math.mulDiv(restakingVault.activeStake() + 1, RAY, restakingVault.activeShares() + 1);
    }

    function _venueFlags() internal view override returns (uint8 flags) {
        if (_whitelistedOut()) flags = Codes.VENUE_IS_FROZEN;
        if (stakeRoom() <= _conversionDust()) flags |= Codes.VENUE_IS_CAPPED;
        if (
            delegator.networkLimit(subnetwork) == 0 ||
            delegator.operatorNetworkShares(subnetwork, operator) == 0 ||
            !delegator.OPERATOR_VAULT_OPT_IN_SERVICE().isOptedIn(operator, address(restakingVault)) ||
            !delegator.OPERATOR_NETWORK_OPT_IN_SERVICE().isOptedIn(operator, network)
        ) flags |= Codes.VENUE_OPERATOR_OUT;
    }

    function _waits() internal view override returns (uint256 epochLeft, uint256 exitWait) {
        epochLeft = restakingVault.nextEpochStart() - block.timestamp;
        exitWait = epochLeft + restakingVault.epochDuration();
    }

    function _rewards() internal view override returns (uint256 worth, uint256 cost) {
        if (address(rewards) == address(0)) return (0, 0);
        cost = HARVEST_GAS * block.basefee;
        bytes memory data = abi.encode(network, DISTRIBUTIONS);
        // Whoever pays rewards must not be able to stop anything else.
        try rewards.claimable(address(rewardToken), address(this), data) returns (uint256 amount) {
            worth = Math.mulDiv(amount, rewardWorth, WAD);
        } catch {
            worth = 0;
        }
    }

    function _stake(uint256 units) internal override {
        _wrapLoose();
        // A share or two of stETH may be too few to wrap.
        uint256 amount = Math.min(units, wsteth.balanceOf(address(this)));
        if (amount > 0) restakingVault.deposit(address(this), amount);
    }

    function _requestExit(uint256 units) internal override returns (uint256 started) {
        if (units == 0) return 0;
        uint256 epoch = restakingVault.currentEpoch() + 1;
        uint256 before = restakingVault.withdrawalsOf(epoch, address(this));
        // All of it by shares, so that no rounding leaves a wei at stake.
        if (units < stakedUnits()) restakingVault.withdraw(address(this), units);
        else restakingVault.redeem(address(this), restakingVault.activeSharesOf(address(this)));
        if (_epochs.length == 0 || _epochs[_epochs.length - 1] != epoch) _epochs.push(epoch);
        return restakingVault.withdrawalsOf(epoch, address(this)) - before;
    }

    function _claimMatured() internal override {
        uint256 current = restakingVault.currentEpoch();
        uint256 kept;
        for (uint256 i = 0; i < _epochs.length; ++i) {
            uint256 epoch = _epochs[i];
            if (epoch >= current)
                _epochs[kept++] = epoch;
                // What was slashed to nothing has nothing to claim.
            else if (restakingVault.withdrawalsOf(epoch, address(this)) > 0) {
                restakingVault.claim(address(this), epoch);
            }
        }
        while (_epochs.length > kept) _epochs.pop();
    }

    function _harvest() internal override returns (bool) {
        address receiver = super._isPositionToken(rewardToken) ? address(this) : rewardReceiver;
        rewards.claimRewards(
            receiver,
            address(rewardToken),
            abi.encode(network, DISTRIBUTIONS, new bytes[](0))
        );
        return true;
    }

    function _isPositionToken(IERC20 token) internal view override returns (bool) {
        return address(token) == address(rewardToken) || super._isPositionToken(token);
    }

    function _whitelistedOut() private view returns (bool) {
        return restakingVault.depositWhitelist() && !restakingVault.isDepositorWhitelisted(address(this));
    }

    function _networkOf(bytes32 subnetwork_) private pure returns (address) {
        return address(uint160(uint256(subnetwork_) >> 96));
    }

    function _risks(Terms memory terms, Venue memory v) private pure returns (bytes32[] memory ids) {
        ids = new bytes32[](4);
        ids[0] = RiskId.token(address(terms.steth));
        ids[1] = RiskId.venue(address(v.vault));
        ids[2] = RiskId.operator(v.operator);
        ids[3] = RiskId.network(_networkOf(v.subnetwork));
    }
}
