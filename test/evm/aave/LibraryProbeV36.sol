// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {TokenMath} from "@aave-dao/aave-v3-origin/src/contracts/protocol/libraries/helpers/TokenMath.sol";
import {MathUtils} from "@aave-dao/aave-v3-origin/src/contracts/protocol/libraries/math/MathUtils.sol";
import {PercentageMath} from "@aave-dao/aave-v3-origin/src/contracts/protocol/libraries/math/PercentageMath.sol";
import {WadRayMath} from "@aave-dao/aave-v3-origin/src/contracts/protocol/libraries/math/WadRayMath.sol";

/// Lets the internal functions of Aave v3.6's libraries be called from outside, under the kernels' names.
contract LibraryProbe {
    function rayMul(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayMul(a, b);
    }

    function rayMulFloor(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayMulFloor(a, b);
    }

    function rayMulCeil(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayMulCeil(a, b);
    }

    function rayDiv(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayDiv(a, b);
    }

    function rayDivFloor(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayDivFloor(a, b);
    }

    function rayDivCeil(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.rayDivCeil(a, b);
    }

    function wadDiv(uint256 a, uint256 b) external pure returns (uint256) {
        return WadRayMath.wadDiv(a, b);
    }

    function percentMul(uint256 a, uint256 b) external pure returns (uint256) {
        return PercentageMath.percentMul(a, b);
    }

    function percentMulFloor(uint256 a, uint256 b) external pure returns (uint256) {
        return PercentageMath.percentMulFloor(a, b);
    }

    function percentMulCeil(uint256 a, uint256 b) external pure returns (uint256) {
        return PercentageMath.percentMulCeil(a, b);
    }

    function percentDiv(uint256 a, uint256 b) external pure returns (uint256) {
        return PercentageMath.percentDiv(a, b);
    }

    function percentDivCeil(uint256 a, uint256 b) external pure returns (uint256) {
        return PercentageMath.percentDivCeil(a, b);
    }

    function supplyMinted(uint256 amount, uint256 index) external pure returns (uint256) {
        return TokenMath.getATokenMintScaledAmount(amount, index);
    }

    function supplyBurned(uint256 amount, uint256 index) external pure returns (uint256) {
        return TokenMath.getATokenBurnScaledAmount(amount, index);
    }

    function supplyMoved(uint256 amount, uint256 index) external pure returns (uint256) {
        return TokenMath.getATokenTransferScaledAmount(amount, index);
    }

    function supplyWorth(uint256 scaled, uint256 index) external pure returns (uint256) {
        return TokenMath.getATokenBalance(scaled, index);
    }

    function debtMinted(uint256 amount, uint256 index) external pure returns (uint256) {
        return TokenMath.getVTokenMintScaledAmount(amount, index);
    }

    function debtBurned(uint256 amount, uint256 index) external pure returns (uint256) {
        return TokenMath.getVTokenBurnScaledAmount(amount, index);
    }

    function debtWorth(uint256 scaled, uint256 index) external pure returns (uint256) {
        return TokenMath.getVTokenBalance(scaled, index);
    }

    function linearInterest(uint256 rate, uint256 elapsed) external view returns (uint256) {
        return MathUtils.calculateLinearInterest(rate, uint40(block.timestamp - elapsed));
    }

    function compoundInterest(uint256 rate, uint256 elapsed) external view returns (uint256) {
        return MathUtils.calculateCompoundedInterest(rate, uint40(block.timestamp - elapsed));
    }
}
