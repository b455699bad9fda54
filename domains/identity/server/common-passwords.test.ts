import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCommon } from './common-passwords.ts';

describe('a password that everybody tries first', () => {
  it.each([
    'passwordpassword',
    'Password1234567!',
    'P@ssw0rdP@ssw0rd',
    '123456789012345',
    'qwertyuiopasdfgh',
    'aaaaaaaaaaaaaaaa',
    'abcabcabcabcabcabc',
    'correct horse battery staple',
    'WelcomeToTheCity',
    'iloveyouiloveyou1',
    'zxcvbnmasdfghjkl',
    'administrator2026',
    // Seen in breaches as they are, with decoration, and two after each other.
    'momsanaladventure',
    '1qaz2wsx3edc4rfv',
    '1QAZ2wsx3edc4RFV!1',
    'starwars liverpool',
    'Chocolate-Manchester99',
  ])('is recognised: %s', (password) => {
    expect(isCommon(password)).toBe(true);
  });

  it('is recognised by the names of its owner and organisation', () => {
    const names = ['Wilma Flintstone', 'wilma.flintstone@oakland.example', 'City of Oakland'];
    expect(isCommon('wilmaflintstone1', names)).toBe(true);
    expect(isCommon('Oakland-Oakland-2026', names)).toBe(true);
    expect(isCommon('OaklandCity123456', names)).toBe(true);
  });
});

describe('a password of one’s own', () => {
  it.each([
    'quiet heron above the delta',
    'bicycle-lantern-oregano',
    '7 zebras danced on Tuesday',
    'Gr8 rivers flow past Mombasa',
    '582039471650293',
    'four lamps behind a quiet canal',
    'orange tiger mountain coffee',
    'Straßenbahn über den Fluß',
  ])('is let through: %s', (password) => {
    expect(isCommon(password, ['City of Oakland'])).toBe(false);
  });

  it('is let through when it is random', () => {
    const letters = Array.from('abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHJKLMNPQRSTUVWXYZ');
    const random = fc.array(fc.constantFrom(...letters), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(
        random.map((list) => list.join('')).filter((text) => new Set(text).size > 10),
        (text) => !isCommon(text),
      ),
    );
  });
});
