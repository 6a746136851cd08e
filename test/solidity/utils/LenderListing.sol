// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {AaveVersion} from "./AaveVersion.sol";
import {LenderAdmin} from "./LenderAdmin.sol";
import {vm} from "./Vm.sol";

/// @notice Aave v3.0's configurator, as its administrator lists a reserve.
interface IListerV30 {
    struct NewReserve {
        address aTokenImpl;
        address stableDebtTokenImpl;
        address variableDebtTokenImpl;
        uint8 decimals;
        address rateStrategy;
        address asset;
        address treasury;
        address incentives;
        string aTokenName;
        string aTokenSymbol;
        string variableDebtTokenName;
        string variableDebtTokenSymbol;
        string stableDebtTokenName;
        string stableDebtTokenSymbol;
        bytes params;
    }

    function initReserves(NewReserve[] calldata reserves) external;
}

/// @notice The same in v3.6, which asks the token for its decimals and keeps rate curves in one strategy.
interface IListerV36 {
    struct NewReserve {
        address aTokenImpl;
        address variableDebtTokenImpl;
        address asset;
        string aTokenName;
        string aTokenSymbol;
        string variableDebtTokenName;
        string variableDebtTokenSymbol;
        bytes params;
        bytes rateCurve;
    }

    function initReserves(NewReserve[] calldata reserves) external;
}

interface IReserveFactors {
    function setReserveFactor(address asset, uint256 factor) external;
}

interface IOracleAdmin {
    function setAssetSources(address[] calldata assets, address[] calldata sources) external;
}

/// @notice The lender with one more reserve, listed as its governance would.
abstract contract LenderListing is LenderAdmin {
    /// EIP-1967's slot of a proxy's implementation.
    bytes32 private constant IMPLEMENTATION =
        0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc;

    /// Lists `asset` to be borrowed and not lent against: WETH's implementations and rate curve, a tenth of the interest for the
    /// treasury, priced by `source`.
    function _list(address asset, uint8 decimals, string memory symbol, address source) internal {
        vm.startPrank(LENDER_ADMIN);
        if (_aave() == AaveVersion.V36) _initV36(asset, symbol);
        else _initV30(asset, decimals, symbol);
        CONFIGURATOR.setReserveBorrowing(asset, true);
        IReserveFactors(address(CONFIGURATOR)).setReserveFactor(asset, 1000);
        (address[] memory assets, address[] memory sources) = (new address[](1), new address[](1));
        (assets[0], sources[0]) = (asset, source);
        IOracleAdmin(LENDER.getPriceOracle()).setAssetSources(assets, sources);
        vm.stopPrank();
    }

    function _initV30(address asset, uint8 decimals, string memory symbol) private {
        IListerV30.NewReserve[] memory added = new IListerV30.NewReserve[](1);
        added[0] = IListerV30.NewReserve({
            aTokenImpl: _implementation(AAVE.getReserveData(address(WETH)).aTokenAddress),
            stableDebtTokenImpl: _implementation(AAVE.getReserveData(address(WETH)).stableDebtTokenAddress),
            variableDebtTokenImpl: _implementation(
                AAVE.getReserveData(address(WETH)).variableDebtTokenAddress
            ),
            decimals: decimals,
            rateStrategy: AAVE.getReserveData(address(WETH)).interestRateStrategyAddress,
            asset: asset,
            treasury: OWNER,
            incentives: address(0),
            aTokenName: string.concat("Aave Ethereum ", symbol),
            aTokenSymbol: string.concat("aEth", symbol),
            variableDebtTokenName: string.concat("Aave Variable ", symbol),
            variableDebtTokenSymbol: string.concat("variableDebtEth", symbol),
            stableDebtTokenName: string.concat("Aave Stable ", symbol),
            stableDebtTokenSymbol: string.concat("stableDebtEth", symbol),
            params: hex"10"
        });
        IListerV30(address(CONFIGURATOR)).initReserves(added);
    }

    function _initV36(address asset, string memory symbol) private {
        IListerV36.NewReserve[] memory added = new IListerV36.NewReserve[](1);
        added[0] = IListerV36.NewReserve({
            aTokenImpl: _implementation(AAVE.getReserveData(address(WETH)).aTokenAddress),
            variableDebtTokenImpl: _implementation(
                AAVE.getReserveData(address(WETH)).variableDebtTokenAddress
            ),
            asset: asset,
            aTokenName: string.concat("Aave Ethereum ", symbol),
            aTokenSymbol: string.concat("aEth", symbol),
            variableDebtTokenName: string.concat("Aave Variable ", symbol),
            variableDebtTokenSymbol: string.concat("variableDebtEth", symbol),
            params: hex"10",
            // WETH's, in basis points: kink, rate at rest, slopes below and above the kink
            rateCurve: abi.encode(7000, 0, 300, 10_000)
        });
        IListerV36(address(CONFIGURATOR)).initReserves(added);
    }

    function _implementation(address proxy) private view returns (address) {
        return address(uint160(uint256(vm.load(proxy, IMPLEMENTATION))));
    }
}
