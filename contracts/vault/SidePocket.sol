// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILstAdapter} from "../interfaces/ILstAdapter.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {UnitTransfers} from "../lst/UnitTransfers.sol";

/// @title Claims on a strategy that its vault has set aside: an ERC-20, a claim for every unit that was last seen there.
/// @notice The vault holds all claims at first, and hands each leaver its shares' part of them. Whatever the strategy still realises
/// comes here, in units of the vault's token, and belongs to who holds claims at that moment, the vault like anybody else: those who
/// left and those who stayed are paid alike. Claims move freely; what was realised before stays with who held them.
contract SidePocket is ERC20 {
    using UnitTransfers for ILstAdapter;

    uint256 private constant RAY = 1e27;

    address public immutable vault;
    IStrategy public immutable strategy;
    ILstAdapter public immutable adapter;
    uint8 private immutable _decimals;

    /// Units realised so far for a claim, RAY.
    uint256 public perClaim;
    /// Units held here that {perClaim} counts.
    uint256 private _counted;
    mapping(address holder => uint256) private _perClaimSeen;
    /// Units not paid yet, RAY.
    mapping(address holder => uint256) private _due;

    event Realised(uint256 units);
    event Paid(address indexed holder, address indexed receiver, uint256 units);

    error OnlyVault(address caller);

    /// @param share of the vault that makes this
    constructor(
        IERC20Metadata share,
        IStrategy strategy_,
        ILstAdapter adapter_,
        uint256 claims
    ) ERC20(string.concat(share.name(), " side pocket"), string.concat(share.symbol(), "-pocket")) {
        (vault, strategy, adapter) = (address(share), strategy_, adapter_);
        _decimals = share.decimals();
        _mint(address(share), claims);
    }

    /// @notice Counts what arrived since the last call. Open to anyone; every transfer and payment does it too.
    function sync() public {
        uint256 supply = totalSupply();
        uint256 arrived = adapter.unitsOf(address(this)) - _counted;
        if (supply == 0 || arrived == 0) return;
        perClaim += Math.mulDiv(arrived, RAY, supply);
        _counted += arrived;
        emit Realised(arrived);
    }

    /// @notice Pays the caller what its claims have realised so far; the claims stay.
    /// @return units paid, rounded down
    function claim(address receiver) external returns (uint256 units) {
        sync();
        _credit(msg.sender);
        units = _due[msg.sender] / RAY;
        if (units == 0) return 0;
        _due[msg.sender] -= units * RAY;
        _counted -= units;
        adapter.sendUnits(receiver, units);
        emit Paid(msg.sender, receiver, units);
    }

    /// @notice Gives up the claims that the vault holds itself: it takes the strategy back and pays the others off. Only the vault.
    function retire() external {
        if (msg.sender != vault) revert OnlyVault(msg.sender);
        _burn(vault, balanceOf(vault));
    }

    /// @return units that `holder` can claim, as far as arrivals are counted
    function claimable(address holder) external view returns (uint256 units) {
        return (_due[holder] + balanceOf(holder) * (perClaim - _perClaimSeen[holder])) / RAY;
    }

    function decimals() public view override returns (uint8) {
        return _decimals;
    }

    function _update(address from, address to, uint256 value) internal override {
        sync();
        _credit(from);
        _credit(to);
        super._update(from, to, value);
    }

    function _credit(address holder) private {
        _due[holder] += balanceOf(holder) * (perClaim - _perClaimSeen[holder]);
        _perClaimSeen[holder] = perClaim;
    }
}
