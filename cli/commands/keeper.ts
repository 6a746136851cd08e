/** `keel keeper`: keeps vaults within their rules. */
import type { Command } from "commander";
import { KeelError } from "../../errors/keel-error.ts";
import { systemClock } from "../../keeper/clock.ts";
import { keeperOn } from "../../keeper/keeper.ts";
import { watch } from "../../keeper/watch.ts";
import { type ConnectedChain, connect } from "../chain.ts";
import { configOf } from "../context.ts";
import { type KeeperService, openKeeperService } from "../keeper-service.ts";
import { rehearseAll } from "../rehearsal.ts";
import { stopSignal } from "../stop-signal.ts";
import { inWords } from "../tick-words.ts";

interface Flags {
  readonly once?: boolean;
  readonly dryRun?: boolean;
  readonly live?: boolean;
  readonly rehearse?: boolean;
}

export function addKeeper(program: Command): void {
  program
    .command("keeper")
    .summary("keep vaults within their rules")
    .description(
      "Looks at every new block, at the strategies and the exit queue of each vault, decides what their contracts ask for, tries the " +
        "transaction out and sends it; at most one at a time a vault, each step journalled before it is taken. Outside a " +
        "development node it only says what it would do, unless --live is given. Runs until Ctrl-C. For the person on call: " +
        "docs/keeper.md.",
    )
    .option("--once", "look once, see a transaction through, and end")
    .option("--dry-run", "say what it would do, and send nothing")
    .option("--live", "sign although the node may be Ethereum itself")
    .option(
      "--rehearse",
      "unwind every position on a fork in memory, and say what it cost and how long it took",
    )
    .action(async (flags: Flags, command: Command) => {
      const { once = false, dryRun = false, live = false, rehearse = false } = flags;
      const config = await configOf(command);
      const chain = await connect(config);
      if (rehearse) return rehearseAll(config, chain);
      requireReal(chain, live);
      const service = await openKeeperService({
        ...{ config, chain, live, logLevel: once ? "silent" : "info" },
        dryRun: dryRun || !(chain.development || live),
      });
      try {
        if (once) for (const line of await lookOnce(service)) console.log(line);
        else await watch(service.turn, service.rest, stopSignal());
      } finally {
        await service.close();
      }
    });
}

/** @throws KEEL_LIVE_ON_DEVELOPMENT where the node says that it is a development node */
function requireReal({ rpc, development }: ConnectedChain, live: boolean): void {
  if (!live || !development) return;
  throw new KeelError(
    "KEEL_LIVE_ON_DEVELOPMENT",
    `the node at ${rpc.name} says that it is a development node, and what is signed for it with a key of yours counts on Ethereum`,
    "Leave --live out, or name another node",
  );
}

/** One look at each vault, after what an earlier run left under way, and until its own transaction is settled. */
async function lookOnce({ pool, keepers, pollSeconds, lead }: KeeperService): Promise<string[]> {
  const lines: string[] = [];
  if (!(await lead())) {
    throw new KeelError(
      "KEEL_LEASE_HELD",
      "another keeper runs on this journal",
      "Leave the vault to it, or stop it first",
    );
  }
  for (const vaultKeeper of keepers) {
    const keeper = keeperOn(pool, vaultKeeper, pool.witness);
    let result = await keeper.tick();
    while (result.outcome === "waiting") {
      lines.push(inWords(result));
      await systemClock.sleep(pollSeconds);
      result = await keeper.tick();
    }
    lines.push(inWords(result));
    if (result.outcome !== "sent") continue;
    let confirmation = await keeper.confirm();
    while (confirmation?.ending === "waiting") {
      await systemClock.sleep(pollSeconds);
      confirmation = await keeper.confirm();
    }
    const { ending, inclusion } = confirmation ?? {};
    lines.push(
      inclusion === undefined
        ? `${ending}`
        : `${ending} in block ${inclusion.block}, ${inclusion.gasUsed} gas`,
    );
  }
  return lines;
}
