import { hash, parseOptions, verify } from '@node-rs/argon2';

// argon2id. OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1 or stronger.
const strength = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

let decoy: Promise<string> | null = null;

/** The hash of a password, in PHC form. */
export function hashPassword(password: string): Promise<string> {
  return hash(plain(password), strength);
}

/** Whether the password fits. Takes the same time when there is no hash to compare with. */
export async function passwordFits(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('nobody has this password');
  const fits = await verify(stored ?? (await decoy), plain(password));
  return stored !== null && fits;
}

/** Whether a stored hash is weaker than the ones made today. */
export function isWeaker(stored: string): boolean {
  const { memoryCost, timeCost } = parseOptions(stored);
  return memoryCost < strength.memoryCost || timeCost < strength.timeCost;
}

// NIST SP 800-63B-4 §3.1.1.2: the same characters typed on another keyboard are the same password.
function plain(password: string): string {
  return password.normalize('NFC');
}
