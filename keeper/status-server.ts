/**
 * The keeper seen from outside: `/healthz` (its work is done), `/readyz` (and it is free to act), `/metrics`. Both answer 503 with
 * what is wrong, one line each, when the last good decision is too old (KPR-05). Nothing can be told to the keeper here.
 */
import { createServer, type ServerResponse } from "node:http";
import type { HealthReport } from "./health.ts";

export interface StatusServer {
  readonly port: number;
  close(): Promise<void>;
}

export interface StatusSource {
  health(): HealthReport;
  metrics(): Promise<string>;
}

/** @param port 0 takes any free one */
export async function serveStatus(source: StatusSource, host: string, port: number): Promise<StatusServer> {
  const server = createServer(async ({ method, url }, response) => {
    if (method !== "GET") return void response.writeHead(405).end();
    if (url === "/healthz") return answer(response, source.health(), "healthy");
    if (url === "/readyz") return answer(response, source.health(), "ready");
    if (url !== "/metrics") return void response.writeHead(404).end();
    response.setHeader("content-type", "text/plain; version=0.0.4");
    response.end(await source.metrics());
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  return {
    port: (server.address() as { port: number }).port,
    close() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

function answer(response: ServerResponse, report: HealthReport, asked: "healthy" | "ready"): void {
  const words = report[asked] ? "ok" : report.problems.join("\n");
  response.writeHead(report[asked] ? 200 : 503, { "content-type": "text/plain" }).end(`${words}\n`);
}
