import { fileURLToPath } from 'node:url';

/** Path of the program `insites`, for whoever starts it as a process. */
export const program: string = fileURLToPath(new URL('../bin/insites.js', import.meta.url));
