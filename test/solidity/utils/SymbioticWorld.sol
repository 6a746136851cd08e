// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IStakerRewards} from "../../../contracts/interfaces/IStakerRewards.sol";
import {ISymbioticDelegator} from "../../../contracts/interfaces/ISymbioticDelegator.sol";
import {ISymbioticVault} from "../../../contracts/interfaces/ISymbioticVault.sol";
import {RestakingPolicy} from "../../../contracts/strategies/restaking/RestakingPolicy.sol";
import {SymbioticStrategy} from "../../../contracts/strategies/restaking/SymbioticStrategy.sol";
import {KeelVault} from "../../../contracts/vault/KeelVault.sol";
import {RestakingWorld} from "./RestakingWorld.sol";
import {vm} from "./Vm.sol";

/// @notice Symbiotic, as those call it who run networks, operators and vaults.
interface IConfigurator {
    struct InitParams {
        uint64 version;
        address owner;
        bytes vaultParams;
        uint64 delegatorIndex;
        bytes delegatorParams;
        bool withSlasher;
        uint64 slasherIndex;
        bytes slasherParams;
    }

    function create(
        InitParams memory params
    ) external returns (address vault, address delegator, address slasher);
}

interface INetworks {
    function registerNetwork() external;
}

interface IOperators {
    function registerOperator() external;
}

interface IMiddlewares {
    function setMiddleware(address middleware) external;
}

interface IOptIns {
    function optIn(address where) external;
    function optOut(address where) external;
}

interface IVaultAdmin {
    function setIsDepositLimit(bool status) external;
    function setDepositLimit(uint256 limit) external;
    function setDepositWhitelist(bool status) external;
}

interface IDelegatorAdmin {
    function setMaxNetworkLimit(uint96 identifier, uint256 amount) external;
    function grantRole(bytes32 role, address account) external;
}

interface ISlasher {
    function slash(
        bytes32 subnetwork,
        address operator,
        uint256 amount,
        uint48 captureTimestamp,
        bytes calldata hints
    ) external returns (uint256 slashedAmount);
}

interface IRewardsFactory {
    struct InitParams {
        address vault;
        uint256 adminFee;
        address defaultAdminRoleHolder;
        address adminFeeClaimRoleHolder;
        address adminFeeSetRoleHolder;
    }

    function create(InitParams calldata params) external returns (address);
}

interface IRewardsPayer {
    function distributeRewards(address network, address token, uint256 amount, bytes calldata data) external;
}

