/**
 * Whether the lock of Curve's classic pool can be told from a view, on mainnet's own code as recorded and on its port: free
 * outside, set while the pool pays ether in the middle of a withdrawal.
 */
import { id } from "ethers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { curvePool } from "./proofs/curve-steth-pool.proof.ts";
import { type Connection, lacksRecordedMainnet, openRecordedMainnet } from "./proofs/recorded/mainnet.ts";
import { type PoolSide, type PoolState, recordedPoolState } from "./proofs/recorded/pool-state.ts";

type Hex = `0x${string}`;

const POOL_LOCKED = id("PoolLocked(address)").slice(0, 10);

describe.skipIf(lacksRecordedMainnet() !== undefined)("CLP-02 INC-05 the lock of the classic pool", () => {
  let connection: Connection;
  let state: PoolState;
  let probe: Awaited<ReturnType<Connection["ethers"]["deployContract"]>>;
  let sides: Record<"recorded" | "port", PoolSide>;

  beforeAll(async () => {
    connection = await openRecordedMainnet();
    probe = await connection.ethers.deployContract("PoolLockProbe");
    const holder = (await probe.getAddress()) as Hex;
    const recorded = await recordedPoolState(connection, holder);
    state = { ...recorded, driverLp: recorded.lpSupply };
    sides = {
      recorded: await curvePool.writeRecorded(connection, holder, state),
      port: await curvePool.deployPort(connection, holder, state),
    };
  });
  afterAll(() => connection.close());

  test.each(["recorded", "port"] as const)(
    "%s: told free outside, set inside, free again after",
    async (name) => {
      const { pool } = sides[name];
      const contract = await connection.ethers.getContractAt("CurveStethPool", pool);
      const outside: bigint = await contract.getFunction("get_virtual_price")();
      await probe.getFunction("requireOpen")(pool);

      await probe.getFunction("removeLiquidity")(pool, state.lpSupply / 2n);

      expect(await probe.getFunction("refusalInside")()).toBe(POOL_LOCKED);
      expect(await probe.getFunction("virtualPriceInside")()).toBeGreaterThan((outside * 13n) / 10n);
      await probe.getFunction("requireOpen")(pool);
    },
  );
});
