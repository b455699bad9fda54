import { id } from '@insites/kernel';
import { z } from 'zod';

/**
 * What an organisation asks of its members' sign-in, weakest first: a password; a second factor from
 * everybody; that, and a passkey from administrators; a passkey from everybody; or the organisation's
 * own provider, which then decides.
 */
export const signInRules = [
  'password',
  'secondFactor',
  'passkeyOfAdmins',
  'passkey',
  'provider',
] as const;
export const signInRule = z.enum(signInRules);
export type SignInRule = z.infer<typeof signInRule>;

/** With what a session went beyond the password. */
export const secondFactor = z.enum(['totp', 'recovery', 'passkey', 'provider']);
export type SecondFactor = z.infer<typeof secondFactor>;

/** What an organisation says of signing in and sessions. Sessions may only be made shorter. */
export const signInRulesView = z.object({
  rule: signInRule,
  sessionHours: z.int().min(1).max(24).describe('Hours after which a session ends in any case'),
  idleMinutes: z.int().min(5).max(60).describe('Minutes without use after which a session ends'),
  tokenDays: z.int().min(1).max(366).describe('Days that a new API token holds at most'),
});

/** The session behind a request. */
export const ownSession = z.object({
  secondFactor: secondFactor.nullable(),
  lacks: z
    .enum(['factor', 'passkey', 'provider'])
    .nullable()
    .describe(
      'What the organisation asks for and this session does not have; until then it may do nothing else',
    ),
  provider: z
    .object({ id, name: z.string() })
    .nullable()
    .describe('Whose sign-in vouched for you; the session acts for its organisation only'),
  idleMinutes: z.int().describe('It ends after so many minutes without use'),
  endsAt: z.iso.datetime().describe('It ends then in any case'),
});

/** Six digits of an app, or a recovery code; spaces and hyphens do not matter. */
export const code = z.string().trim().min(6).max(64).describe('Code of an app, or a recovery code');

export const passkeyName = z.string().trim().min(1).max(60);

/** A credential as a browser tells it: RegistrationResponseJSON or AuthenticationResponseJSON of WebAuthn Level 3. */
export const webauthnResponse = z.record(z.string(), z.unknown());
/** What a browser is asked: PublicKeyCredential…OptionsJSON of WebAuthn Level 3 §5.1. */
export const webauthnOptions = z.record(z.string(), z.unknown());

export const passkeyView = z.object({
  id,
  name: z.string(),
  synced: z.boolean().describe('Copies are on other devices of the person'),
  createdAt: z.iso.datetime(),
  lastUsedAt: z.iso.datetime().nullable(),
});
export type PasskeyView = z.infer<typeof passkeyView>;

/** With what a person signs in. */
export const factorsView = z.object({
  password: z.boolean(),
  authenticator: z.object({ since: z.iso.datetime() }).nullable().describe('App that shows codes'),
  passkeys: z.array(passkeyView),
  recoveryCodes: z.int().describe('Recovery codes that are left'),
});
export type FactorsView = z.infer<typeof factorsView>;

export const newRecoveryCodes = z
  .array(z.string())
  .nullable()
  .describe('Recovery codes, when these are new; shown this once');