/// @notice The offline mainnet with a Symbiotic vault of wstETH in weekly epochs, one operator of one network, an instant slasher
/// and the default staker rewards, all genuine; and a Keel vault whose strategy restakes there. Two others stake beside it.
abstract contract SymbioticWorld is RestakingWorld {
    IConfigurator private constant CONFIGURATOR = IConfigurator(0x29300b1d3150B4E2b12fE80BE72f365E200441EC);
    INetworks private constant NETWORKS = INetworks(0xC773b1011461e7314CF05f97d95aa8e92C1Fd8aA);
    IOperators private constant OPERATORS = IOperators(0xAd817a6Bc954F678451A71363f04150FDD81Af9F);
    IMiddlewares private constant MIDDLEWARES = IMiddlewares(0xD7dC9B366c027743D90761F71858BCa83C6899Ad);
    IOptIns internal constant VAULT_OPT_IN = IOptIns(0xb361894bC06cbBA7Ea8098BF0e32EB1906A5F891);
    IOptIns internal constant NETWORK_OPT_IN = IOptIns(0x7133415b33B438843D581013f98A08704316633c);
    IRewardsFactory private constant REWARDS_FACTORY = IRewardsFactory(
        0xFEB871581C2ab2e1EEe6f7dDC7e6246cFa087A23
    );

    address internal constant NETWORK = address(0xAE7);
    address internal constant OPERATOR = address(0x0BE);
    address internal constant CURATOR = address(0xC04A704);
    address internal constant BURNER = 0x000000000000000000000000000000000000dEaD;
    uint48 internal constant EPOCH = 7 days;
    bytes32 internal constant SUBNETWORK = bytes32(uint256(uint160(NETWORK)) << 96);

    ISymbioticVault internal symbiotic;
    ISymbioticDelegator internal delegator;
    ISlasher internal slasher;
    IStakerRewards internal rewards;
    SymbioticStrategy internal restaked;

    function setUp() public virtual override {
        super.setUp();
        _openSymbioticVault();
        _register();
        vault = _newVault();
        restaked = _restakingIn(vault);
        vm.startPrank(CURATOR);
        IDelegatorAdmin admin = IDelegatorAdmin(address(delegator));
        admin.grantRole(keccak256("NETWORK_LIMIT_SET_ROLE"), address(restaked));
        admin.grantRole(keccak256("OPERATOR_NETWORK_SHARES_SET_ROLE"), address(restaked));
        vm.stopPrank();
        _open(restaked, abi.encodeCall(SymbioticStrategy.delegate, (1_000_000e18, 1)));
        _stakeBeside(CAROL, 300e18);
        vm.warp(block.timestamp + 1 hours);
    }

    function _restakingIn(KeelVault vault_) internal returns (SymbioticStrategy) {
        SymbioticStrategy.Venue memory venue = SymbioticStrategy.Venue({
            vault: symbiotic,
            subnetwork: SUBNETWORK,
            operator: OPERATOR,
            rewards: rewards,
            rewardToken: _rewardToken(),
            rewardWorth: 1e18,
            rewardReceiver: OWNER
        });
        return new SymbioticStrategy(_terms(vault_), venue);
    }

    function _rewardToken() internal virtual returns (IERC20) {
        return WSTETH;
    }

    // ------------------------------------------------------------------ the venue's people

    /// Somebody else stakes in the same Symbiotic vault.
    function _stakeBeside(address who, uint256 steth) internal {
        vm.startPrank(who);
        STETH.approve(address(WSTETH), steth);
        uint256 amount = WSTETH.wrap(steth);
        WSTETH.approve(address(symbiotic), amount);
        symbiotic.deposit(who, amount);
        vm.stopPrank();
    }

    /// The network slashes its operator for an offence `ago` seconds ago.
    function _slashOperator(uint256 amount, uint256 ago) internal returns (uint256 slashed) {
        vm.prank(NETWORK);
        slashed = slasher.slash(SUBNETWORK, OPERATOR, amount, uint48(block.timestamp - ago), "");
    }

    /// The network slashes `part` (WAD) of all that stands for it, for an offence an hour ago.
    function _slashPart(uint256 part) internal returns (uint256 slashed) {
        vm.warp(block.timestamp + 1 hours + 1);
        return _slashOperator((symbiotic.activeStake() * part) / WAD, 1 hours);
    }

    /// The network pays `amount` of the reward token to those who were staked a second ago.
    function _pay(uint256 amount) internal {
        IERC20 paid = restaked.rewardToken();
        vm.startPrank(NETWORK);
        paid.approve(address(rewards), amount);
        bytes memory data = abi.encode(uint48(block.timestamp - 1), uint256(0), bytes(""), bytes(""));
        IRewardsPayer(address(rewards)).distributeRewards(NETWORK, address(paid), amount, data);
        vm.stopPrank();
    }

    /// The keeper does what the rules ask for.
    function _do() internal returns (RestakingPolicy.Decision memory d) {
        d = restaked.check();
        vm.prank(KEEPER);
        restaked.execute(d.action, d.target, 0);
    }

    function _toNextEpoch() internal {
        vm.warp(ISymbioticVault(symbiotic).nextEpochStart());
    }

    function _openSymbioticVault() private {
        address[] memory curators = new address[](1);
        curators[0] = CURATOR;
        IConfigurator.InitParams memory params;
        (params.version, params.owner, params.withSlasher) = (1, CURATOR, true);
        params.vaultParams = abi.encode(
            address(WSTETH),
            BURNER,
            EPOCH,
            false,
            false,
            uint256(0),
            CURATOR,
            CURATOR,
            CURATOR,
            CURATOR,
            CURATOR
        );
        params.delegatorParams = _dynamic(abi.encode(CURATOR, address(0), address(0), curators, curators));
        params.slasherParams = abi.encode(false);
        (address vault_, address delegator_, address slasher_) = CONFIGURATOR.create(params);
        (symbiotic, delegator) = (ISymbioticVault(vault_), ISymbioticDelegator(delegator_));
        slasher = ISlasher(slasher_);
        rewards = IStakerRewards(
            REWARDS_FACTORY.create(IRewardsFactory.InitParams(vault_, 0, CURATOR, CURATOR, CURATOR))
        );
    }

    function _register() private {
        vm.startPrank(NETWORK);
        NETWORKS.registerNetwork();
        MIDDLEWARES.setMiddleware(NETWORK);
        IDelegatorAdmin(address(delegator)).setMaxNetworkLimit(0, type(uint256).max);
        vm.stopPrank();
        vm.startPrank(OPERATOR);
        OPERATORS.registerOperator();
        VAULT_OPT_IN.optIn(address(symbiotic));
        NETWORK_OPT_IN.optIn(NETWORK);
        vm.stopPrank();
        vm.startPrank(TRADER);
        STETH.approve(address(WSTETH), 10_000e18);
        WSTETH.transfer(NETWORK, WSTETH.wrap(10_000e18));
        vm.stopPrank();
    }

    /// A struct with arrays inside is encoded behind an offset of its own.
    function _dynamic(bytes memory tuple) private pure returns (bytes memory) {
        return bytes.concat(abi.encode(uint256(0x20)), tuple);
    }
}
