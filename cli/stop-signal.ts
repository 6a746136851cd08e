/** Ctrl-C and SIGTERM, for commands that run until they are told to stop. */

/** @returns a signal that aborts with the first of them; a second one ends the process as usual */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
