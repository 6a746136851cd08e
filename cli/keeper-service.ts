/** Everything that `keel keeper` runs, put together from the configuration: nodes, key, journal, lease, vaults, health, alerts. */
import { readParameters } from "../deploy/parameters.ts";
import { type Deployment, readDeployment } from "../deploy/records.ts";
import type { Eip1193 } from "../devnet/eip1193.ts";
import { RpcNode } from "../devnet/rpc-node.ts";
import { Alerter } from "../keeper/alerts/alerter.ts";
import { troublesOf } from "../keeper/alerts/troubles.ts";
import { systemClock } from "../keeper/clock.ts";
import { discoverStranger, discoverVault } from "../keeper/discover.ts";
import { Fleet } from "../keeper/fleet.ts";
import { Health } from "../keeper/health.ts";
import { Journal } from "../keeper/journal/journal.ts";
import { allowListFor } from "../keeper/keys/allow-list.ts";
import { Lease } from "../keeper/lease.ts";
import { createLog, type Log } from "../keeper/log.ts";
import { Metrics } from "../keeper/metrics.ts";
import { NewHeads } from "../keeper/new-heads.ts";
import { ProviderPool } from "../keeper/providers/provider-pool.ts";
import type { TransactionSigner } from "../keeper/send.ts";
import { serveStatus } from "../keeper/status-server.ts";
import { createVaultKeeper, type TickResult, type VaultKeeper } from "../keeper/vault-keeper.ts";
import { takeTurn } from "../keeper/watch.ts";
import { nameOf, type Watched } from "../keeper/watched.ts";
import { rulesOf } from "../strategies/leveraged-loop/params.ts";
import { loadLoopRules } from "../strategies/leveraged-loop/rules.ts";
import type { ConnectedChain } from "./chain.ts";
import type { Config } from "./config.ts";
import { channelsFor, deadManFor } from "./keeper-alerts.ts";
import { databaseFor } from "./keeper-journal.ts";
import { keeperAddress, keeperSigner } from "./keeper-key.ts";
import { isGone, thisProcess } from "./lease-holder.ts";
import { paramsOn } from "./node-kind.ts";

export interface ServiceOptions {
  readonly config: Config;
  readonly chain: ConnectedChain;
  readonly live: boolean;
  readonly dryRun: boolean;
  /** `silent` for none. */
  readonly logLevel: string;
}

