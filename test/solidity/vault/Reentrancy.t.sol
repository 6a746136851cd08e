// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IKeelVault} from "../../../contracts/interfaces/IKeelVault.sol";
import {ILstAdapter} from "../../../contracts/interfaces/ILstAdapter.sol";
import {IStrategy} from "../../../contracts/interfaces/IStrategy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {Role} from "../../../contracts/vault/Roles.sol";
import {Test} from "../utils/Test.sol";
import {vm} from "../utils/Vm.sol";

/// @notice A token that calls back whoever it is told to whenever it moves; its own adapter, since a unit is a token.
contract CallingToken is ERC20("Calling", "CALL"), ILstAdapter {
    ReentrancyTest private immutable _listener;

    constructor(ReentrancyTest listener) {
        _listener = listener;
    }

    function mint(address to, uint256 amount) external {
        _mint(to, amount);
    }

    function token() external view returns (address) {
        return address(this);
    }

    function rebasing() external pure returns (bool) {
        return false;
    }

    function toUnits(uint256 assets) external pure returns (uint256) {
        return assets;
    }

    function toUnitsUp(uint256 assets) external pure returns (uint256) {
        return assets;
    }

    function toAssets(uint256 units) external pure returns (uint256) {
        return units;
    }

    function toAssetsUp(uint256 units) external pure returns (uint256) {
        return units;
    }

    function unitsOf(address account) external view returns (uint256) {
        return balanceOf(account);
    }

    function redemptionRate() external pure returns (uint256) {
        return 1e18;
    }

    function ratePushed() external pure returns (bool) {
        return false;
    }

    function _update(address from, address to, uint256 amount) internal override {
        _listener.called();
        super._update(from, to, amount);
        _listener.called();
    }
}

/// @notice A strategy that holds what it is given and calls back on its way in and out.
contract CallingStrategy is IStrategy {
    IKeelVault public immutable vault;
    IERC20 private immutable _token;
    ReentrancyTest private immutable _listener;

    constructor(IKeelVault vault_, IERC20 token, ReentrancyTest listener) {
        (vault, _token, _listener) = (vault_, token, listener);
    }

    function deposit(uint256) external {
        _listener.called();
    }

    function withdraw(uint256 units, uint256) public returns (uint256) {
        _listener.called();
        _token.transfer(address(vault), units);
        return units;
    }

    function withdrawAtFloor(uint256 units, uint256 minUnits) external returns (uint256) {
        return withdraw(units, minUnits);
    }

    function entryUnits() external view returns (uint256) {
        return _token.balanceOf(address(this));
    }

    function exitUnits() external view returns (uint256) {
        return _token.balanceOf(address(this));
    }

    function depositLimit() external pure returns (uint256) {
        return type(uint256).max;
    }

    function withdrawLimit() external view returns (uint256) {
        return _token.balanceOf(address(this));
    }

    function riskIds() external pure returns (bytes32[] memory) {
        return new bytes32[](0);
    }

    function entriesOpen() external pure returns (bool) {
        return true;
    }
}

/// @notice The vault with a token and a strategy that call back at every chance: nothing lets them in a second time, and
/// what they read meanwhile is the price from before.
/// @dev Proves VLT-15.
contract ReentrancyTest is Test {
    KeelVault private vault;
    CallingToken private token;
    CallingStrategy private strategy;

    bytes private again;
    bool private active;
    uint256 private calls;
    uint256 private priceBefore;

    function setUp() public {
        token = new CallingToken(this);
        vault = new KeelVault(token, "Calling", "C", address(this), 0.25e18, 1e30, 7 days);
        strategy = new CallingStrategy(vault, token, this);
        vault.addStrategy(strategy, 1e30);
        vault.grant(Role.Keeper, address(this));
        vault.open();
        token.mint(address(this), 1000e18);
        token.approve(address(vault), type(uint256).max);
        vault.deposit(300e18, address(this));
        vault.allocate(strategy, 100e18);
        vm.warp(block.timestamp + 1 days);
        token.mint(address(vault), 7e18);
        vm.warp(block.timestamp + 1 days);
        vault.recognise();
    }

    /// The token's and the strategy's call.
    function called() external {
        if (!active) return;
        ++calls;
        (bool done, bytes memory answer) = address(vault).call(again);
        assertFalse(done, "nobody gets in a second time");
        assertEq(
            bytes32(bytes4(answer)),
            bytes32(ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector),
            "refused by the lock"
        );
        assertNear(vault.convertToAssets(1e18), priceBefore, 1, "a share has the same price from inside");
        assertNear(vault.previewRedeem(1e18), priceBefore, 1, "at exit, too");
    }

    function test_VLT_15_noStateChangingCallCanBeReenteredByTokenOrStrategy(
        uint256 outer,
        uint256 inner
    ) public {
        bytes[] memory entrances = _entrances();
        again = entrances[inner % entrances.length];
        priceBefore = vault.convertToAssets(1e18);
        active = true;
        (bool done, ) = address(vault).call(entrances[outer % (entrances.length - 1)]);
        assertTrue(done, "the outer call itself goes through");
        assertGt(calls, 0, "and it did call back");
    }

    /// Every call of the vault that moves something; the last moves nothing and is only tried from inside.
    function _entrances() private view returns (bytes[] memory e) {
        e = new bytes[](8);
        address me = address(this);
        e[0] = abi.encodeCall(vault.deposit, (1e18, me));
        e[1] = abi.encodeCall(vault.mint, (1e18, me));
        e[2] = abi.encodeCall(vault.withdraw, (1e18, me, me));
        e[3] = abi.encodeWithSignature("redeem(uint256,address,address)", 1e18, me, me);
        e[4] = abi.encodeWithSignature("redeem(uint256,address,address,uint256)", 250e18, me, me, 0);
        e[5] = abi.encodeCall(vault.allocate, (strategy, 1e18));
        e[6] = abi.encodeCall(vault.deallocate, (strategy, 1e18, 0));
        e[7] = abi.encodeCall(vault.recognise, ());
    }
}
