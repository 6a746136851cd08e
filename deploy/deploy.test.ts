import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Contract } from "ethers";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type ContractName, interfaceOf } from "../contracts/artifacts.ts";
import { accounts, walletOf } from "../devnet/accounts.ts";
import { type Chain, startChain } from "../devnet/chain.ts";
import { DevnetProvider } from "../devnet/provider.ts";
import { parseLoopSetting } from "../strategies/leveraged-loop/params.ts";
import { presets } from "../strategies/leveraged-loop/presets.ts";
import { type DeployOptions, deployVault } from "./deploy.ts";
import { withFixedTimes } from "./fixed-times.ts";
import { DEFAULT_PARAMETERS, readParameters } from "./parameters.ts";
import { type Deployment, readDeployment } from "./records.ts";

const stateDirectory = mkdtempSync(join(tmpdir(), "keel-deploy-"));
const parameters = readParameters(DEFAULT_PARAMETERS);
const FIRST_BLOCK_TIME = 1_651_366_800;

let chain: Chain;
let options: DeployOptions;
let beforeDeployment: string;
let deployment: Deployment;

beforeAll(async () => {
  chain = await startChain();
  beforeDeployment = await chain.provider.request({ method: "evm_snapshot" });
  options = {
    chain: withFixedTimes(chain.provider, FIRST_BLOCK_TIME),
    parameters,
    owner: walletOf("owner"),
    keeper: accounts.keeper,
    stateDirectory,
  };
  deployment = await deployVault(options);
});

afterAll(async () => {
  await chain.close();
  rmSync(stateDirectory, { recursive: true });
});

const contract = (name: ContractName, address: string) =>
  new Contract(address, interfaceOf(name), new DevnetProvider(chain.provider));

test("the vault knows its strategy, its keeper and its owner", async () => {
  const { vault, strategy } = deployment.contracts;
  const keel = contract("KeelVault", vault);
  expect(await keel.strategies?.()).toEqual([strategy]);
  expect(await keel.isKeeper?.(accounts.keeper)).toBe(true);
  expect(await keel.owner?.()).toBe(accounts.owner);
  expect(await keel.maxRate?.()).toBe(parameters.vault.maxRate);
});

test("the vault knows its exit queue and its reward claims, and they know it", async () => {
  const { vault, exitQueue, rewardClaims } = deployment.contracts;
  const keel = contract("KeelVault", vault);
  expect(await keel.exitQueue?.()).toBe(exitQueue);
  expect(await keel.rewardClaims?.()).toBe(rewardClaims);
  const queue = contract("ExitQueue", exitQueue);
  expect(await queue.share?.()).toBe(vault);
  expect(await queue.maxWait?.()).toBe(BigInt(parameters.vault.maxWait));
  expect(await contract("RewardClaims", rewardClaims).vault?.()).toBe(vault);
});

test("the strategy's rules on chain are the file's", async () => {
  const rules = await contract("LeveragedLoopStrategy", deployment.contracts.strategy).params?.();
  const onChain = Object.fromEntries(
    Object.entries(rules.toObject()).map(([name, value]) => [name, Number(value)]),
  );
  expect(onChain).toEqual(parseLoopSetting(presets.strategist2022, 810_000_000).params);
});

test("a deployment at fixed times takes one block a second, ten contracts, seven libraries, five settings and the opening", async () => {
  const timeOf = async (number: number) => {
    const params = [`0x${number.toString(16)}`, false];
    return Number((await chain.provider.request({ method: "eth_getBlockByNumber", params })).timestamp);
  };
  expect(await timeOf(deployment.block - 23)).toBe(FIRST_BLOCK_TIME);
  expect(await timeOf(deployment.block)).toBe(FIRST_BLOCK_TIME + 23);
});

test("deploying the same again changes nothing", async () => {
  expect(await deployVault(options)).toEqual(deployment);
});

test("another vault on the same chain is refused", async () => {
  const another = { ...parameters, name: "Another" };
  await expect(deployVault({ ...options, parameters: another })).rejects.toMatchObject({
    code: "KEEL_ALREADY_DEPLOYED",
  });
});

test("LEV-04 a setting that the lender's live threshold does not bear is refused before anything is sent", async () => {
  const loop = { ltv: { min: "0.60", target: "0.66", max: "0.69", ripcord: "0.79" } };
  const block = await chain.provider.request({ method: "eth_blockNumber" });
  await expect(deployVault({ ...options, parameters: { ...parameters, loop } })).rejects.toMatchObject({
    code: "KEEL_UNSOUND_SETTING",
  });
  expect(await chain.provider.request({ method: "eth_blockNumber" })).toBe(block);
});

test("a chain that was restarted does not answer for the deployments of the one before", async () => {
  const restarted = await startChain();
  try {
    await expect(readDeployment(restarted.provider, stateDirectory)).rejects.toMatchObject({
      code: "KEEL_NO_DEPLOYMENT",
    });
  } finally {
    await restarted.close();
  }
});

test("a record whose contracts are gone is not believed", async () => {
  expect(await readDeployment(chain.provider, stateDirectory)).toEqual(deployment);
  await chain.provider.request({ method: "evm_revert", params: [beforeDeployment] });
  await expect(readDeployment(chain.provider, stateDirectory)).rejects.toMatchObject({
    code: "KEEL_NO_CODE",
  });
});
