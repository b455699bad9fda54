import { namesNoPaper } from '../../parsing/code-names.ts';
import { isEin, isIban, isIsbn, isNpi, isSsn, isVin } from '../values/check-digits.ts';
import { type Column, code, type Detector, distinctShare, shareThat } from './detector.ts';

const trimmed = (test: (value: string) => boolean) => (value: string) => test(value.trim());
const distinctStarts = (column: Column, length: number) =>
  new Set(column.values.map(({ value }) => value.slice(0, length))).size;

const record =
  'case|complaint|incident|docket|permit|request|ticket|citation|report|application|app|record|license|licence|lic|invoice|order|event|warrant|violation|contract|purchase order|po|project|file|claim|crash|accident|inspection|service request|sr|rd|dr|booking|arrest|offense|call|cad|job|filing|plan|work order|reference|certificate|registration|tracking|confirmation|control|petition|matter|summons|proposal|bid|requisition|voucher|receipt|check|account|acct';
const caseNamed = new RegExp(
  `\\b(${record}) ?(number|no|num|nbr|nr)\\b|\\b(${record})(number|no|num|nbr)$|\\b(docket|casenum|caseno|permit|license|complaint|citation|incident) (id|key)$|^(docket|permit|citation|dossier|aktenzeichen|az|gz|gesch[aä]fts(zeichen|zahl)|expediente|protocollo|protocolo|processo|boleta|spis zn|sygnatura|diarienummer|dnr|journalnummer)$|\\b(doklad|smlouvy?|faktury?|umowy|sprawy|zaak|vorgangs?|antrags?|rechnungs?|akten|auftrags?) ?(cislo|číslo|numer|nummer|nr)\\b|^(n|no|nr|nro|num|numero|número|numéro|id|c[oó]digo|codice|cislo|číslo|numer) (de |di |do |del )?(expediente|dossier|contrato|contratto|processo|fascicolo|pratica|licencia|licença|licenza|licitaci[oó]n|protocollo|protocolo|factura|fattura|facture|permis|permiso|sprawy|umowy|faktury|dokladu|smlouvy|jednaci)\\b`,
);

/** Numbers that an authority gives out, with a check digit or in a form of its own. */
export const officialDetectors: readonly Detector[] = [
  {
    type: 'ssn',
    label: 'are social security numbers',
    named: /\b(ssn|social security|soc sec|social)\b/,
    test: (value) => /^\d{3}-\d{2}-\d{4}$/.test(value.trim()) && isSsn(value.trim()),
    testNamed: (value) => isSsn(value.trim()) || /^[X*#]{3}-?[X*#]{2}-?\d{4}$/i.test(value.trim()),
    alone: 0.93,
    withName: 0.98,
    atLeast: 0.9,
    condition: (column, named) => named || column.values.length >= 3,
  },
  {
    type: 'ein',
    label: 'are employer identification numbers',
    named:
      /\b(ein|fein|employer identification|employer id|tax id|taxpayer id|tin|irs number|federal tax|tax identification)\b/,
    test: (value) => /^\d{2}-\d{7}$/.test(value.trim()) && isEin(value.trim()),
    testNamed: trimmed(isEin),
    alone: 0.88,
    withName: 0.98,
    atLeast: 0.85,
    condition: (column, named) =>
      named || (column.values.length >= 10 && distinctStarts(column, 2) >= 6),
  },
  {
    type: 'npi',
    label: 'are National Provider Identifiers with a right check digit',
    named: /\b(npi|national provider|provider id|rndrng npi|prscrbr npi)\b/,
    test: trimmed(isNpi),
    alone: 0.96,
    withName: 0.99,
    atLeast: 0.85,
    condition: (column, named) =>
      named || (column.values.length >= 20 && shareThat(column, trimmed(isNpi)) > 0.97),
  },
  {
    type: 'vin',
    label: 'are vehicle identification numbers',
    named: /\b(vin|vehicle identification|vehicle id|vinnumber)\b/,
    test: trimmed(isVin),
    testNamed: (value) => /^[A-HJ-NPR-Z0-9]{17}$/i.test(value.trim()),
    alone: 0.96,
    withName: 0.98,
    atLeast: 0.75,
  },
  {
    type: 'isbn',
    label: 'are book numbers with a right check digit',
    named: /\bisbn( \d+)?\b/,
    test: trimmed(isIsbn),
    alone: 0.96,
    withName: 0.98,
    atLeast: 0.85,
    condition: (column, named) =>
      named || (column.values.length >= 5 && shareThat(column, trimmed(isIsbn)) > 0.95),
  },
  {
    type: 'iban',
    label: 'are bank account numbers with right check digits',
    named: /\biban\b/,
    test: trimmed(isIban),
    alone: 0.98,
    withName: 0.99,
    atLeast: 0.8,
  },
  {
    type: 'parcel',
    label: 'have the form of parcel numbers',
    named:
      /\b(parcel|parcels|apn|ain|parid|parcelid|bbl|folio|map ?blk ?lot|map ?lot|blklot|block ?lot|tax ?(lot|map|key)|geopin|pams ?pin|sbl|pcn|pin|strap|prop(erty)? ?(id|index) ?number|assessor\w*)\b( ?(id|number|no|num|nbr|key))?|\bparcel/,
    notNamed: /\b(area|acres|size|type|count|status|value|name|address|code|date|class)$/,
    test: (value) =>
      /^\d{3}-\d{3}-\d{2,3}(-\d{1,3})?$|^\d{2}-\d{2}-\d{3}-\d{3}(-\d{4})?$/.test(value.trim()),
    testNamed: (value) => /^(?=.*\d)[A-Z0-9][A-Z0-9 .\-/*]{3,32}$/i.test(value.trim()),
    alone: 0.8,
    withName: 0.97,
    atLeast: 0.85,
  },
  {
    type: 'case-number',
    label: 'have the form of numbers of cases or records',
    named: caseNamed,
    notNamed:
      /\b(type|status|date|count|of|name|year)$|\bnumber of\b|\bphone\b|^id (contrato|contratto|processo|expediente)\b/,
    test: (value) =>
      /^[A-Z]{1,6}[- ]?\d{2,4}[- ]\d{3,8}(-[A-Z0-9]{1,4})?$|^(19|20)?\d{2}-\d{4,7}$|^(19|20)\d{2}-[A-Z]{1,5}-\d{3,8}$/.test(
        value.trim(),
      ),
    testNamed: (value) => code.test(value.trim()),
    alone: 0.84,
    withName: 0.96,
    atLeast: 0.85,
    condition: (column, named) =>
      named
        ? distinctShare(column, (value) => value.trim().length >= 3) > 0.8
        : column.facts.distinct / Math.max(1, column.filled) >= 0.9 &&
          column.values.length >= 5 &&
          column.said !== 'code' &&
          !namesNoPaper(column.facts.name) &&
          !/\b(id|code|key|serial|plate|sku|ref)$|[a-z]{2}(id|code)$/.test(column.words),
  },
];
