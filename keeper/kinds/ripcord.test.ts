import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../../devnet/accounts.ts";
import { addressBook } from "../../devnet/addresses.ts";
import { settledVault } from "../../test/faults/jobs.ts";
import { keepersOf } from "../../test/worlds/vault-keepers.ts";
import { VaultOnChain } from "../../test/worlds/vault-on-chain.ts";
import { discoverStranger } from "../discover.ts";

const ETHER = 10n ** 18n;
const WETH = [
  "function deposit() payable",
  "function approve(address, uint256)",
  "function balanceOf(address) view returns (uint256)",
];

let world: VaultOnChain;

beforeAll(async () => {
  world = await VaultOnChain.open();
  await settledVault(world);
});

afterAll(() => world.close());

const stranger = () =>
  discoverStranger(world.chain.provider, world.deployment.contracts.strategy, accounts.carol);

/** Carol's keeper, which looks after nobody's vault. */
async function carols() {
  const { vault } = world.deployment.contracts;
  return keepersOf(world.provider, { vault }, [await stranger()], "carol");
}

/** The lender's feed says so; the slot is its second, after round and time. */
async function lenderSays(price: bigint): Promise<void> {
  const { address } = addressBook.stethEthFeed;
  const word = `0x${price.toString(16).padStart(64, "0")}`;
  await world.provider.send("hardhat_setStorageAt", [address, "0x1", word]);
  await world.provider.send("evm_mine", []);
}

async function fund(amount: bigint): Promise<void> {
  const { strategy } = world.deployment.contracts;
  const carol = world.provider.signerOf(accounts.carol);
  const weth = new Contract(addressBook.weth.address, WETH, carol);
  await weth.getFunction("deposit").send({ value: amount });
  await weth.getFunction("approve").send(strategy, amount);
  await world.provider.send("evm_mine", []);
}

test("what a stranger's loop borrows is found, and what borrows nothing is refused", async () => {
  expect(await stranger()).toMatchObject({
    ...{ of: "leveraged-loop", token: addressBook.weth.address, tokenUnit: ETHER },
    oracle: addressBook.aaveOracle.address,
  });
  const { vault } = world.deployment.contracts;
  await expect(discoverStranger(world.chain.provider, vault, accounts.carol)).rejects.toThrow(
    expect.objectContaining({ code: "KEEL_NO_AUCTION" }),
  );
});

test("LEV-06 past the line it repays for the reward, from its own funds, and LTV is lower after it", () =>
  world.isolated(async () => {
    await fund(100n * ETHER);
    const { tick } = await carols();
    expect(await tick("ripcord")).toMatchObject({ choice: { asked: { reason: "beforeLine" } } });
    await lenderSays((85n * ETHER) / 100n);
    const before = Number((await world.strategy.getFunction("risk")()).ltv);
    const result = await tick("ripcord");
    expect(result).toMatchObject({
      outcome: "sent",
      choice: { asked: { action: "ripcord", reason: "worthItsGas" } },
    });
    const { state, offer, unitPrice, tokenPrice } = result.snapshot as never as {
      state: { past: number };
      offer: { repaid: bigint; units: bigint };
      unitPrice: bigint;
      tokenPrice: bigint;
    };
    expect(state.past).toBe(1);
    expect((offer.units * unitPrice) / ETHER).toBeGreaterThan((offer.repaid * tokenPrice) / ETHER);
    expect(Number((await world.strategy.getFunction("risk")()).ltv)).toBeLessThan(before);
    const wsteth = new Contract(addressBook.wstETH.address, WETH, world.provider);
    expect(await wsteth.getFunction("balanceOf")(accounts.carol)).toBeGreaterThanOrEqual(offer.units);
  }));

test("without funds that it has allowed the position to take it sends nothing", () =>
  world.isolated(async () => {
    await lenderSays((85n * ETHER) / 100n);
    const { tick } = await carols();
    expect(await tick("ripcord")).toMatchObject({
      outcome: "nothing",
      choice: { asked: { reason: "noFunds" } },
    });
  }));

test("KPR-03 a reward that gas would eat is left to others", () =>
  world.isolated(async () => {
    await fund(2n * ETHER);
    await lenderSays((85n * ETHER) / 100n);
    const { tick } = await carols();
    await world.provider.send("hardhat_setNextBlockBaseFeePerGas", ["0x12a05f20000"]);
    await world.provider.send("evm_mine", []);
    expect(await tick("ripcord")).toMatchObject({
      outcome: "nothing",
      choice: { asked: { reason: "tooLittleGain" } },
    });
  }));
