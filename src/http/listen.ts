import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type Koa from 'koa';
import { type Config, ConfigError } from '../config.js';
import { type AppError, BadRequestError, HeaderTooLargeError, RequestTimeoutError } from '../errors.js';
import { problemOf } from './problem.js';
import { serveRawTarget } from './raw-target.js';

/** A server that accepts requests. */
export interface RunningServer {
  /** Address to open in a browser, e.g. `http://127.0.0.1:3000`. */
  url: string;
  port: number;
  /**
   * Stops accepting, lets requests in flight finish and closes kept connections; what is still running
   * after `STOP_TIMEOUT_MS` is cut off. Calling it twice is the same as once.
   */
  stop(): Promise<void>;
}

/** Time a request in flight gets to finish when the server stops, in milliseconds. */
export const STOP_TIMEOUT_MS = 10_000;

const LIMITS = {
  /** Bytes of request line and headers together. */
  maxHeaderSize: 16 * 1024,
  headersTimeout: 10_000,
  /** For a whole request: a list of 50 MB over a slow line. Bodies of questions have 15 s (`readBytes`). */
  requestTimeout: 120_000,
  /** Longer than a usual reverse proxy keeps its side (60 s), so that it never meets a closed connection. */
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
};

/**
 * Listens on HOST and PORT.
 * @throws {ConfigError} naming PORT or HOST when the address cannot be used.
 */
export async function serve(
  app: Koa,
  { HOST, PORT }: Pick<Config, 'HOST' | 'PORT'>,
  stopTimeoutMs = STOP_TIMEOUT_MS,
): Promise<RunningServer> {
  const server = createServer(LIMITS, app.callback());
  server.on('clientError', (error, socket) => {
    if (!serveRawTarget(server, error, socket)) replyUnreadable(error, socket as Socket);
  });
  await listen(server, HOST, PORT);
  const { port } = server.address() as AddressInfo;
  let stopping: Promise<void> | undefined;
  return {
    url: `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${port}`,
    port,
    stop() {
      stopping ??= stop(server, stopTimeoutMs);
      return stopping;
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(listenFault(error)));
    server.listen(port, host, resolve);
  });
}

function listenFault(error: NodeJS.ErrnoException): Error {
  switch (error.code) {
    case 'EADDRINUSE':
      return new ConfigError([{ key: 'PORT', message: '指定的端口已被其他程序占用，请换一个端口' }]);
    case 'EACCES':
      return new ConfigError([{ key: 'PORT', message: '指定的端口需要更高权限，请换用 1024 以上的端口' }]);
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return new ConfigError([{ key: 'HOST', message: '指定的地址不属于本机，请改为本机地址或 0.0.0.0' }]);
    default:
      return error;
  }
}

function stop(server: Server, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    // A kept connection becomes idle only after its last response, so look again until all are gone.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    const cut = setTimeout(() => server.closeAllConnections(), timeoutMs);
    server.close(() => {
      clearInterval(sweep);
      clearTimeout(cut);
      resolve();
    });
  });
}

/** Node could not read the request, so no middleware saw it; the caller still gets a problem document. */
function replyUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const fault = faultOf(error.code);
  const body = JSON.stringify(problemOf(fault, '/'));
  socket.end(
    `HTTP/1.1 ${fault.status} ${REASONS[fault.status] ?? 'Bad Request'}\r\n` +
      'Content-Type: application/problem+json\r\n' +
      `Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}

const REASONS: Readonly<Record<number, string>> = {
  408: 'Request Timeout',
  431: 'Request Header Fields Too Large',
};

function faultOf(code: string | undefined): AppError {
  if (code === 'HPE_HEADER_OVERFLOW') return new HeaderTooLargeError();
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new RequestTimeoutError();
  return new BadRequestError();
}
