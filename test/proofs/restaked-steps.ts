// Steps of a restaked position that are the same whatever its venue: what its vault does, what anybody may, and Lido's losses.

import type { movesOf } from "../../strategies/restaking/moves.ts";
import { decide } from "../../strategies/restaking/policy.ts";
import type { Restaked } from "../../strategies/restaking/restaked.ts";
import type { Actor } from "../evm/actor.ts";
import { type Books, call, type KeelSite, type Planned, part, planned, withArrived } from "./restaked.ts";

export type OwnOperation =
  | "deposit"
  | "withdraw"
  | "start exit"
  | "finish exit"
  | "execute"
  | "give steth"
  | "rebase";

interface Step {
  readonly operation: string;
  readonly amount: bigint;
  readonly size: bigint;
}

/** What Lido loses in a step that has it lose. */
export const lostBy = ({ lido }: Restaked, { size }: Step): bigint =>
  part(lido.totalPooledEther, size) >> 12n;

/**
 * @param passerBy who does what anybody may
 * @returns none where the step is the venue's own
 */
export function plannedOwn<R extends Restaked, M extends R & { beaconBalance: bigint }>(
  books: Books<R>,
  moves: ReturnType<typeof movesOf<R>>,
  site: KeelSite & { readonly strategy: string },
  passerBy: Actor,
  model: M,
  step: Step,
): Planned<M> | undefined {
  const { strategy, keel, steth, wsteth } = site;
  const { amount, size } = step;
  switch (step.operation as OwnOperation) {
    case "deposit": {
      const moved = model.rebasing
        ? call(steth, "transferShares", [strategy, amount])
        : call(wsteth, "transfer", [strategy, amount]);
      const deeds = [moved, call(strategy, "deposit", [amount])];
      return planned(withArrived(model, amount), keel, deeds, moves.deposit);
    }
    case "withdraw": {
      const units = part(books.withdrawLimit(model), size);
      return planned(model, keel, [call(strategy, "withdraw", [units, 0n])], (next) =>
        moves.withdraw(next, units, 0n),
      );
    }
    case "start exit": {
      const units = part(books.exitUnits(model), size);
      return planned(model, keel, [call(strategy, "startExit", [units])], (next) =>
        moves.startExit(next, units),
      );
    }
    case "finish exit":
      return planned(model, passerBy, [call(strategy, "finishExit")], moves.finishExit);
    case "execute": {
      const { action, target } = decide(books.risk(model), model.settings.params);
      return planned(model, keel, [call(strategy, "execute", [action, target, 0n])], (next) =>
        moves.execute(next, action, target),
      );
    }
    case "give steth":
      return planned(model, keel, [call(steth, "transferShares", [strategy, amount >> 4n])], (next) => {
        next.position.steth += amount >> 4n;
      });
    case "rebase":
      // No fee is taken of a loss, so that the shares stay as they are.
      return planned(model, passerBy, [], (next) => {
        const lost = lostBy(next, step);
        next.beaconBalance -= lost;
        next.lido.totalPooledEther -= lost;
      });
    default:
      return undefined;
  }
}
