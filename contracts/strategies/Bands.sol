// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Codes} from "./Codes.sol";

/// @title The bands of a borrowing strategy: how much it may owe against its collateral, and where it acts.
/// @notice The twin of `strategies/bands.ts`. Ratios are LTVs scaled 1e9.
library Bands {
    struct Ltvs {
        uint64 min;
        uint64 target;
        uint64 max;
        uint64 ripcord;
        /// the target at level `defend`; the bands move down with it
        uint64 defend;
        /// the target at level `evacuate`
        uint64 evacuate;
    }

    /// @notice The first rule of order that the LTVs break, for a lender that liquidates at `liquidationLtv`; 0 means sound.
    /// @dev 1 band order, 2 room under max, 3 ripcord order, 4 level targets. A target of 0 never borrows.
    function unsound(Ltvs memory p, uint256 liquidationLtv) internal pure returns (uint256 rule) {
        bool ordered = p.min < p.target || (p.min == 0 && p.target == 0);
        if (!ordered || p.target >= p.max || p.max >= Codes.RATIO) return 1;
        if (p.target > percent97(p.max)) return 2;
        if (p.max >= p.ripcord || p.ripcord > percent97(liquidationLtv)) return 3;
        if (p.evacuate > p.defend || p.defend > p.target) return 4;
        return 0;
    }

    /// @notice The bands in force: centred on the level's target, and never past what the lender's live threshold bears.
    function inForce(
        uint256 liquidationLtv,
        uint8 level,
        Ltvs memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high, uint256 line) {
        return movedDown(liquidationLtv, levelShift(level, p), p);
    }

    /// @notice By how much the target moves down at a depeg level.
    function levelShift(uint8 level, Ltvs memory p) internal pure returns (uint256) {
        if (level >= Codes.EVACUATE) return p.target - p.evacuate;
        return level == Codes.DEFEND ? p.target - p.defend : 0;
    }

    /// @notice The bands moved down by `shift`, and never past what the lender's live threshold bears.
    function movedDown(
        uint256 liquidationLtv,
        uint256 shift,
        Ltvs memory p
    ) internal pure returns (uint256 low, uint256 target, uint256 high, uint256 line) {
        line = _min(p.ripcord, percent97(liquidationLtv));
        high = _min(p.max - shift, percent97(line));
        target = _min(p.target - shift, percent97(high));
        low = _min(p.min > shift ? p.min - shift : 0, target);
    }

    /// @notice From a band's edge toward the target; the whole way at 10,000 bps.
    function toward(uint256 target, uint256 edge, uint256 bps) internal pure returns (uint64) {
        uint256 rest = edge > target ? edge - target : target - edge;
        uint256 kept = (rest * (10_000 - bps)) / 10_000;
        return uint64(edge > target ? target + kept : target - kept);
    }

    function percent97(uint256 ratio) internal pure returns (uint256) {
        return (ratio * 97) / 100;
    }

    function _min(uint256 a, uint256 b) private pure returns (uint256) {
        return a < b ? a : b;
    }
}
