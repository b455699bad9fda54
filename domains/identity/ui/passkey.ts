type Json = Record<string, unknown>;

/** Whether this browser, at this address, can use passkeys at all. */
export const knowsPasskeys = typeof PublicKeyCredential === 'function';

/** Asks a passkey; answers with what it signed. Throws in words for people. */
export async function askPasskey(options: Json): Promise<Json> {
  const { startAuthentication } = await import('@simplewebauthn/browser');
  type Options = Parameters<typeof startAuthentication>[0]['optionsJSON'];
  return inWords(startAuthentication({ optionsJSON: options as unknown as Options }));
}

/** Has a device make a new passkey. Throws in words for people. */
export async function makePasskey(options: Json): Promise<Json> {
  const { startRegistration } = await import('@simplewebauthn/browser');
  type Options = Parameters<typeof startRegistration>[0]['optionsJSON'];
  return inWords(startRegistration({ optionsJSON: options as unknown as Options }));
}

async function inWords(answer: Promise<object>): Promise<Json> {
  try {
    return { ...(await answer) };
  } catch (thrown) {
    throw new Error(sentences[nameOf(thrown)] ?? 'The passkey could not be used. Try again.', {
      cause: thrown,
    });
  }
}

function nameOf(thrown: unknown): string {
  const { cause, name } = thrown as { cause?: { name?: string }; name?: string };
  return cause?.name ?? name ?? '';
}

const sentences: Readonly<Record<string, string>> = {
  NotAllowedError: 'No passkey was used: it was cancelled, took too long or there is none here.',
  InvalidStateError: 'This device has a passkey of yours already.',
  SecurityError: 'Passkeys work at a name with https, or at localhost; not at a bare IP address.',
};
