import { unitOf } from '../lexicon/units.ts';
import { decimalOf, plainNumber } from '../values/numbers.ts';
import { parseMeasure, parseMoney, parsePercentage } from '../values/quantities.ts';
import { unitHints } from './column-name.ts';
import { type Column, type Detector, rowsThat, shareThat } from './detector.ts';

const either =
  <T>(read: (value: string, decimal: '.' | ',') => T | null) =>
  (value: string) =>
    read(value, '.') !== null || read(value, ',') !== null;
const isPlain = either(plainNumber);
/** Also as engines write very small and very large ones: `-2.74871e-07`. */
const isNumber = (value: string) =>
  isPlain(value) || /^[-+]?\d+(\.\d+)?e[-+]?\d{1,3}$/i.test(value.trim());
const isMoney = either(parseMoney);
const isPercentage = either(parsePercentage);
const isMeasure = either(parseMeasure);

const notQuantity =
  /^(natureza|elemento|grupo|tipo|categoria|classificacao|fonte|modalidade|kind|type)\b|\b(id|code|number|no|count|year|date|type|class|category|index|rank|ranking|name|center|centre|account|status|bracket|units|band|grade|types|kinds|codes|names|sources)$|(?<!\b(?:hourly|daily|weekly|monthly|pay|wage|salary|billing|room|rental) )\brate\b(?! of pay)|\b(percent|pct|ratio|per capita count)\b/;

/** At the end of a name they may be a unit or anything else. */
const noUnit = /\b(in|t|a|v|number|date|id|code|count|type|name|c|m|g|l|by|mi|ac|mb|gb|kb)$/;
const amountOf = (value: string) => Math.abs(Number.parseFloat(value.replaceAll(',', '')));
const isFraction = (value: string) => amountOf(value) > 0 && amountOf(value) < 1;

