/** Symbiotic of the offline mainnet at work, through the factories and the configurator that everybody uses. */
import { AbiCoder, Contract, ZeroAddress } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accounts } from "../accounts.ts";
import { addressBook } from "../addresses.ts";
import { type Chain, startChain } from "../chain.ts";
import { DevnetProvider } from "../provider.ts";

const WEEK = 7 * 86_400;
const coder = AbiCoder.defaultAbiCoder();

let chain: Chain;
let provider: DevnetProvider;

beforeAll(async () => {
  chain = await startChain();
  provider = new DevnetProvider(chain.provider);
}, 60_000);
afterAll(() => chain.close());

const at = (address: string, ...abi: string[]) =>
  new Contract(
    address,
    abi.map((line) => `function ${line}`),
    provider.signerOf(accounts.alice),
  );

/** A vault of wstETH without limits, whose delegator and slasher are of the first kind. */
function openVault() {
  const configurator = at(
    addressBook.symbioticVaultConfigurator.address,
    "create((uint64 version, address owner, bytes vaultParams, uint64 delegatorIndex, bytes delegatorParams, bool withSlasher, uint64 slasherIndex, bytes slasherParams)) returns (address vault, address delegator, address slasher)",
  );
  const vaultParams = coder.encode(
    ["(address, address, uint48, bool, bool, uint256, address, address, address, address, address)"],
    [
      [
        addressBook.wstETH.address,
        "0x000000000000000000000000000000000000dEaD",
        WEEK,
        false,
        false,
        0n,
        accounts.alice,
        ZeroAddress,
        ZeroAddress,
        ZeroAddress,
        ZeroAddress,
      ],
    ],
  );
  const delegatorParams = coder.encode(
    ["((address, address, address), address[], address[])"],
    [[[accounts.alice, ZeroAddress, ZeroAddress], [accounts.alice], [accounts.alice]]],
  );
  const create = configurator.getFunction("create");
  const args = [
    1,
    accounts.alice,
    vaultParams,
    0,
    delegatorParams,
    true,
    0,
    coder.encode(["((bool))"], [[[false]]]),
  ];
  return { created: () => create.staticCall(args), send: () => create(args) };
}

test("a vault, its delegator and its slasher are opened through the configurator, and know one another", async () => {
  const { created, send } = openVault();
  const [vault, delegator, slasher] = await created();
  await (await send()).wait();
  const known = at(addressBook.symbioticVaultFactory.address, "isEntity(address) view returns (bool)");
  expect(await known.getFunction("isEntity")(vault)).toBe(true);
  const opened = at(
    vault,
    "delegator() view returns (address)",
    "slasher() view returns (address)",
    "collateral() view returns (address)",
    "isInitialized() view returns (bool)",
  );
  expect(await opened.getFunction("delegator")()).toBe(delegator);
  expect(await opened.getFunction("slasher")()).toBe(slasher);
  expect(await opened.getFunction("collateral")()).toBe(addressBook.wstETH.address);
  expect(await opened.getFunction("isInitialized")()).toBe(true);
});
