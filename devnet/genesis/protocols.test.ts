/** The protocols of the offline mainnet at work: what their users do with them, on their own code. */
import {
  type BytesLike,
  Contract,
  type ContractTransactionReceipt,
  concat,
  Interface,
  toBeHex,
} from "ethers";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { accounts } from "../accounts.ts";
import { type Address, addressBook } from "../addresses.ts";
import { type Chain, startChain } from "../chain.ts";
import { DevnetProvider } from "../provider.ts";

const ETHER = 10n ** 18n;
const VARIABLE_RATE = 2;
const SECONDS_A_YEAR = 365 * 86_400;

const { aavePool, balancerVault, multicall3, stETH, variableDebtWETH, weth, wstETH } = addressBook;

const poolAbi = [
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function withdraw(address asset, uint256 amount, address to) returns (uint256)",
  "function borrow(address asset, uint256 amount, uint256 mode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 mode, address onBehalfOf) returns (uint256)",
  "function flashLoanSimple(address receiver, address asset, uint256 amount, bytes params, uint16 referralCode)",
  "function getUserAccountData(address user) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 healthFactor)",
];
const tokenAbi = [
  "function approve(address spender, uint256 amount) returns (bool)",
  "function balanceOf(address) view returns (uint256)",
  "function transfer(address to, uint256 amount) returns (bool)",
  "function deposit() payable",
  "function wrap(uint256 amount) returns (uint256)",
];

let chain: Chain;
let provider: DevnetProvider;
let snapshot: unknown;

beforeAll(async () => {
  chain = await startChain();
  provider = new DevnetProvider(chain.provider);
}, 60_000);
afterAll(() => chain.close());

beforeEach(async () => {
  snapshot = await provider.send("evm_snapshot", []);
});
afterEach(() => provider.send("evm_revert", [snapshot]));

const at = (address: Address, abi: readonly string[], who: Address = accounts.alice) =>
  new Contract(address, abi, provider.signerOf(who));

async function send(
  address: Address,
  abi: readonly string[],
  method: string,
  args: readonly unknown[],
  overrides: { value?: bigint; from?: Address } = {},
): Promise<ContractTransactionReceipt> {
  const { from, value = 0n } = overrides;
  const transaction = await at(address, abi, from).getFunction(method)(...args, { value });
  return transaction.wait();
}

const balanceOf = (token: Address, holder: Address): Promise<bigint> =>
  at(token, tokenAbi).getFunction("balanceOf")(holder);

/** Runtime code that makes one call and then answers `true`. */
function codeThatCalls(to: Address, data: BytesLike): string {
  const payload = concat([data]);
  const size = (payload.length - 2) / 2;
  const program = (offset: number) =>
    concat([
      ...["0x60", toBeHex(size, 1), "0x60", toBeHex(offset, 1), "0x5f39"], // codecopy the payload to memory
      ...["0x5f5f60", toBeHex(size, 1), "0x5f5f73", to, "0x5af150"], // call with it
      "0x60015f5260205ff3", // return true
    ]);
  const { length } = program(0);
  return concat([program((length - 2) / 2), payload]);
}

/** Where the borrowers of flash loans are put. */
const borrower: Address = "0x0000000000000000000000000000000000010001";

