import { closeSync, constants, openSync } from 'node:fs';
import { Socket } from 'node:net';

const { O_RDONLY, O_WRONLY, O_NONBLOCK } = constants;

/** Who takes the bytes of a pipe. */
export interface PipeReader {
  /** False = no more for now; `resume` asks again. */
  bytes(chunk: Buffer): boolean;
  /** Everything was read and no one writes any more. */
  end(): void;
}

/**
 * The reading end of a named pipe, without a thread that waits in it. A write end is held too, so that
 * the end of the stream is when we say so: after the worker reported, or died.
 */
export class PipeEnd {
  readonly #socket: Socket;
  #writeEnd: number | null;
  #draining = false;

  constructor(path: string, reader: PipeReader) {
    const readEnd = openSync(path, O_RDONLY | O_NONBLOCK);
    this.#writeEnd = openSync(path, O_WRONLY | O_NONBLOCK);
    this.#socket = new Socket({ fd: readEnd, readable: true, writable: false });
    this.#socket.on('data', (chunk) => {
      if (!this.#draining && !reader.bytes(chunk)) this.#socket.pause();
    });
    this.#socket.once('close', () => reader.end());
    // The close event follows, and says all there is to say.
    this.#socket.on('error', () => {});
  }

  resume(): void {
    this.#socket.resume();
  }

  /** Throws away what still comes, so that the writer is not stuck in a full pipe. */
  drain(): void {
    this.#draining = true;
    this.#socket.resume();
  }

  /** No more will be written: `end` is called once all was read. */
  finish(): void {
    if (this.#writeEnd !== null) closeSync(this.#writeEnd);
    this.#writeEnd = null;
  }
}
