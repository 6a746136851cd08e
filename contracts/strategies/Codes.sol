// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {DepegLevels} from "./DepegLevels.sol";

/// @title What policies answer with: codes of actions, levels, urgencies, reasons and flags.
/// @notice Numbers as in `strategies/decision.ts`, which names those of every policy. Appended, never renumbered.
library Codes {
    /// Ratios are scaled by this: 0.66 is 660_000_000.
    uint256 internal constant RATIO = 1e9;
    /// Ratios and ages saturate here, so that every sum and product in a policy also fits a float64's integers.
    uint256 internal constant SATURATED = 1e12;

    uint8 internal constant HOLD = 0;
    uint8 internal constant LEVER = 1;
    uint8 internal constant DELEVER = 2;
    /// Nothing to move, but the level changed, or a slash was seen, and must be remembered.
    uint8 internal constant MARK = 3;
    /// Puts at stake what lies loose.
    uint8 internal constant DEPOSIT = 4;
    /// Takes the slow way out, a protocol's own queue or epoch, instead of a sale.
    uint8 internal constant EXIT = 5;
    /// Takes what the slow way has paid; a borrower repays with it.
    uint8 internal constant CLAIM = 6;
    uint8 internal constant HARVEST = 7;
    /// Sells what is at stake where that costs less than the slow way.
    uint8 internal constant SELL = 8;
    /// Puts coins into a pool, and takes them out of it.
    uint8 internal constant ENTER = 9;
    uint8 internal constant WITHDRAW = 10;
    uint8 internal constant BORROW = 11;
    uint8 internal constant REPAY = 12;
    uint8 internal constant UNWIND = 13;

    uint8 internal constant CALM = DepegLevels.CALM;
    uint8 internal constant WATCH = DepegLevels.WATCH;
    uint8 internal constant DEFEND = DepegLevels.DEFEND;
    uint8 internal constant EVACUATE = DepegLevels.EVACUATE;

    uint8 internal constant IDLE = 0;
    uint8 internal constant REBALANCE = 1;
    uint8 internal constant PROTECT = 2;
    uint8 internal constant RESCUE = 3;

    uint8 internal constant IN_BAND = 0;
    uint8 internal constant EMPTY = 1;
    uint8 internal constant LEVEL_CHANGED = 2;
    uint8 internal constant BELOW_MIN = 3;
    uint8 internal constant ABOVE_MAX = 4;
    uint8 internal constant DEPEG = 5;
    uint8 internal constant PAST_RIPCORD = 6;
    uint8 internal constant NEGATIVE_CARRY = 7;
    uint8 internal constant REFUSED_LEVEL = 8;
    uint8 internal constant REFUSED_PRICE_STALE = 9;
    uint8 internal constant REFUSED_PRICE_BOUND = 10;
    uint8 internal constant REFUSED_VENUE = 11;
    uint8 internal constant REFUSED_BORROW_LIMIT = 12;
    uint8 internal constant REFUSED_CARRY = 13;
    uint8 internal constant REFUSED_COOLDOWN = 14;
    uint8 internal constant VENUE_PAUSED = 15;
    uint8 internal constant SLASHED = 16;
    uint8 internal constant EXIT_MATURED = 17;
    uint8 internal constant WORTH_HARVESTING = 18;
    uint8 internal constant EPOCH_OPEN = 19;
    uint8 internal constant EXIT_UNDER_WAY = 20;
    uint8 internal constant REFUSED_RATE = 21;
    uint8 internal constant IDLE_FUNDS = 22;
    uint8 internal constant POOL_SHALLOW = 23;
    uint8 internal constant VIRTUAL_PRICE_FELL = 24;
    uint8 internal constant REFUSED_BALANCE = 25;
    uint8 internal constant REFUSED_COST = 26;
    uint8 internal constant VENUE_LOSS = 27;
    uint8 internal constant VENUE_ILLIQUID = 28;
    uint8 internal constant SURPLUS = 29;
    uint8 internal constant REFUSED_HELD = 30;
    /// 31 is a strategist's rule, which no contract knows of.
    uint8 internal constant REFUSED_PACE = 32;

    uint8 internal constant FLAG_MARKET = 1;
    uint8 internal constant FLAG_REDEMPTION = 2;
    uint8 internal constant FLAG_LENDER = 4;

    uint8 internal constant VENUE_IS_FROZEN = 1;
    uint8 internal constant VENUE_IS_PAUSED = 2;
    uint8 internal constant VENUE_IS_CAPPED = 4;
    uint8 internal constant VENUE_NO_FLASH = 8;
    /// Nobody works for the stake.
    uint8 internal constant VENUE_OPERATOR_OUT = 16;
    uint8 internal constant VENUE_GAUGE_KILLED = 32;
    /// The venue of borrowed funds takes no deposit.
    uint8 internal constant VENUE_IS_CLOSED = 64;

    // What is wrong with a rate that somebody pushes; a slash is flagged before the rate shows it.
    uint8 internal constant RATE_STALE = 1;
    uint8 internal constant RATE_JUMPED = 2;
    uint8 internal constant RATE_FELL = 4;
    uint8 internal constant RATE_FLAGGED = 8;
}