describe("Aave", () => {
  /** Alice supplies the wstETH of 900 stETH. */
  async function supplyWsteth(): Promise<bigint> {
    await send(stETH.address, tokenAbi, "approve", [wstETH.address, 900n * ETHER]);
    await send(wstETH.address, tokenAbi, "wrap", [900n * ETHER]);
    const wrapped = await balanceOf(wstETH.address, accounts.alice);
    await send(wstETH.address, tokenAbi, "approve", [aavePool.address, wrapped]);
    await send(aavePool.address, poolAbi, "supply", [wstETH.address, wrapped, accounts.alice, 0]);
    return wrapped;
  }

  const borrow = (wei: bigint) =>
    send(aavePool.address, poolAbi, "borrow", [weth.address, wei, VARIABLE_RATE, 0, accounts.alice]);

  test("wstETH secures a loan of 69% of its market value and is liquidated past 81%", async () => {
    await supplyWsteth();
    const account = await at(aavePool.address, poolAbi).getFunction("getUserAccountData")(accounts.alice);
    expect([account.ltv, account.threshold]).toEqual([6_900n, 8_100n]);
    expect(account.available).toBe((account.collateral * 6_900n + 5_000n) / 10_000n);
    await borrow(account.available);
    expect(await balanceOf(weth.address, accounts.alice)).toBe(account.available);
    await expect(borrow(ETHER)).rejects.toThrow();
  });

  test("a year of debt at 41.39% utilisation costs about 1.77%, compounded", async () => {
    await supplyWsteth();
    await borrow(100n * ETHER);
    await provider.send("evm_increaseTime", [SECONDS_A_YEAR]);
    await provider.send("evm_mine", []);
    const owed = Number(await balanceOf(variableDebtWETH.address, accounts.alice)) / 1e18;
    const rate = (0.03 * 0.4139) / 0.7;
    expect(owed / 100).toBeCloseTo(Math.exp(rate), 5);
  });

  test("a loan repaid in full sets the whole collateral free", async () => {
    const supplied = await supplyWsteth();
    await borrow(100n * ETHER);
    await send(weth.address, tokenAbi, "deposit", [], { value: 10n * ETHER });
    const everything = 2n ** 256n - 1n;
    await send(weth.address, tokenAbi, "approve", [aavePool.address, everything]);
    await send(aavePool.address, poolAbi, "repay", [weth.address, everything, VARIABLE_RATE, accounts.alice]);
    await send(aavePool.address, poolAbi, "withdraw", [wstETH.address, everything, accounts.alice]);
    expect(await balanceOf(variableDebtWETH.address, accounts.alice)).toBe(0n);
    expect(await balanceOf(wstETH.address, accounts.alice)).toBe(supplied);
  });

  test("wstETH cannot be borrowed", async () => {
    await supplyWsteth();
    const attempt = send(aavePool.address, poolAbi, "borrow", [
      wstETH.address,
      ETHER,
      VARIABLE_RATE,
      0,
      accounts.alice,
    ]);
    await expect(attempt).rejects.toThrow();
  });

  test("a flash loan costs 9 basis points", async () => {
    const amount = 10_000n * ETHER;
    const premium = 9n * ETHER;
    const approve = new Interface(tokenAbi).encodeFunctionData("approve", [aavePool.address, 2n * amount]);
    await provider.send("hardhat_setCode", [borrower, codeThatCalls(weth.address, approve)]);
    await send(weth.address, tokenAbi, "deposit", [], { value: premium });
    await send(weth.address, tokenAbi, "transfer", [borrower, premium]);
    await send(aavePool.address, poolAbi, "flashLoanSimple", [borrower, weth.address, amount, "0x", 0]);
    expect(await balanceOf(weth.address, borrower)).toBe(0n);
  });
});

describe("Balancer", () => {
  const vaultAbi = [
    "function flashLoan(address recipient, address[] tokens, uint256[] amounts, bytes userData)",
  ];
  const everything = 60_000n * ETHER;

  async function flashLoan(repaid: bigint): Promise<ContractTransactionReceipt> {
    const repay = new Interface(tokenAbi).encodeFunctionData("transfer", [balancerVault.address, repaid]);
    await provider.send("hardhat_setCode", [borrower, codeThatCalls(weth.address, repay)]);
    return send(balancerVault.address, vaultAbi, "flashLoan", [borrower, [weth.address], [everything], "0x"]);
  }

  test("lends all its WETH for one transaction, free of charge", async () => {
    await flashLoan(everything);
    expect(await balanceOf(weth.address, balancerVault.address)).toBe(everything);
  });

  test("refuses a flash loan that comes back a wei short", async () => {
    await expect(flashLoan(everything - 1n)).rejects.toThrow();
    expect(await balanceOf(weth.address, balancerVault.address)).toBe(everything);
  });
});

test("Multicall3 answers several reads at once and tells which of them failed", async () => {
  const abi = [
    "function aggregate3((address target, bool allowFailure, bytes data)[] calls) view returns ((bool success, bytes data)[])",
  ];
  const data = new Interface(tokenAbi).encodeFunctionData("balanceOf", [balancerVault.address]);
  const answers = await at(multicall3.address, abi).getFunction("aggregate3")([
    [weth.address, true, data],
    [aavePool.address, true, data],
  ]);
  expect(answers.map(({ success }: { success: boolean }) => success)).toEqual([true, false]);
  expect(BigInt(answers[0].data)).toBe(60_000n * ETHER);
});
