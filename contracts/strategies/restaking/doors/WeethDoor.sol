// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC721Receiver} from "@openzeppelin/contracts/token/ERC721/IERC721Receiver.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {
    IEtherfiLiquidityPool,
    IEtherfiLiquifier,
    IEtherfiWithdrawRequests,
    IWeETH
} from "../../../interfaces/IEtherfi.sol";
import {IStETH} from "../../../interfaces/IStETH.sol";
import {IStethRoute} from "../../../interfaces/IStethRoute.sol";
import {RestakingDoor} from "./RestakingDoor.sol";

/// @title stETH into weETH through ether.fi's liquifier, and out through its withdrawal requests, in ether that buys stETH again.
/// @notice A request that ether.fi has declared invalid counts for nothing until it is valid again.
contract WeethDoor is RestakingDoor, IERC721Receiver {
    IWeETH private immutable _weeth;
    IEtherfiLiquifier public immutable liquifier;
    IEtherfiLiquidityPool public immutable pool;
    IEtherfiWithdrawRequests public immutable requests;
    /// Where claimed ether becomes stETH.
    IStethRoute public immutable route;
    /// Seconds; ether.fi names none and finalizes when it can, so it is what its requests are assumed to take.
    uint256 public immutable exitWait;

    /// Requests that are not claimed yet.
    uint256[] private _open;

    constructor(
        IStETH steth_,
        IWeETH weeth,
        IEtherfiLiquifier liquifier_,
        IStethRoute route_,
        uint256 assumedWait
    ) RestakingDoor(steth_, weeth) {
        (_weeth, liquifier, route, exitWait) = (weeth, liquifier_, route_, assumedWait);
        (pool, requests) = (weeth.liquidityPool(), weeth.liquidityPool().withdrawRequestNFT());
        steth_.approve(address(liquifier_), type(uint256).max);
        weeth.eETH().approve(address(weeth), type(uint256).max);
        weeth.eETH().approve(address(weeth.liquidityPool()), type(uint256).max);
    }

    /// @dev Claims pay in ether, from whichever of ether.fi's contracts holds it.
    receive() external payable {}

    function onERC721Received(address, address, uint256, bytes calldata) external pure returns (bytes4) {
        return IERC721Receiver.onERC721Received.selector;
    }

    function stakeRoom() external view returns (uint256) {
        bool closed = pool.paused() || liquifier.paused() || !liquifier.isTokenWhitelisted(address(steth));
        return closed ? 0 : type(uint256).max;
    }

    function exitsPaused() external view returns (bool) {
        return pool.paused() || _open.length >= MAX_REQUESTS;
    }

    function pending() external view returns (uint256 ether_) {
        (ether_, ) = _requests();
    }

    function claimable() external view returns (uint256 ether_) {
        (, ether_) = _requests();
    }

    function enter() external onlyStrategy {
        uint256 share = liquifier.depositWithERC20(
            address(steth),
            steth.balanceOf(address(this)),
            address(0)
        );
        _weeth.wrap(pool.amountForShare(share));
        _sendTokens();
    }

    function request() external onlyStrategy {
        uint256 amount = _weeth.unwrap(token.balanceOf(address(this)));
        _open.push(pool.requestWithdraw(address(this), amount));
    }

    function claim() external onlyStrategy {
        if (pool.paused()) return;
        for (uint256 i = _open.length; i > 0; --i) {
            if (!_canBeClaimed(_open[i - 1])) continue;
            requests.claimWithdraw(_open[i - 1]);
            _open[i - 1] = _open[_open.length - 1];
            _open.pop();
        }
        if (address(this).balance > 0) route.buy{value: address(this).balance}();
        _sendSteth();
    }

    function _requests() private view returns (uint256 waiting, uint256 matured) {
        bool stopped = pool.paused();
        for (uint256 i = 0; i < _open.length; ++i) {
            uint256 pays = _worth(requests.getRequest(_open[i]));
            if (!stopped && _canBeClaimed(_open[i])) matured += pays;
            else waiting += pays;
        }
    }

    function _worth(IEtherfiWithdrawRequests.WithdrawRequest memory r) private view returns (uint256) {
        return r.isValid ? Math.min(r.amountOfEEth, pool.amountForShare(r.shareOfEEth)) : 0;
    }

    function _canBeClaimed(uint256 id) private view returns (bool) {
        return requests.isFinalized(id) && requests.getRequest(id).isValid;
    }
}
