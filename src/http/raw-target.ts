import type { Server } from 'node:http';
import { Duplex } from 'node:stream';

/** A request line that only reads, up to the blank before the version; its bytes as latin1. */
const READING_REQUEST = /^((?:GET|HEAD) )([^ \r\n]+)( HTTP\/1\.1\r\n)/;
const END_OF_HEADERS = '\r\n\r\n';

/**
 * Mends a request whose address holds raw bytes, as curl and old browsers send Chinese: those bytes are
 * percent-encoded, so that they are read as UTF-8 further on. The connection ends after its answer.
 *
 * @param packet - what arrived from the client, beginning with the request line.
 * @returns the mended request; null when it is not one whole GET or HEAD request with raw bytes in its address.
 */
export function encodeRawTarget(packet: Buffer): Buffer | null {
  const text = packet.toString('latin1');
  const line = READING_REQUEST.exec(text);
  if (!line || text.indexOf(END_OF_HEADERS) !== text.length - END_OF_HEADERS.length) return null;
  const [whole, method, target = '', version] = line;
  const encoded = target.replace(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  if (encoded === target) return null;
  return Buffer.from(
    `${method}${encoded}${version}Connection: close\r\n${text.slice(whole.length)}`,
    'latin1',
  );
}

/**
 * Serves a request that Node's parser refused for raw bytes in its address (`HPE_INVALID_URL`): the mended bytes
 * are handed to the same server as a connection of their own. To be called from `clientError`.
 *
 * @returns false when the fault is another one, or the request cannot be mended.
 */
export function serveRawTarget(
  server: Server,
  error: NodeJS.ErrnoException & { rawPacket?: Buffer },
  socket: Duplex & { remoteAddress?: string },
): boolean {
  if (error.code !== 'HPE_INVALID_URL' || !error.rawPacket || !socket.writable) return false;
  const mended = encodeRawTarget(error.rawPacket);
  if (!mended) return false;
  const bridge = new Duplex({
    read() {},
    write: (chunk, encoding, done) => void socket.write(chunk, encoding, done),
    final: (done) => void socket.end(done),
  });
  // Who asks is known by the socket; limits and logs go by it.
  Object.defineProperty(bridge, 'remoteAddress', { value: socket.remoteAddress });
  socket.once('close', () => bridge.destroy());
  server.emit('connection', bridge);
  bridge.push(mended);
  return true;
}
