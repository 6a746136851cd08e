// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {KeelVault} from "./KeelVault.sol";
import {SidePocket} from "./SidePocket.sol";

/// @title What batches of requests hold of a vault's side pockets.
/// @notice Shares that are settled while a strategy is aside fetch claims on it as well. They are their batch's, and each request has
/// its part of them, with whatever they have realised since they came.
abstract contract PocketClaims {
    uint256 private constant RAY = 1e27;

    struct Claims {
        uint256 claims;
        /// sum over them of what a claim had realised when it came, units, RAY
        uint256 realisedBefore;
    }

    mapping(uint256 requestId => SidePocket[]) private _pockets;
    mapping(uint256 requestId => mapping(SidePocket => Claims)) private _booked;
    mapping(uint256 requestId => mapping(SidePocket => mapping(address controller => Claims))) private _taken;

    event PocketClaimsBooked(uint256 indexed requestId, SidePocket indexed pocket, uint256 claims);
    event PocketClaimed(
        uint256 indexed requestId,
        address indexed controller,
        SidePocket indexed pocket,
        address receiver,
        uint256 claims,
        uint256 units
    );

    error NothingToClaim(uint256 requestId, SidePocket pocket);

    /// @return the pockets that the batch holds claims of
    function pocketsOf(uint256 requestId) external view returns (SidePocket[] memory) {
        return _pockets[requestId];
    }

    function _pocketsAside(KeelVault vault) internal view returns (SidePocket[] memory pockets) {
        pockets = new SidePocket[](vault.books().aside);
        for (uint256 i = 0; i < pockets.length; ++i) pockets[i] = vault.sidePocket(i);
    }

    function _claimsHeld(SidePocket[] memory pockets) internal view returns (uint256[] memory held) {
        held = new uint256[](pockets.length);
        for (uint256 i = 0; i < held.length; ++i) held[i] = pockets[i].balanceOf(address(this));
    }

    /// @dev Books what came since `held` was read. A transfer has just counted what each pocket had realised.
    function _bookClaims(uint256 requestId, SidePocket[] memory pockets, uint256[] memory held) internal {
        for (uint256 i = 0; i < pockets.length; ++i) {
            SidePocket pocket = pockets[i];
            uint256 came = pocket.balanceOf(address(this)) - held[i];
            if (came == 0) continue;
            Claims storage booked = _booked[requestId][pocket];
            if (booked.claims == 0) _pockets[requestId].push(pocket);
            booked.claims += came;
            booked.realisedBefore += came * pocket.perClaim();
            emit PocketClaimsBooked(requestId, pocket, came);
        }
    }

    /// @dev Takes what is due to a request of `shares` of the batch's `whole`, and not taken before.
    /// @return claims rounded down
    /// @return units that they have realised since they came, rounded down
    function _takeClaims(
        uint256 requestId,
        SidePocket pocket,
        address controller,
        uint256 shares,
        uint256 whole
    ) internal returns (uint256 claims, uint256 units) {
        Claims memory booked = _booked[requestId][pocket];
        if (booked.claims == 0 || shares == 0) revert NothingToClaim(requestId, pocket);
        // Brings here what all claims have realised; what a batch is owed of it is in its books.
        pocket.claim(address(this));
        Claims storage taken = _taken[requestId][pocket][controller];
        claims = Math.mulDiv(booked.claims, shares, whole) - taken.claims;
        uint256 before =
            Math.mulDiv(booked.realisedBefore, shares, whole, Math.Rounding.Ceil) - taken.realisedBefore;
        units = Math.saturatingSub(claims * pocket.perClaim(), before) / RAY;
        if (claims == 0) revert NothingToClaim(requestId, pocket);
        taken.claims += claims;
        taken.realisedBefore += before;
    }
}
