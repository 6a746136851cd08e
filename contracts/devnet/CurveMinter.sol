// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {ICurveGauge} from "../interfaces/ICurveGauge.sol";
import {ICurveMinter} from "../interfaces/ICurveMinter.sol";
import {CurveDaoToken} from "./CurveDaoToken.sol";

/// @title Curve's minter and gauge controller in one, for the offline mainnet
/// @notice Grade: unproven. Written from Curve's documentation of Minter and GaugeController. Weights are set by its owner,
/// where mainnet's come from votes, and hold from the moment they are set, where mainnet's begin on Thursdays.
contract CurveMinter is ICurveMinter {
    address public immutable owner;
    /// @inheritdoc ICurveMinter
    address public immutable token;

    /// @inheritdoc ICurveMinter
    mapping(address account => mapping(address gauge => uint256)) public minted;
    mapping(address gauge => uint256) private weights;
    mapping(address gauge => bool) private added;

    event Minted(address indexed recipient, address gauge, uint256 minted);

    constructor(address token_) {
        (owner, token) = (msg.sender, token_);
    }

    /// @notice Adds `gauge` with its part of all CRV, 1e18.
    function add_gauge(address gauge, uint256 weight) external {
        require(msg.sender == owner);
        (added[gauge], weights[gauge]) = (true, weight);
    }

    /// @inheritdoc ICurveMinter
    function mint(address gauge) external {
        require(added[gauge], "gauge is not added");
        ICurveGauge(gauge).user_checkpoint(msg.sender);
        uint256 total = ICurveGauge(gauge).integrate_fraction(msg.sender);
        uint256 due = total - minted[msg.sender][gauge];
        if (due == 0) return;
        CurveDaoToken(token).mint(msg.sender, due);
        minted[msg.sender][gauge] = total;
        emit Minted(msg.sender, gauge, total);
    }

    /// @notice The part of all CRV that `gauge` gets, 1e18.
    function gauge_relative_weight(address gauge, uint256) external view returns (uint256) {
        return weights[gauge];
    }
}
