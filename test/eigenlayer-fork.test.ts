/**
 * EigenLayer itself, on a fork of a real node: only where MAINNET_RPC_URL names one. An operator of our own registers, the
 * strategy delegates to it, stakes stETH, asks for half of it back, and gets it after EigenLayer's delay.
 */
import { AbiCoder, Contract, Interface, ZeroAddress, ZeroHash } from "ethers";
import { expect, test } from "vitest";
import { accounts } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { openFork } from "../devnet/fork.ts";
import { withArguments } from "../devnet/genesis/package-artifacts.ts";
import { DevnetProvider } from "../devnet/provider.ts";
import { parseRestakingSetting } from "../strategies/restaking/params.ts";
import { compiled } from "./evm/compiled.ts";
import { PARAMS } from "./proofs/restaking-policy.proof.ts";

const url = process.env.MAINNET_RPC_URL;
const ETHER = 10n ** 18n;

/** Source: the deployments that Layr-Labs/eigenlayer-contracts lists for Ethereum. */
const EIGENLAYER = {
  strategyManager: "0x858646372CC42E1A627fcE94aa7A7033e7CF075A",
  delegation: "0x39053D51B77DC0d36036Fc1fCc8Cb819df8Ef37A",
  allocations: "0x948a420b8CC1d6BFd0B6087C2E7c344a2CD0bc39",
  rewards: "0x7750d328b314EfFa365A0402CcfD489B80B0adda",
  stethStrategy: "0x93c4b944D05dfe6df7645A86cd2206016c51564D",
};

const ABI = new Interface([
  "function submit(address referral) payable returns (uint256)",
  "function transferShares(address recipient, uint256 shares) returns (uint256)",
  "function sharesOf(address) view returns (uint256)",
  "function registerAsOperator(address approver, uint32 allocationDelay, string metadataURI)",
  "function minWithdrawalDelayBlocks() view returns (uint32)",
  "function perform((address target, uint256 value, bytes data)[] calls)",
  "function delegate((bytes signature, uint256 expiry) signature, bytes32 salt)",
  "function deposit(uint256 units)",
  "function startExit(uint256 units) returns (uint256)",
  "function finishExit() returns (uint256)",
  "function stakedUnits() view returns (uint256)",
  "function pendingUnits() view returns (uint256)",
  "function exitUnits() view returns (uint256)",
]);
const TERMS = `(address vault, address steth, address wsteth, uint256 cap, uint256 haircut, ${PARAMS} params)`;
const VENUE = `(address strategyManager, address delegation, address allocations, address rewards, address strategy,
    address operator, address rewardReceiver)`;

test.skipIf(url === undefined)(
  "RSK-02 on EigenLayer itself an exit is counted through its delay and paid once (needs MAINNET_RPC_URL)",
  async () => {
    const fork = await openFork({ url: url as string });
    try {
      const provider = new DevnetProvider(fork.provider);
      const owner = provider.signerOf(accounts.owner);
      const send = async (to: string, name: string, args: readonly unknown[], value = 0n) =>
        (await new Contract(to, ABI, owner).getFunction(name).send(...args, { value })).wait();
      const read = (to: string, name: string, args: readonly unknown[] = []): Promise<bigint> =>
        new Contract(to, ABI, provider).getFunction(name)(...args);
      const deploy = async (code: string) => {
        const { hash } = await owner.sendTransaction({ data: code });
        return (await provider.getTransactionReceipt(hash))?.contractAddress as string;
      };
      const { stETH, wstETH } = addressBook;

      await send(EIGENLAYER.delegation, "registerAsOperator", [ZeroAddress, 0, ""]);
      const keel = await deploy(
        withArguments(compiled("test/solidity/KeelVaultBatch"), ["address"], [stETH.address]),
      );
      const { params, cap, haircut } = parseRestakingSetting({ cap: 1_000 });
      const rules = [...PARAMS.matchAll(/uint64 (\w+)/g)].map(
        ([, name]) => params[name as keyof typeof params],
      );
      const terms = [keel, stETH.address, wstETH.address, cap, haircut, rules];
      const { strategyManager, delegation, allocations, rewards, stethStrategy } = EIGENLAYER;
      const venue = [strategyManager, delegation, allocations, rewards, stethStrategy, accounts.owner, keel];
      const strategy = await deploy(
        compiled("contracts/strategies/restaking/EigenLayerStrategy") +
          AbiCoder.defaultAbiCoder().encode([TERMS, VENUE], [terms, venue]).slice(2),
      );
      const asVault = (...calls: readonly [to: string, name: string, args: readonly unknown[]][]) =>
        send(keel, "perform", [
          calls.map(([to, name, args]) => [to, 0n, ABI.encodeFunctionData(name, args)]),
        ]);

      await send(stETH.address, "submit", [ZeroAddress], 100n * ETHER);
      const units = await read(stETH.address, "sharesOf", [accounts.owner]);
      await send(stETH.address, "transferShares", [keel, units]);
      await asVault(
        [strategy, "delegate", [["0x", 0n], ZeroHash]],
        [stETH.address, "transferShares", [strategy, units]],
        [strategy, "deposit", [units]],
      );
      expect(await read(strategy, "stakedUnits")).toBeGreaterThanOrEqual(units - 4n);

      const half = (await read(strategy, "exitUnits")) / 2n;
      await asVault([strategy, "startExit", [half]]);
      expect(await read(strategy, "pendingUnits")).toBeGreaterThanOrEqual(half);
      const delay = await read(delegation, "minWithdrawalDelayBlocks");
      await provider.send("hardhat_mine", [`0x${(delay + 1n).toString(16)}`]);
      await send(strategy, "finishExit", []);
      const paid = await read(stETH.address, "sharesOf", [keel]);
      expect(paid).toBeGreaterThanOrEqual(half);
      await send(strategy, "finishExit", []);
      expect(await read(stETH.address, "sharesOf", [keel])).toBe(paid);
    } finally {
      await fork.close();
    }
  },
  600_000,
);