/** How much: money, shares, numbers with a unit. */
export const quantityDetectors: readonly Detector[] = [
  {
    type: 'money',
    label: 'are amounts of money',
    named:
      /\b(amount|amt|cost|costs|price|fee|fees|salary|salaries|wage|wages|pay|payment|payments|paid|budget|budgeted|revenue|revenues|expenditure|expenditures|expense|expenses|income|tax|taxes|rent|dollar|dollars|usd|eur|gbp|(?:assessed|land|market|total|contract|award|annual|estimated|purchase|order|invoice|lot|property|declared|building|improvement|taxable) value|(?:stolen|assessed|land|market|taxable|total|bldg|impr|sale) val|finan(?:ziamento|ciamento|cement|zierung)|subventions?|subvenci[oó]n|subsid(?:ie|io|y|ies)|contributo|dotacja|dotace|(?:total|net|current|fixed|liquid) assets|(?:total )?liabilities|net worth|appraised|valuation|earnings|compensation|fare|tuition|grant|fine|fines|penalty|balance|spend|spending|spent|disbursement|appropriation|overtime|benefits|bonus|debt|loan|deposit|premium|charge|charges|cogs|gross sales|sales|profit|appropriated|encumbered|actuals|(?:hourly|daily|weekly|monthly|billing|room|rental) rate|obligated|award|donation|contribution|monto|importe|importo|montant|betrag|pre[cç]io|prix|preis|coste?|costo|custo|kosten|sal[aá]rio|presupuesto|or[cç]amento|valor \w+|prezzo|cijena|cena|kwota|warto[sś][cć]|[cč][aá]stka|hodnota|bedrag|kostnad|bel[oø]p|pris|prijs|hinta|loyer|affitto|rendita|tarif|tariffa|tarifa|vl|vlr|valeur \w+|montants?|d[eé]penses?|despesa|gasto|spesa|najemne|osszeg|ertek|valoare|taxa|summa|suma|belopp|belob|beløp|skoda|стоимость|стойност|цена|сума|сумма|вартість|оценка|anggaran|nilai|harga|schaden\w*|catalogusprijs|differenz|wert \w+)\b/,
    notNamed: notQuantity,
    test: isMoney,
    testNamed: (value) => isMoney(value) || isNumber(value),
    alone: 0.98,
    withName: 0.93,
    atLeast: 0.6,
    condition: (column, named) =>
      shareThat(column, isMoney) >= 0.3 ||
      (named &&
        !/\b(hours|rain|water|snow|days|pay type|acre|area|sq|volume|weight|jobs|workers|staff|employees|people|share|filers|returns|households|stamps|tax year|overtime hours)\b/.test(
          column.words,
        ) &&
        shareThat(column, isNumber) > 0.9 &&
        // Shares and ratios have names of money, too.
        shareThat(column, isFraction) <= shareThat(column, (value) => amountOf(value) >= 1)),
    details: (column) => ({
      currency: currencyOf(column),
      decimal: decimalOf(column.values) ?? '.',
    }),
  },
  {
    type: 'percentage',
    label: 'are percentages',
    named:
      /\b(percent|percentage|pct|pctg|perc|share|porcentajes?|percentuale?|percentuais|percentuali|pourcentages?|prozent|prozentsatz|procent|prosentti|prosent|odsetek|szazalek|yuzde|persentase|persen)\b|процент|доля|ποσοστο|[率율률]$|\b(unemployment|vacancy|graduation|growth|response|turnout|poverty|literacy|occupancy|participation|approval|completion|conversion|interest|attendance|compliance|vaccination) rate\b|^(pct|percent)|pct$/,
    notNamed: /\b(rank|count|number|percentile|type|date|sd|std|se|variance|deviation)$/,
    test: isPercentage,
    testNamed: (value) => isPercentage(value) || isNumber(value),
    alone: 0.98,
    withName: 0.95,
    atLeast: 0.25,
    condition: (column) =>
      shareThat(column, (value) => isPercentage(value) || isNumber(value)) > 0.9 &&
      (!/\bshare\b|[率율률]$/.test(column.words) ||
        !column.values.some(({ value }) => Number.parseFloat(value) > 100)),
    details: (column) => ({
      marked: shareThat(column, isPercentage),
      decimal: decimalOf(column.values) ?? '.',
    }),
  },
  {
    type: 'measure',
    label: 'are numbers with a unit',
    test: isMeasure,
    alone: 0.97,
    withName: 0.97,
    atLeast: 0.7,
    // The forint of Hungary is written as feet are.
    condition: (column) =>
      commonUnit(column) !== null &&
      shareThat(column, (value) => /\d[ .]?\d{3} ?Ft$/.test(value.trim())) < 0.9,
    details: (column) => ({ unit: commonUnit(column), decimal: decimalOf(column.values) ?? '.' }),
  },
  {
    type: 'measure',
    label: 'are numbers whose unit the name says',
    named: /./,
    test: () => false,
    testNamed: isNumber,
    alone: 0,
    withName: 0.93,
    atLeast: 0.97,
    // “per mile” tells what something is divided by.
    condition: (column) => {
      const unit = unitInName(column);
      // Beyond 14 it is no acidity.
      const strange = unit === '[pH]' && column.values.some(({ value }) => Number(value) > 14);
      return (
        unit !== null &&
        !strange &&
        (/[([]/.test(column.facts.name) ||
          measuredIn.test(column.words) ||
          !noUnit.test(column.words)) &&
        !/\bper\b/.test(column.words)
      );
    },
    details: (column) => ({ unit: unitInName(column) }),
  },
  {
    type: 'number',
    label: 'are numbers',
    pattern: '[-+]?(?:0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+)?(?:[.][0-9]+)?(?:e[-+]?[0-9]+)?',
    test: isNumber,
    alone: 0.72,
    withName: 0.72,
    atLeast: 0.9,
    // What is called by a number is no number, even where nothing better is known of it.
    condition: ({ said, open, values }) =>
      said !== 'code' &&
      !open &&
      !values.some(({ value }) => /^\s*(0\d|\d{16})/.test(value)) &&
      !besideCodes(values),
    details: (column) => ({ decimal: decimalOf(column.values) ?? '.' }),
  },
];

/** Whole numbers, and among them what an office numbers with letters: `2781`, `I.N.A.E.S CH-007`. */
function besideCodes(values: Column['values']): boolean {
  const others = values.filter(({ value }) => !isNumber(value));
  return (
    others.some(({ value }) => /[A-Z]{2}.*\d/.test(value)) &&
    values.every(({ value }) => !isNumber(value) || /^\d+$/.test(value.trim()))
  );
}

/** The currency most amounts say; null when none does. */
function currencyOf(column: Column): string | null {
  const counts = new Map<string, number>();
  for (const { value, count } of column.values) {
    const currency = (parseMoney(value, '.') ?? parseMoney(value, ','))?.currency;
    if (currency) counts.set(currency, (counts.get(currency) ?? 0) + count);
  }
  return (
    mostFrequent(counts) ??
    /\b(usd|eur|gbp|cad|aud)\b/.exec(column.words)?.[1]?.toUpperCase() ??
    (/\bdollars?\b/.test(column.words) ? 'USD' : null)
  );
}

/** The unit that most values say; null when no dimension has nearly all. */
function commonUnit(column: Column): string | null {
  const counts = new Map<string, number>();
  const dimensions = new Map<string, number>();
  for (const { value, count } of column.values) {
    const unit = (parseMeasure(value, '.') ?? parseMeasure(value, ','))?.unit;
    if (!unit) continue;
    counts.set(unit.code, (counts.get(unit.code) ?? 0) + count);
    dimensions.set(unit.dimension, (dimensions.get(unit.dimension) ?? 0) + count);
  }
  const all = rowsThat(column.values, isMeasure);
  return Math.max(0, ...dimensions.values()) >= 0.9 * all ? mostFrequent(counts) : null;
}

const mostFrequent = (counts: ReadonlyMap<string, number>) =>
  [...counts].sort(([, left], [, right]) => right - left)[0]?.[0] ?? null;

/** What is long, wide or high, with its unit behind it: `deck_width_m`. */
const measuredIn =
  /\b(?:len|length|width|height|depth|diameter|diam|dist|distance|elev|elevation|altitude|radius|perimeter|girth|clearance|longueur|largeur|hauteur|profondeur|ancho|largo|alto|largura|comprimento|altezza|larghezza|lunghezza|breite|hoehe|hohe|laenge|lange|tiefe|hoogte|breedte|lengte)(?: over)? (m|ft|in|km|mi|cm|mm|meters?|metres?|feet|inches)$/;

/** A unit of more than one letter in the name: `area_sqft`, `Weight (kg)`. */
function unitInName({ facts, words }: Column): string | null {
  const spelled = measuredIn.exec(words);
  if (spelled) return unitOf(spelled[1] ?? '')?.code ?? null;
  for (const hint of unitHints(facts.name)) {
    const unit = hint.trim().length > 1 || /[([°]/.test(facts.name) ? unitOf(hint) : null;
    if (unit) return unit.code;
  }
  return null;
}
