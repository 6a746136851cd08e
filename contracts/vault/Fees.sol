// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Books} from "./Books.sol";
import {FeeMath} from "./FeeMath.sol";

/// @title A vault's fees: a part of what strategies add, and a part of everything a year, minted as shares.
/// @notice The performance fee is on units a share above their high-water mark. A staking reward moves no units, so a depositor's own
/// rebase bears none, and a gain bears it once: what was lost and won back is below the mark. The mark starts where the price
/// is when the fee is first set. Caps are in code; who changes a fee gives notice.
abstract contract Fees is Books {
    uint256 public constant MAX_PERFORMANCE_BPS = 3000;
    uint256 public constant MAX_MANAGEMENT_BPS = 300;

    /// Units a share above which the performance fee is due, RAY; for as many shares as a unit is at first.
    uint256 public highWaterMark = 1e27;
    address public performanceRecipient;
    address public managementRecipient;

    event FeesSet(uint256 performanceBps, uint256 managementBps);
    event FeeRecipientsSet(address performance, address management);
    event ManagementFeeTaken(uint256 units, uint256 shares);
    event PerformanceFeeTaken(uint256 units, uint256 shares, uint256 highWaterMark);

    error FeeAboveCap(uint256 performanceBps, uint256 managementBps);
    error NoFeeRecipient();

    /// @notice Fees from now on, basis points; what is due at the old ones is taken first.
    /// @param performanceBps of units above the high-water mark, at most {MAX_PERFORMANCE_BPS}
    /// @param managementBps of all units a year, at most {MAX_MANAGEMENT_BPS}
    function setFees(uint256 performanceBps, uint256 managementBps) external ownerTimelocked nonReentrant {
        if (performanceBps > MAX_PERFORMANCE_BPS || managementBps > MAX_MANAGEMENT_BPS) {
            revert FeeAboveCap(performanceBps, managementBps);
        }
        if (performanceRecipient == address(0)) revert NoFeeRecipient();
        Standing memory s = _recognise();
        if (_books.performanceBps == 0)
            highWaterMark = Math.max(highWaterMark, FeeMath.price(s.total, s.supply, _sharesAUnit));
        (_books.performanceBps, _books.managementBps) = (uint16(performanceBps), uint16(managementBps));
        emit FeesSet(performanceBps, managementBps);
    }

    /// @notice Who gets the shares that fees are minted as. Only the owner.
    function setFeeRecipients(address performance, address management) external onlyOwner {
        if (performance == address(0) || management == address(0)) revert NoFeeRecipient();
        (performanceRecipient, managementRecipient) = (performance, management);
        emit FeeRecipientsSet(performance, management);
    }

    /// @notice Shares that the next call would mint as fees, which every preview takes into account already.
    function previewFees() external view returns (uint256 performanceShares, uint256 managementShares) {
        FeeMath.Due memory due = _due(Standing(entryUnits(), totalSupply()));
        return (due.performanceShares, due.managementShares);
    }

    function _feeShares(Standing memory s) internal view override returns (uint256) {
        FeeMath.Due memory due = _due(s);
        return due.performanceShares + due.managementShares;
    }

    function _takeFees(Standing memory s) internal override returns (uint256 shares) {
        FeeMath.Due memory due = _due(s);
        if (due.managementShares > 0) {
            _mint(managementRecipient, due.managementShares);
            emit ManagementFeeTaken(due.managementUnits, due.managementShares);
        }
        shares = due.managementShares + due.performanceShares;
        if (due.performanceShares > 0) {
            _mint(performanceRecipient, due.performanceShares);
            highWaterMark = FeeMath.price(s.total, s.supply + shares, _sharesAUnit);
            emit PerformanceFeeTaken(due.performanceUnits, due.performanceShares, highWaterMark);
        }
    }

    function _due(Standing memory s) private view returns (FeeMath.Due memory due) {
        FeeMath.Terms memory terms;
        (terms.performanceBps, terms.managementBps) = (_books.performanceBps, _books.managementBps);
        if (terms.performanceBps == 0 && terms.managementBps == 0) return due;
        terms.elapsed = block.timestamp - _books.time;
        (terms.highWaterMark, terms.sharesAUnit) = (highWaterMark, _sharesAUnit);
        return FeeMath.due(terms, s.total, s.supply);
    }
}
