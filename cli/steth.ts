/** stETH as a depositor handles it. */
import { Interface } from "ethers";
import { addressBook } from "../devnet/addresses.ts";

export const stETH = {
  address: addressBook.stETH.address,
  abi: new Interface([
    "function balanceOf(address account) view returns (uint256)",
    "function allowance(address owner, address spender) view returns (uint256)",
    "function approve(address spender, uint256 amount) returns (bool)",
    "function submit(address referral) payable returns (uint256)",
  ]),
} as const;