export interface KeeperService {
  readonly keepers: readonly VaultKeeper[];
  readonly pool: ProviderPool;
  /** Until the next turn is due: a new block is announced, or the time between two looks is over. */
  rest(signal: AbortSignal): Promise<void>;
  readonly pollSeconds: number;
  /** Takes the lease, where it is free. @returns whether it is ours */
  lead(): Promise<boolean>;
  /** One turn of all vaults, and what follows from it for those who watch. */
  turn(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export async function openKeeperService(options: ServiceOptions): Promise<KeeperService> {
  const { config, chain, live, dryRun, logLevel } = options;
  const { rpc, identity } = chain;
  const clock = systemClock;
  const log = createLog(logLevel);
  const params = paramsOn(chain, config.keeper);
  const deployment = await readDeployment(rpc, config.stateDirectory);
  const address = dryRun ? deployment.keeper : await keeperAddress(chain, config.keeper.key, live);
  const watched = await watchedBy(config, rpc, deployment, address, log);
  const signer: TransactionSigner = dryRun
    ? { address, signTransaction: () => Promise.reject(new Error("a dry run signs nothing")) }
    : await keeperSigner(chain, config.keeper.key, live, allowListFor(watched));

  const nodes = [rpc, ...config.keeper.nodes.map((url) => new RpcNode(url))];
  const named = nodes.map((node) => ({ name: node.name, rpc: node }));
  const pool = new ProviderPool(named, { clock, log, identity, maxHeadAge: params.maxHeadAge });
  const database = databaseFor(config, identity);
  const holder = thisProcess();
  const lease = dryRun
    ? undefined
    : new Lease({
        database,
        name: signer.address,
        holder,
        seconds: config.keeper.leaseSeconds,
        clock,
        isGone,
      });
  const journal = await Journal.open(database, lease?.fence);
  const rules = await loadLoopRules(rulesOf(readParameters(config.parameters).loop));
  const relay = config.keeper.relay;
  const keepers: VaultKeeper[] = [];
  for (const contracts of watched) {
    keepers.push(
      await createVaultKeeper({
        ...{
          rpc: pool,
          witness: pool.witness,
          contracts,
          signer,
          journal,
          params,
          rules,
          clock,
          log,
          dryRun,
        },
        ...(relay && { relay: new RpcNode(relay.url), relaySeconds: relay.seconds }),
      }),
    );
  }

  const metrics = new Metrics();
  const health = new Health(watched.map(nameOf), params.maxDecisionAge, clock.now());
  const latest = new Map<string, TickResult>();
  const onResult = (of: Watched, result: TickResult) => {
    latest.set(nameOf(of), result);
    metrics.looked(of, result);
  };
  const fleet = new Fleet({ source: pool, keepers, health, clock, log, lease, onResult });
  const { alerts } = config.keeper;
  const alerter = new Alerter({
    channels: channelsFor(alerts),
    clock,
    log,
    repeatSeconds: alerts.repeatAfter,
  });
  const deadMan = new Alerter({
    ...{ channels: deadManFor(alerts), clock, log },
    ...{ repeatSeconds: alerts.repeatAfter, aliveSeconds: alerts.aliveEvery },
  });
  const { status } = config.keeper;
  const server =
    status &&
    (await serveStatus(
      {
        health: () => health.report(clock.now()),
        metrics: () => metrics.text(health, watched, pool, clock.now()),
      },
      status.host,
      status.port,
    ));
  if (server) log.info({ port: server.port }, "health and metrics are served");

  const { pollSeconds } = params;
  const { headsUrl } = config.keeper;
  const heads = headsUrl === undefined ? undefined : new NewHeads(headsUrl, clock, log);
  log.info({ chain: identity, node: rpc.name, dryRun, watched: watched.map(nameOf) }, "watching");
  let forgotten = 0;
  return {
    keepers,
    pool,
    pollSeconds,
    rest: (signal) => heads?.wait(pollSeconds, signal) ?? clock.sleep(pollSeconds, signal),
    lead: async () => lease === undefined || lease.hold(),
    async turn(signal) {
      const begun = performance.now();
      const onFailure = (error: unknown) => metrics.failed((error as { code?: unknown }).code);
      await takeTurn(fleet, { log, onFailure }, signal);
      metrics.turned((performance.now() - begun) / 1000);
      const report = health.report(clock.now());
      await alerter.tell(troublesOf(report, latest));
      if (report.healthy) await deadMan.alive();
      if (clock.now() - forgotten > DAY) {
        forgotten = clock.now();
        await journal.forgetLooks(forgotten - params.keepLooksDays * DAY);
      }
    },
    async close() {
      heads?.close();
      await lease?.release();
      await server?.close();
      await journal.close();
    },
  };
}

const DAY = 86_400;

/** The deployed vault, those that the configuration names, and the strangers' positions that it names. */
async function watchedBy(
  { keeper }: Config,
  rpc: Eip1193,
  { contracts }: Deployment,
  payer: string,
  log: Log,
): Promise<Watched[]> {
  const watched: Watched[] = [];
  for (const setting of [{ vault: contracts.vault, prices: contracts.prices }, ...keeper.vaults]) {
    const found = await discoverVault(rpc, setting);
    watched.push(...found.watched);
    for (const strategy of found.unknown)
      log.warn(
        { vault: setting.vault, strategy },
        "a strategy of a kind that it does not know, which it leaves alone",
      );
  }
  for (const strategy of keeper.strangers) watched.push(await discoverStranger(rpc, strategy, payer));
  return watched;
}
