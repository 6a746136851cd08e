import { getAddress, getCreateAddress } from "ethers";
import { expect, test } from "vitest";
import { addressBook, parties } from "./addresses.ts";

test("every address carries its checksum, and no two places share one", () => {
  const addresses = [...Object.values(addressBook).map(({ address }) => address), ...Object.values(parties)];
  expect(addresses.map((address) => getAddress(address))).toEqual(addresses);
  expect(new Set(addresses).size).toBe(addresses.length);
});

test("Aave's proxies and tokens are the children of their factories in mainnet's order", () => {
  const childOf = (from: string, nonce: number) => getCreateAddress({ from, nonce });
  const provider = addressBook.aavePoolAddressesProvider.address;
  const configurator = addressBook.aavePoolConfigurator.address;
  expect(childOf(provider, 1)).toBe(addressBook.aavePool.address);
  expect(childOf(provider, 2)).toBe(configurator);
  // Each reserve's aToken, stable debt token (not in the book) and variable debt token.
  expect(childOf(configurator, 1)).toBe(addressBook.aWETH.address);
  expect(childOf(configurator, 3)).toBe(addressBook.variableDebtWETH.address);
  expect(childOf(configurator, 4)).toBe(addressBook.aWstETH.address);
  expect(childOf(configurator, 6)).toBe(addressBook.variableDebtWstETH.address);
});
