/** A fault as the drills have it: what befalls whom, and what it excuses. */
import type { VaultOnChain } from "../worlds/vault-on-chain.ts";
import { Drill } from "./drill.ts";
import { JOBS, type Job } from "./jobs.ts";
import { Random } from "./random.ts";
import { type Allowed, broken } from "./verdict.ts";

export interface FaultDrill {
  readonly group: "RPC" | "chain" | "transaction" | "relay" | "process" | "market";
  readonly name: string;
  /** What the keeper may be doing meanwhile; anything unless named. */
  readonly jobs?: readonly Job[];
  readonly allows?: Allowed;
  /** Lets the fault befall the drill, and the keeper come through. @throws where it does not */
  play(drill: Drill): Promise<void>;
}

export interface Survival {
  readonly fault: string;
  readonly seed: number;
  readonly job: string;
  /** What went wrong; nothing where the keeper survived. */
  readonly problems: readonly string[];
}

/** One drill on a chain that is put back afterwards. @param world with a {@link settledVault} */
export async function drillOn(world: VaultOnChain, fault: FaultDrill, seed: number): Promise<Survival> {
  const job = new Random(seed).pick(fault.jobs ?? JOBS);
  let problems: string[] = [];
  await world.isolated(async () => {
    const drill = await Drill.begin(world, job, seed);
    try {
      await fault.play(drill);
      problems = await broken(drill, fault.allows);
    } catch (error) {
      problems = [(error as Error).message];
    } finally {
      await drill.end();
    }
  });
  return { fault: fault.name, seed, job: job.name, problems };
}
