// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IStrategy} from "../interfaces/IStrategy.sol";
import {RiskId} from "../strategies/RiskId.sol";
import {Position} from "./Position.sol";

/// @title How much a vault may have at one risk: a token, a lender, a venue, an oracle, an operator, a network, or one strategy.
/// @notice A cap is in units and as a part of the vault; both bind. A strategy is an id of its own, capped from the start; an id
/// without a cap is not bounded. Linked, so that its bytes are not the vault's.
library Risks {
    uint256 private constant WAD = 1e18;
    uint256 public constant MAX_RISKS = 12;

    struct Cap {
        /// units at entry value
        uint128 absolute;
        /// WAD of the vault's lowest total of late; WAD itself bounds nothing
        uint64 relative;
        bool set;
    }

    struct Book {
        mapping(bytes32 id => Cap) caps;
        mapping(IStrategy strategy => bytes32[]) ids;
    }

    event CapSet(bytes32 indexed id, uint256 absolute, uint256 relative);

    error AboveCap(bytes32 id, uint256 units, uint256 cap);
    error CapNotHigher(bytes32 id, uint256 absolute, uint256 relative);
    error CapNotLower(bytes32 id, uint256 absolute, uint256 relative);
    error TooManyRisks(uint256 risks);

    /// @notice Takes down what a new strategy can be lost to, and caps the strategy itself.
    function enrol(Book storage self, IStrategy strategy, uint256 absolute) external {
        bytes32[] memory ids = strategy.riskIds();
        if (ids.length >= MAX_RISKS) revert TooManyRisks(ids.length);
        self.ids[strategy] = ids;
        bytes32 own = RiskId.strategy(address(strategy));
        self.ids[strategy].push(own);
        _set(self, own, absolute, WAD);
    }

    /// @notice Refused where a cap would not move as `up` says, or a part would.
    function change(Book storage self, bytes32 id, uint256 absolute, uint256 relative, bool up) external {
        (uint256 absoluteNow, uint256 relativeNow) = _capOf(self, id);
        bool raises = absolute > absoluteNow || relative > relativeNow;
        bool lowers = absolute < absoluteNow || relative < relativeNow;
        if (up && (!raises || lowers || relative > WAD)) revert CapNotHigher(id, absolute, relative);
        if (!up && (!lowers || raises)) revert CapNotLower(id, absolute, relative);
        _set(self, id, absolute, relative);
    }

    /// @notice Refuses with {AboveCap} where what shares a risk with `strategy` holds more than that risk's cap.
    /// @param base units that relative caps are a part of
    function requireWithin(
        Book storage self,
        Position[] storage positions,
        IStrategy strategy,
        uint256 base
    ) internal view {
        bytes32[] storage ids = self.ids[strategy];
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 most = _mostOf(self, ids[i], base);
            if (most == type(uint256).max) continue;
            uint256 held = _exposure(self, positions, ids[i]);
            if (held > most) revert AboveCap(ids[i], held, most);
        }
    }

    /// @return room units that can be added to `strategy` before what shares a risk with it holds more than that risk's cap
    function roomOf(
        Book storage self,
        Position[] storage positions,
        IStrategy strategy,
        uint256 base
    ) internal view returns (uint256 room) {
        bytes32[] storage ids = self.ids[strategy];
        room = type(uint256).max;
        for (uint256 i = 0; i < ids.length; ++i) {
            uint256 most = _mostOf(self, ids[i], base);
            if (most == type(uint256).max) continue;
            room = Math.min(room, Math.saturatingSub(most, _exposure(self, positions, ids[i])));
        }
    }

    /// @return absolute units
    /// @return relative WAD
    function capOf(Book storage self, bytes32 id) external view returns (uint256 absolute, uint256 relative) {
        return _capOf(self, id);
    }

    /// @return units at entry value in strategies that share the risk
    function _exposure(
        Book storage self,
        Position[] storage positions,
        bytes32 id
    ) private view returns (uint256 units) {
        for (uint256 i = 0; i < positions.length; ++i) {
            IStrategy strategy = positions[i].strategy;
            if (_has(self.ids[strategy], id)) units += strategy.entryUnits();
        }
    }

    /// @return most units that the risk may hold; the largest number where it has no cap
    function _mostOf(Book storage self, bytes32 id, uint256 base) private view returns (uint256 most) {
        Cap memory cap = self.caps[id];
        if (!cap.set) return type(uint256).max;
        most = cap.absolute;
        if (cap.relative < WAD) most = Math.min(most, Math.mulDiv(base, cap.relative, WAD));
    }

    function _has(bytes32[] storage ids, bytes32 id) private view returns (bool) {
        for (uint256 i = 0; i < ids.length; ++i) if (ids[i] == id) return true;
        return false;
    }

    function _capOf(Book storage self, bytes32 id) private view returns (uint256, uint256) {
        Cap memory cap = self.caps[id];
        return cap.set ? (cap.absolute, cap.relative) : (type(uint128).max, WAD);
    }

    function _set(Book storage self, bytes32 id, uint256 absolute, uint256 relative) private {
        uint128 units = uint128(Math.min(absolute, type(uint128).max));
        self.caps[id] = Cap(units, uint64(relative), true);
        emit CapSet(id, units, relative);
    }
}
