import { isUtf8 } from 'node:buffer';

/** Whether bytes that come in pieces are valid UTF-8 from end to end. */
export class Utf8Check {
  valid = true;
  #carry = Buffer.alloc(0);

  see(piece: Buffer): void {
    if (!this.valid) return;
    let end = piece.length;
    while (end > 0 && (piece[end - 1] as number) >= 0x80 && piece.length - end < 4) end -= 1;
    const whole = piece.subarray(0, end);
    this.valid = isUtf8(this.#carry.length === 0 ? whole : Buffer.concat([this.#carry, whole]));
    this.#carry = Buffer.from(piece.subarray(end));
  }

  end(): boolean {
    return this.valid && isUtf8(this.#carry);
  }
}
