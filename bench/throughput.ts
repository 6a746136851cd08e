/** How often something can be done in a second, after it has warmed up. */

const WARM_UP_SECONDS = 0.2;
const MEASURED_SECONDS = 1;
const BATCH = 256;

/** @param once does it; what it returns is kept, so that the compiler cannot leave it out */
export function perSecond(once: (index: number) => unknown): number {
  rate(once, WARM_UP_SECONDS);
  return rate(once, MEASURED_SECONDS);
}

let kept: unknown;

function rate(once: (index: number) => unknown, seconds: number): number {
  const begun = performance.now();
  let done = 0;
  let elapsed = 0;
  while (elapsed < seconds) {
    for (let index = 0; index < BATCH; index++) kept = once(done + index);
    done += BATCH;
    elapsed = (performance.now() - begun) / 1000;
  }
  if (kept === undefined) throw new Error("what is measured must return something");
  return done / elapsed;
}
