import { errors, type InsitesError } from '@insites/kernel';

/** A password that everybody tries first. */
export function passwordCommon(): InsitesError {
  return errors.invalid(
    'identity.passwordCommon',
    'This password is among the ones everybody tries first.',
    {
      hint: 'Take four or more words that have nothing to do with each other, or with your city.',
      fields: [{ path: 'password', message: 'Too easy to guess' }],
    },
  );
}
