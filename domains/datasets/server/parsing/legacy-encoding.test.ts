import { describe, expect, it } from 'vitest';
import { examineHead } from './encoding.ts';
import { type LegacyEncoding, legacyEncodingOf } from './legacy-encoding.ts';

/** The bytes of a text in an encoding of one byte a character. */
function encoded(text: string, name: LegacyEncoding): Buffer {
  const decoder = new TextDecoder(name);
  const bytes = new Map(
    Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte] as const),
  );
  return Buffer.from(
    [...text].map((char) => {
      const byte = bytes.get(char);
      if (byte === undefined) throw new Error(`${char} is not in ${name}`);
      return byte;
    }),
  );
}

describe('the encoding of a text that is no UTF-8', () => {
  it.for<readonly [LegacyEncoding, string]>([
    ['windows-1252', 'id,Ort,Note\n1,Zürich,“schön” – 5 €\n2,Genève,café\n3,São Paulo,ação\n'],
    ['windows-1252', 'id,trip,cost\n1,‘No 32’ or ‘Charter’ train,£584\n2,7 – 8 May,£164\n'],
    ['windows-1252', 'id,note\n1,the school’s plan\n2,the city’s parks\n'],
    ['macintosh', 'id,note\n1,the school’s plan – ‘good’\n2,the city’s parks\n'],
    ['macintosh', 'id,ville,note\n1,Genève,«été» – l’école\n2,Orléans,forêt\n3,Nîmes,déjà vu\n'],
    ['windows-1250', 'id,miasto\n1,Łódź\n2,Gdańsk\n3,Częstochowa\n4,Świętochłowice\n5,Žďár\n'],
    ['windows-1251', 'id,город\n1,Москва\n2,Санкт-Петербург\n3,Казань\n'],
    ['windows-1253', 'id,πόλη\n1,Αθήνα\n2,Θεσσαλονίκη\n3,Πάτρα\n'],
    ['windows-1254', 'id,şehir\n1,İstanbul\n2,Eskişehir\n3,Ağrı\n4,Muğla\n'],
  ])('%s is told by its words', ([name, text]) => {
    const found = examineHead(encoded(text, name));
    if (found.kind !== 'text') throw new Error('It is text.');
    expect(new TextDecoder(found.encoding.name).decode(encoded(text, name))).toBe(text);
  });

  it('is UTF-8 with strange lines where nearly all is UTF-8', () => {
    const good = Array.from({ length: 30 }, (_, n) => `${n},Zürich\n`).join('');
    const bytes = Buffer.concat([Buffer.from(good), encoded('31,Genève\n', 'windows-1252')]);
    expect(legacyEncodingOf([bytes])).toMatchObject({ name: 'utf-8', strays: 'windows-1252' });
  });
});
