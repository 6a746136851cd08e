// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PushedRateAdapter} from "../../lst/PushedRateAdapter.sol";
import {Codes} from "../Codes.sol";

/// @title A pushed rate to count by, whatever is wrong with it.
/// @notice What breaks a bound upwards counts at the bound; what falls counts at once, however far; what does not answer counts
/// as last seen. Each is flagged, so that nobody enters by it.
library PushedRate {
    struct Reading {
        /// ETH per unit of the token, WAD
        uint256 rate;
        /// Codes.RATE_*
        uint8 flags;
        /// seconds since the rate was last seen to change
        uint256 age;
    }

    function read(PushedRateAdapter adapter) internal view returns (Reading memory r) {
        (, uint96 answer, , uint32 changed) = adapter.seen();
        r.age = block.timestamp - changed;
        try adapter.redemptionRate() returns (uint256 rate) {
            r.rate = rate;
            if (rate != answer) r.age = 0;
        } catch (bytes memory reason) {
            (r.rate, r.flags) = _refused(reason, answer);
            if (r.rate == 0) r.rate = answer;
        }
    }

    /// @dev The errors of {PushedRateAdapter} name the rate that was refused, and the bound that it broke.
    function _refused(bytes memory reason, uint256 answer) private pure returns (uint256 rate, uint8 flags) {
        bytes4 name = bytes4(reason);
        if (name == PushedRateAdapter.RateJumped.selector) {
            (uint256 jumped, uint256 most) = _arguments(reason);
            return (Math.min(jumped, most), Codes.RATE_JUMPED);
        }
        if (name == PushedRateAdapter.RateFell.selector) {
            (uint256 fallen, ) = _arguments(reason);
            return (fallen, Codes.RATE_FELL);
        }
        return (answer, Codes.RATE_STALE);
    }

    function _arguments(bytes memory reason) private pure returns (uint256 first, uint256 second) {
        assembly ("memory-safe") {
            first := mload(add(reason, 36))
            second := mload(add(reason, 68))
        }
    }
}
