import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../devnet/accounts.ts";
import { addressBook } from "../devnet/addresses.ts";
import { type Chain, startChain } from "../devnet/chain.ts";
import { DevnetProvider } from "../devnet/provider.ts";
import { VaultOnChain } from "../test/worlds/vault-on-chain.ts";
import { loopTerms } from "./e-mode.ts";

const CATEGORY = 7;
const ADMIN = [
  "function setEModeCategory(uint8, uint16 ltv, uint16 threshold, uint16 bonus, address oracle, string label)",
  "function setAssetEModeCategory(address asset, uint8 category)",
];

let chain: Chain;

beforeAll(async () => {
  chain = await startChain();
});

afterAll(() => chain.close());

const configure = async (name: string, ...args: readonly unknown[]) => {
  const signer = new DevnetProvider(chain.provider).signerOf(accounts.builder);
  await new Contract(addressBook.aavePoolConfigurator.address, ADMIN, signer).getFunction(name)(...args);
};

test("the lender of 2022 has no e-mode: its own terms hold", async () => {
  expect(await loopTerms(chain.provider)).toEqual({ eMode: 0, liquidationLtv: 810_000_000 });
});

test("LEV-10 an e-mode counts once it takes wstETH and lends WETH, and a loop is deployed into it", async () => {
  const nobody = "0x0000000000000000000000000000000000000000";
  await configure("setEModeCategory", CATEGORY, 9_300, 9_500, 10_100, nobody, "ETH correlated");
  await configure("setAssetEModeCategory", addressBook.wstETH.address, CATEGORY);
  expect((await loopTerms(chain.provider)).eMode).toBe(0);
  await configure("setAssetEModeCategory", addressBook.weth.address, CATEGORY);
  expect(await loopTerms(chain.provider)).toEqual({ eMode: CATEGORY, liquidationLtv: 950_000_000 });

  const world = await VaultOnChain.deployedOn(chain);
  const pool = new Contract(
    addressBook.aavePool.address,
    ["function getUserEMode(address) view returns (uint256)"],
    world.provider,
  );
  expect(await pool.getFunction("getUserEMode")(world.deployment.contracts.strategy)).toBe(BigInt(CATEGORY));
}, 60_000);
