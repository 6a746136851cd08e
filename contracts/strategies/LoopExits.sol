// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ILidoWithdrawalQueue} from "../interfaces/ILidoWithdrawalQueue.sol";
import {IStETH} from "../interfaces/IStETH.sol";
import {IWETH9} from "../interfaces/IWETH9.sol";
import {LidoExits} from "../lst/LidoExits.sol";
import {Codes} from "./Codes.sol";
import {LoopPolicy} from "./LoopPolicy.sol";

/// @title A loop's place in Lido's withdrawal queue.
/// @notice Built by the loop's own constructor and at its command alone: it takes the stETH that the loop has moved here, and hands
/// the loop WETH when Lido has paid. The twin of `strategies/leveraged-loop/exits.ts`.
contract LoopExits is LidoExits {
    using SafeCast for uint256;

    /// What the vault was promised of an exit under way: units, the stETH that was asked ether for, and the ether paid so far.
    struct Promise {
        uint128 units;
        uint128 asked;
        uint128 paid;
    }

    /// Lido rounds each of an exit's conversions and transfers by at most one unit.
    uint256 private constant DUST = 4;

    address public immutable loop;
    IStETH public immutable steth;
    IWETH9 public immutable weth;
    Promise private _promise;
    /// Units that are the vault's since Lido has paid, and that the loop has not sent.
    uint256 public due;

    error OnlyLoop(address caller);
    error OnlyQueue(address caller);

    modifier onlyLoop() {
        if (msg.sender != loop) revert OnlyLoop(msg.sender);
        _;
    }

    constructor(ILidoWithdrawalQueue queue, IStETH steth_, IWETH9 weth_) LidoExits(queue, steth_) {
        (loop, steth, weth) = (msg.sender, steth_, weth_);
    }

    receive() external payable {
        if (msg.sender != address(withdrawalQueue)) revert OnlyQueue(msg.sender);
    }

    /// @notice Asks ether for all the stETH here; what is below a request's least stays for the next time.
    /// @param promised_ units that are the vault's once all is paid; 0 where the loop leaves on its own account
    /// @return asked stETH, wei
    function request(uint256 promised_) external onlyLoop returns (uint256 asked) {
        asked = _request(steth.getPooledEthByShares(steth.sharesOf(address(this))));
        _promise = Promise(promised_.toUint128(), asked.toUint128(), 0);
    }

    /// @notice Hands the loop, as WETH, what Lido has paid since the last time. Once all is paid, what was promised is due, less
    /// what Lido has paid less than was asked for: a slash while it waited.
    function claim() external onlyLoop {
        uint256 eth = _claimFinalized();
        _book(eth);
        weth.deposit{value: eth}();
        weth.transfer(loop, eth);
    }

    /// @notice The loop has sent `units` of what is due.
    function sent(uint256 units) external onlyLoop {
        due -= units;
    }

    /// @return units that the vault was promised and has not been sent
    function promised() external view returns (uint256 units) {
        return _promise.units + due;
    }

    /// @return eth that the claims are worth now, wei, finalised or not
    function worth() external view returns (uint256 eth) {
        return _exitingEther();
    }

    /// @return queued as the policy codes it
    /// @return wait seconds that the request at the queue's head, anybody's, has waited: what the next one waits where the
    /// queue keeps its length; saturated in bunker mode, where nobody knows
    function status() external view returns (uint8 queued, uint256 wait) {
        (uint256 waiting, uint256 finalized) = _underWay();
        queued = waiting > 0 ? LoopPolicy.QUEUED_WAITING : LoopPolicy.QUEUED_NOTHING;
        if (finalized > 0) queued = LoopPolicy.QUEUED_MATURED;
        wait = withdrawalQueue.isBunkerModeActive() ? Codes.SATURATED : _waitOfHead();
    }

    /// @dev Books `eth` as paid for what was promised.
    function _book(uint256 eth) private {
        Promise memory p = _promise;
        if (p.units == 0) return;
        uint256 paid = p.paid + eth;
        (uint256 waiting, ) = _underWay();
        if (waiting > 0) {
            _promise.paid = paid.toUint128();
            return;
        }
        delete _promise;
        uint256 lost = DUST + (p.asked > paid ? steth.getSharesByPooledEth(p.asked - paid) : 0);
        if (p.units > lost) due += p.units - lost;
    }

    function _waitOfHead() private view returns (uint256) {
        uint256 head = withdrawalQueue.getLastFinalizedRequestId() + 1;
        if (head > withdrawalQueue.getLastRequestId()) return 0;
        uint256[] memory ids = new uint256[](1);
        ids[0] = head;
        return block.timestamp - withdrawalQueue.getWithdrawalStatus(ids)[0].timestamp;
    }
}
