/**
 * What must be true after every drill, whatever the fault: no second action, nothing in the chain that the journal does not
 * know, nothing sent that did not just pass, no offer above its bound, every decision made again from the journal, and no secret
 * anywhere. Found in the chain itself and in the journal, not in what the keeper says of itself.
 */
import { Transaction } from "ethers";
import { accounts, walletOf } from "../../devnet/accounts.ts";
import { choose } from "../../keeper/decide.ts";
import type { RecordedAction } from "../../keeper/journal/entries.ts";
import { toJson } from "../../keeper/json.ts";
import { loadLoopRules } from "../../strategies/leveraged-loop/rules.ts";
import type { Drill } from "./drill.ts";
import type { RpcRequest } from "./fault-proxy.ts";

export interface Allowed {
  /** Transactions that may be mined and revert. */
  readonly reverts?: number;
  /** Times that the job may be done; 1 unless the fault undoes it. */
  readonly times?: number;
  /** Transactions under way at once, foreign ones included; 1 unless named. */
  readonly inFlight?: number;
}

interface Mined {
  readonly hash: string;
  readonly input: string;
  readonly to: string;
  readonly succeeded: boolean;
}

/** @returns what was broken, by rule; nothing where all holds */
export async function broken(drill: Drill, allowed: Allowed = {}): Promise<string[]> {
  const { reverts = 0, times = 1, inFlight = 1 } = allowed;
  const mined = await minedByKeeper(drill, drill.begun);
  const found: string[] = [];
  const done = mined.filter(({ input, succeeded }) => succeeded && input.startsWith(drill.job.selector));
  if (done.length > times) found.push(`double action: ${drill.job.name} was mined ${done.length} times`);
  const reverted = mined.filter(({ succeeded }) => !succeeded);
  if (reverted.length > reverts) found.push(`${reverted.length} transactions reverted`);
  if (drill.mostInFlight > inFlight) found.push(`KPR-01: ${drill.mostInFlight} transactions were under way`);
  found.push(...(await unknownToJournal(drill, mined)), ...(await unknownToChain(drill, mined)));
  found.push(...(await unreplayable(drill)));
  found.push(...unsimulated(drill), ...leaked(drill));
  return found;
}

/** Every transaction of the keeper's key in the chain after a block. */
export async function minedByKeeper({ world }: Drill, after: number): Promise<Mined[]> {
  const { provider } = world.chain;
  const head = await world.provider.getBlockNumber();
  const mined: Mined[] = [];
  for (let number = after + 1; number <= head; number++) {
    const params = [`0x${number.toString(16)}`, true];
    const block = await provider.request({ method: "eth_getBlockByNumber", params });
    for (const { from, hash, input, to } of block.transactions) {
      if (from.toLowerCase() !== accounts.keeper.toLowerCase()) continue;
      const receipt = await provider.request({ method: "eth_getTransactionReceipt", params: [hash] });
      mined.push({ hash, input, to, succeeded: receipt.status === "0x1" });
    }
  }
  return mined;
}

async function unknownToJournal(drill: Drill, mined: readonly Mined[]): Promise<string[]> {
  const { journal } = drill.fleetOrThrow;
  const found: string[] = [];
  let foreign = 0;
  for (const { hash, succeeded } of mined) {
    const [action] = await journal.actionsAt({ hash });
    if (action === undefined) {
      if (++foreign > drill.foreign) found.push(`lost entry: the journal does not know ${hash}`);
      continue;
    }
    found.push(...endingProblems(action, hash, succeeded), ...feeProblems(action));
  }
  const open = await journal.openActionsOf(accounts.keeper);
  if (open.length > 0) found.push(`${open.length} actions are still under way`);
  return found;
}

/** What a reorganisation took out of the chain again is not to be found in the journal as mined. */
async function unknownToChain({ fleetOrThrow }: Drill, mined: readonly Mined[]): Promise<string[]> {
  const known = new Set(mined.map(({ hash }) => hash));
  const rows = await fleetOrThrow.database.all(
    "SELECT hash FROM actions WHERE ending IN ('mined', 'reverted', 'cancelled')",
  );
  const lost = rows.filter(({ hash }) => !known.has(String(hash)));
  return lost.map(({ hash }) => `the journal says that ${hash} is in the chain, where it is not`);
}

function endingProblems(
  { ending, inclusion, kind }: RecordedAction,
  hash: string,
  succeeded: boolean,
): string[] {
  const right = succeeded ? ["mined", "cancelled"] : ["reverted"];
  if (ending !== null && right.includes(ending) && inclusion?.hash === hash) return [];
  return [`the journal says ${ending} of ${kind} ${hash}, which is in the chain`];
}

function feeProblems({ attempts, dearest }: RecordedAction): string[] {
  const above = attempts.filter(({ fees }) => fees.maxFeePerGas > dearest);
  return above.map(({ hash, fees }) => `KPR-03: ${hash} offers ${fees.maxFeePerGas}, above ${dearest}`);
}

async function unreplayable({ fleetOrThrow, world }: Drill): Promise<string[]> {
  const found: string[] = [];
  for await (const look of fleetOrThrow.journal.looks(world.deployment.contracts.strategy)) {
    const { snapshot, settings, rules, windows, choice } = look;
    const again = choose(snapshot, settings, { rules: await loadLoopRules(rules), windows });
    if (toJson(again) !== toJson(choice)) found.push(`KPR-02: look ${look.id} is decided differently now`);
  }
  return found;
}

/** Between one signed call that is new on the wire and the next stands a trial of that very call. */
function unsimulated({ wire }: Drill): string[] {
  const found: string[] = [];
  const seen = new Set<string>();
  let tried = new Set<string>();
  for (const request of wire) {
    const call = triedCall(request);
    if (call !== undefined) tried.add(call);
    if (!/^eth_send(Raw|Private)Transaction$/.test(request.method)) continue;
    const raw: string = request.params[0].tx ?? request.params[0];
    if (seen.has(raw)) continue;
    seen.add(raw);
    const { to, data } = Transaction.from(raw);
    if (data !== "0x" && !tried.has(`${to?.toLowerCase()} ${data}`))
      found.push(`KPR-06: a call to ${to} was sent without a trial`);
    tried = new Set();
  }
  return found;
}

function triedCall({ method, params }: RpcRequest): string | undefined {
  if (method !== "eth_call" || params[0].from === undefined) return undefined;
  return `${String(params[0].to).toLowerCase()} ${params[0].data}`;
}

function leaked({ log, wire }: Drill): string[] {
  const secret = walletOf("keeper").privateKey.slice(2);
  const said = log.join("") + JSON.stringify(wire);
  return said.includes(secret) ? ["KPR-07: the private key is in the log or on the wire"] : [];
}
