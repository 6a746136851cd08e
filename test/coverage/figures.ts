/** Coverage by room: what stands directly below `contracts/`, with all that is in it. */
import type { Figure } from "../figures/figure.ts";
import { type FileCoverage, percent, TARGET_PERCENT } from "./file-coverage.ts";

/** The offline mainnet's ports are not deployed; the sum without them is a figure of its own. */
const PORTS = "contracts/devnet";

const roomOf = (path: string) => path.split("/").slice(0, 2).join("/");

/** Lines and statements of every room, sorted, then of all that is deployed, then of everything. */
export function figuresOf(files: readonly FileCoverage[]): Figure[] {
  const rooms = [...new Set(files.map(({ path }) => roomOf(path)))].sort();
  const deployed = files.filter(({ path }) => roomOf(path) !== PORTS);
  return [
    ...rooms.flatMap((room) =>
      both(
        room,
        files.filter(({ path }) => roomOf(path) === room),
      ),
    ),
    ...both(`contracts without ${PORTS}`, deployed),
    ...both("contracts", files),
  ];
}

const both = (name: string, files: readonly FileCoverage[]): Figure[] => [
  figure(`${name}: lines`, percent(files.map(({ lines }) => lines))),
  figure(`${name}: statements`, percent(files.map(({ statements }) => statements))),
];

const figure = (name: string, value: number): Figure => ({
  name,
  value,
  unit: "%",
  target: TARGET_PERCENT,
  pass: value >= TARGET_PERCENT,
});
