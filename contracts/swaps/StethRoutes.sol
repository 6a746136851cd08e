// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IStETH} from "../interfaces/IStETH.sol";
import {IStethRoute} from "../interfaces/IStethRoute.sol";
import {SaleSearch} from "./SaleSearch.sol";

/// @title Several routes of stETH as one: each trade goes where it is quoted best, and a route that quotes nothing is left out.
/// @notice Holds nothing between calls.
contract StethRoutes is SaleSearch {
    IStETH public immutable steth;
    IStethRoute[] private _routes;

    error NoRoute();
    error EthNotSent(address to, uint256 amount);

    constructor(IStETH steth_, IStethRoute[] memory routes) {
        if (routes.length == 0) revert NoRoute();
        (steth, _routes) = (steth_, routes);
        for (uint256 i = 0; i < routes.length; ++i) steth_.approve(address(routes[i]), type(uint256).max);
    }

    receive() external payable {}

    function venues() external view returns (address[] memory all) {
        all = new address[](0);
        for (uint256 i = 0; i < _routes.length; ++i) {
            address[] memory some = _routes[i].venues();
            address[] memory more = new address[](all.length + some.length);
            for (uint256 j = 0; j < all.length; ++j) more[j] = all[j];
            for (uint256 j = 0; j < some.length; ++j) more[all.length + j] = some[j];
            all = more;
        }
    }

    function quoteSell(uint256 stethIn) public view override returns (uint256 most) {
        (, most) = _best(abi.encodeCall(IStethRoute.quoteSell, (stethIn)));
    }

    function quoteBuy(uint256 ethIn) external view returns (uint256 most) {
        (, most) = _best(abi.encodeCall(IStethRoute.quoteBuy, (ethIn)));
    }

    function sell(uint256 stethIn, uint256 minEthOut) external returns (uint256 ethOut) {
        (IStethRoute route, uint256 quoted) = _best(abi.encodeCall(IStethRoute.quoteSell, (stethIn)));
        if (quoted == 0) revert NoRoute();
        steth.transferFrom(msg.sender, address(this), stethIn);
        ethOut = route.sell(stethIn, minEthOut);
        (bool sent, ) = msg.sender.call{value: ethOut}("");
        if (!sent) revert EthNotSent(msg.sender, ethOut);
    }

    function buy() external payable returns (uint256 units) {
        (IStethRoute route, uint256 quoted) = _best(abi.encodeCall(IStethRoute.quoteBuy, (msg.value)));
        if (quoted == 0) revert NoRoute();
        uint256 held = steth.sharesOf(address(this));
        route.buy{value: msg.value}();
        units = steth.sharesOf(address(this)) - held;
        steth.transferShares(msg.sender, units);
    }

    /// @return route that answers `question` highest, the first where several do; none where all answer nothing or zero
    function _best(bytes memory question) private view returns (IStethRoute route, uint256 most) {
        for (uint256 i = 0; i < _routes.length; ++i) {
            (bool answered, bytes memory answer) = address(_routes[i]).staticcall(question);
            if (!answered || answer.length != 32) continue;
            uint256 quoted = abi.decode(answer, (uint256));
            if (quoted > most) (route, most) = (_routes[i], quoted);
        }
    }
}
