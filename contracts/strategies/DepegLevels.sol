// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

/// @title How deep a depeg is, and when it is over.
/// @notice The twin of `strategies/depeg-levels.ts`, shared by every policy that heeds the market price: a level is entered at
/// once and left only past a threshold of its own, so that a price that flaps around one threshold moves the level once.
library DepegLevels {
    uint8 internal constant CALM = 0;
    uint8 internal constant WATCH = 1;
    uint8 internal constant DEFEND = 2;
    uint8 internal constant EVACUATE = 3;

    uint256 private constant SATURATED = 1e12;

    /// Pegs (marketRate / redemptionRate, scaled 1e9) below which a level is entered, and from which it is left again.
    struct Thresholds {
        uint64 watchPeg;
        uint64 watchReentry;
        uint64 defendPeg;
        uint64 defendReentry;
        uint64 evacuatePeg;
        uint64 evacuateReentry;
    }

    /// @notice The depeg level after `peg` is seen at `level`: up at once, down only past each level's re-entry.
    function next(uint8 level, uint256 peg, Thresholds memory t) internal pure returns (uint8 after_) {
        uint8 entered =
            peg < t.evacuatePeg
                ? EVACUATE
                : peg < t.defendPeg
                    ? DEFEND
                    : peg < t.watchPeg
                        ? WATCH
                        : CALM;
        after_ = known(level);
        if (entered >= after_) return entered;
        if (after_ == EVACUATE && peg >= t.evacuateReentry) after_ = DEFEND;
        if (after_ == DEFEND && entered < DEFEND && peg >= t.defendReentry) after_ = WATCH;
        if (after_ == WATCH && entered < WATCH && peg >= t.watchReentry) after_ = CALM;
    }

    /// @notice A level that was remembered; what no contract writes counts as the deepest.
    function known(uint8 level) internal pure returns (uint8) {
        return level > EVACUATE ? EVACUATE : level;
    }

    /// @notice True where deeper levels have lower thresholds, and each is left at or above where it is entered.
    function inOrder(Thresholds memory t) internal pure returns (bool) {
        return
            t.evacuatePeg <= t.defendPeg &&
            t.defendPeg <= t.watchPeg &&
            t.evacuatePeg <= t.evacuateReentry &&
            t.defendPeg <= t.defendReentry &&
            t.watchPeg <= t.watchReentry &&
            t.evacuateReentry <= t.defendReentry &&
            t.defendReentry <= t.watchReentry &&
            t.watchReentry <= SATURATED;
    }
}
