/** The few globals that every JavaScript runtime has and that the kernel uses. */
declare const crypto: {
  getRandomValues<T extends Uint8Array>(array: T): T;
};
