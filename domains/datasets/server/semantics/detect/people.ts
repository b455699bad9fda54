import { folded } from '../lexicon/folded.ts';
import { isProse, namesOrganisation } from '../lexicon/organisations.ts';
import { familyNames, givenNames, parseName } from '../lexicon/people.ts';
import { givenNamesAbroad, isNameInSigns } from '../lexicon/people-abroad.ts';
import { streetSuffixes } from '../lexicon/streets.ts';
import { type Column, type Detector, distinctShare, shareThat } from './detector.ts';

const oneName = /^\p{L}[\p{L}\p{M}'’. -]{0,30}$/u;
const firstOrLast =
  /\b(first|given|fore|last|family|sur|middle|maiden|nick) ?(name|nm)\b|\b(firstname|lastname|surname|forename|fname|lname|mname|christian name)\b|^(first|last)$|\b(first|last) name|\b[flm] ?(name|nm)$|\bnam [flm]$|\bname (first|last|middle|given|family|mi)\b/;
const person =
  /\b(full ?name|person|people|owner|applicant|inspector|officer|contact|author|employee|teacher|candidate|sponsor|judge|attorney|patient|driver|victim|resident|tenant|manager|director|reviewer|instructor|student|player|mayor|councilmember|council member|councilor|alderman|legislator|senator|representative|supervisor|principal|physician|doctor|staff|member|assignee|assigned to|created by|requested by|submitted by|prepared by|approved by|reported by|planner|clerk|artist|donor|contributor|lobbyist|defendant|plaintiff|decedent|winner|coach|president|governor|signatory|plan checker|customer ?name|client ?name|respondent|caller|complainant|case ?worker|social worker)( (full )?(name|nm))?( \d)?$|^name of (person|owner|applicant)/;

function words(value: string): string[] {
  return value
    .toLowerCase()
    .replace(/[.,]/g, ' ')
    .split(/\s+/)
    .filter((word) => word !== '');
}
const isGiven = (word: string) => givenNames.has(word) || givenNamesAbroad.has(folded(word));
const hasGiven = (value: string) => words(value).some(isGiven);
/** How people are addressed. */
const titled =
  /^(dr|ing|mr|mrs|ms|miss|prof|mevr|dhr|hr|herr|frau|mme|sr|sra|srta|dott|mgr|judr|mudr|hon|rev)\b\.? +\p{Lu}/iu;
const isTitled = (value: string) => titled.test(value.trim());
const hasKnown = (value: string) =>
  isNameInSigns(value) ||
  isTitled(value) ||
  words(value).some((word) => isGiven(word) || familyNames.has(word));
/** Longer than names of people in these scripts are: more likely a place. */
const isLongInSigns = (value: string) =>
  /[\u3400-\u9fff\uac00-\ud7af]{5}/u.test(value.replace(/\s+/g, ''));
const isFullName = (value: string) =>
  isNameInSigns(value) ||
  (parseName(value) !== null && words(value).length <= 5 && !namesOrganisation(value));
/** Also two people, and what a register writes behind them: `MANUS, DEBORAH J., TRUSTEE`, `WANG LI & JIN AN`. */
const areCalled = (value: string) => {
  const [first = '', ...others] = value
    .trim()
    .replace(
      /,? +(?:trustees?|trs?|et ?al|et ?ux|et ?vir|jtwros|life estate|heirs(?: of)?|estate)\.?$/i,
      '',
    )
    .split(/ *(?:&|;| and ) */i);
  return others.length < 3 && isFullName(first) && !namesOrganisation(value);
};
/** As people are called anywhere: one to six words that begin in capitals, and no word of an organisation. */
const isCalled = (value: string) => {
  const text = value.trim();
  if (text.length < 2 || text.length > 70 || !/^\p{L}[\p{L}\p{M}\s.,'’`()-]+$/u.test(text))
    return false;
  const parts = text.split(/[\s,]+/).filter((part) => part !== '');
  return (
    parts.length <= 6 &&
    parts.every((part) => !/^\p{Ll}{4,}/u.test(part)) &&
    !/^\p{Ll}/u.test(text) &&
    !namesOrganisation(text)
  );
};
const isStreet = (value: string) => {
  const last = words(value).at(-1) ?? '';
  return words(value).length > 1 && streetSuffixes.has(last) && last.length > 1;
};
const organised = (column: Column) => distinctShare(column, namesOrganisation);

const organisationNamed =
  /\b(organi[sz]ation|organi[sz]ations|org|company|business|agency|department|dept|employer|vendor|supplier|payee|contractor|firm|institution|school|college|university|hospital|provider|manufacturer|brewery|airline|carrier|operator|grantee|recipient|licensee|dba|trade|legal|bank|store|restaurant|landlord|corporation|corp|legal entity|merchant|retailer|bureau|establishment|facility|sponsor|publisher|practice|clinic|church|library|museum|developer|lender|borrower|insurer|utility|subsidiary|parent company|nonprofit|charity|owner|applicant|client|customer|dba|doing business as)( (legal|dba|business|full))?( (name|nm|names))?( \d)?$|\bdba\b/;

/** Who: people and organisations. */
export const peopleDetectors: readonly Detector[] = [
  {
    type: 'person-name',
    label: 'are names of people',
    named: firstOrLast,
    test: isFullName,
    testNamed: (value) =>
      oneName.test(value.trim()) && !/\d/.test(value) && !/^(yes|no|true|false)$/i.test(value),
    alone: 0.92,
    withName: 0.97,
    atLeast: 0.85,
    condition: (column, named) =>
      named
        ? column.wordCount < 2.2 && column.characters > 1.5
        : !placeNamed.test(column.words) &&
          distinctShare(column, isLongInSigns) < 0.1 &&
          looksLikePeople(
            column,
            distinctShare(column, (value) => /^[^,]+, [^,]+/.test(value)) > 0.9 ? 0.2 : 0.35,
          ),
  },
  {
    type: 'person-name',
    label: 'are names of people',
    named: person,
    notNamed: /\b(id|type|count|number|department|title|race|sex|age|status|email|phone)$/,
    test: () => false,
    testNamed: areCalled,
    alone: 0,
    withName: 0.95,
    atLeast: 0.65,
    condition: (column) => looksLikePeople(column, 0.15, 0.2),
  },
  {
    type: 'person-name',
    label: 'are names of people',
    namedBy: ({ heads }) => personHeads.some((head) => heads.has(head)),
    test: () => false,
    testNamed: isCalled,
    alone: 0,
    withName: 0.95,
    atLeast: 0.75,
    condition: isCalledSo,
  },
  {
    type: 'organisation',
    label: 'are names of organisations',
    named: organisationNamed,
    notNamed:
      /\b(type|code|id|number|category|class|status|date|phone|address|city|state|zip|count|level|year|url|email|grade|district)$/,
    namedBy: ({ heads }) => heads.has('organisation'),
    test: (value) => namesOrganisation(value) && value.length < 120,
    testNamed: (value) => /\p{L}{2}/u.test(value) && value.length < 120,
    alone: 0.9,
    withName: 0.94,
    atLeast: 0.55,
    condition: isOrganisations,
  },
];

/** What is called so may have the form of an office: `Amathole District Municipality`. */
const placeNamed =
  /\b(sub ?district|district|county|region|ward|municipality|province|city|town|village|area|neighbou?rhood)$/;

const personHeads = ['given-or-family', 'person', 'role'] as const;

/** Under a name that speaks of people: values that nothing else is called by. Who has a role may be an office, too. */
function isCalledSo(column: Column): boolean {
  const { heads, values, numeric } = column;
  if (numeric || organised(column) >= 0.15 || distinctShare(column, isStreet) >= 0.15) return false;
  if (heads.has('given-or-family')) return column.wordCount < 5 && column.characters > 1.5;
  const known = distinctShare(column, hasKnown);
  const several = distinctShare(
    column,
    (value) => /\S[\s,]+\S/.test(value.trim()) || isNameInSigns(value),
  );
  if (heads.has('person')) return several >= 0.6 || known >= 0.1;
  if (distinctShare(column, beginsAsPlace) >= 0.1) return false;
  return (
    values.length >= 2 &&
    (several >= 0.6
      ? known >= (onlyName.test(column.words) ? 0.4 : 0.15)
      : known >= 0.7 && column.wordCount < 1.6 && values.length >= 4)
  );
}

const onlyName = /^(naam|namn|navn|name|nom|nombre|nome|nimi|nev|név)$/;
/** Places are named after people: San José. */
const beginsAsPlace = (value: string) =>
  /^(el|la|los|las|le|les|san|santa|santo|st|ste|saint|sainte|nova|nueva|villa|vila|puerto|porto|rio|bad|new|lake|mount|fort)\b/i.test(
    value.trim(),
  );

function looksLikePeople(column: Column, known: number, mostOrganised = 0.1): boolean {
  return (
    column.values.length >= 4 &&
    column.wordCount < 5 &&
    organised(column) < mostOrganised &&
    distinctShare(column, isStreet) < 0.15 &&
    distinctShare(column, hasKnown) >= known &&
    distinctShare(column, (value) => hasGiven(value) || isNameInSigns(value) || isTitled(value)) >=
      known / 2
  );
}

function isOrganisations(column: Column, named: boolean): boolean {
  const share = organised(column);
  if (
    column.wordCount > (share >= (named ? 0.5 : 0.9) ? 20 : 9) ||
    distinctShare(column, (value) => /^\d/.test(value) && isStreet(value)) > 0.3
  )
    return false;
  if (!named)
    return (
      !placeNamed.test(column.words) &&
      share >= 0.55 &&
      (column.values.length >= 5 ||
        (share === 1 && column.filled >= 4 && column.values.length === 1)) &&
      distinctShare(column, isProse) < 0.3
    );
  const strong =
    /\b(organi[sz]ation|company|business|agency|employer|vendor|supplier|payee|manufacturer|brewery|airline|institution|university|dba|corporation|merchant|department|dept|school|hospital|facility|legal entity)\b/;
  if (column.numeric || (column.values.length < 2 && share === 0)) return false;
  return (
    share >= 0.12 ||
    ((strong.test(column.words) || column.heads.has('organisation')) &&
      shareThat(column, (value) => value.trim().length > 3) > 0.6 &&
      distinctShare(column, hasGiven) < 0.5)
  );
}
