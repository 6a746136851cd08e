// SPDX-License-Identifier: MIT
pragma solidity ^0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {MerkleProof} from "@openzeppelin/contracts/utils/cryptography/MerkleProof.sol";

/// @notice A distributor as airdrops have them: who is in the tree is paid once, to wherever it says.
contract MerkleDistributor {
    IERC20 public immutable token;
    bytes32 public immutable root;
    mapping(address account => bool) public claimed;

    constructor(IERC20 token_, bytes32 root_) {
        (token, root) = (token_, root_);
    }

    function claim(uint256 amount, bytes32[] calldata proof, address to) external {
        bytes32 leaf = keccak256(abi.encode(msg.sender, amount));
        require(!claimed[msg.sender] && MerkleProof.verifyCalldata(proof, root, leaf), "not in the tree");
        claimed[msg.sender] = true;
        token.transfer(to, amount);
    }
}
