/** By which name this process holds a lease, and whether another one on this machine still lives. */
import { hostname } from "node:os";

export const thisProcess = (): string => `${hostname()} ${process.pid}`;

/** False for a process of another machine: of that nothing is known here. */
export function isGone(holder: string): boolean {
  const [host, pid] = holder.split(" ");
  if (host !== hostname()) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}
