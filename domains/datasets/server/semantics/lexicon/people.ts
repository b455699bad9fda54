import { words } from './words.ts';

/** Common given names in the United States. That a value has one is evidence, that it has none is not. */
export const givenNames = words(
  `james john robert michael william david richard joseph thomas charles christopher daniel matthew anthony mark donald steven
  paul andrew joshua kenneth kevin brian george edward ronald timothy jason jeffrey ryan jacob gary nicholas eric jonathan stephen
  larry justin scott brandon benjamin samuel gregory frank alexander raymond patrick jack dennis jerry tyler aaron jose adam henry
  nathan douglas zachary peter kyle walter ethan jeremy harold keith christian roger noah gerald carl terry sean austin arthur
  lawrence jesse dylan bryan joe jordan billy bruce albert willie gabriel logan alan juan wayne roy ralph randy eugene vincent
  russell elijah louis bobby philip johnny mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa
  betty margaret sandra ashley kimberly emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca sharon laura
  cynthia kathleen amy shirley angela helen anna brenda pamela nicole emma samantha katherine christine debra rachel catherine
  carolyn janet ruth maria heather diane virginia julie joyce victoria olivia kelly christina lauren joan evelyn judith megan
  cheryl andrea hannah martha jacqueline frances gloria ann teresa kathryn sara janice jean alice madison doris abigail julia judy
  grace denise amber marilyn beverly danielle theresa sophia marie diana brittany natalie isabella charlotte rose alexis kayla
  luis carlos jesus antonio miguel angel francisco pedro manuel rosa ana carmen sofia lucia wei mohammed ahmed ali omar fatima
  chris mike dave steve tom bill bob jim dan matt tony nick greg jeff kate katie beth liz sue jen oliver harry charlie leo isla ava
  mia freya ella lily poppy amelia lucas liam mason max hugo fred alfred ernest stanley leonard martin marcus victor oscar curtis
  craig todd derek shawn travis chad brad glenn dale roberto fernando jorge ricardo eduardo sergio alejandro javier priya ravi`,
);

/** Common family names in the United States (the most frequent of the Census of 2010). */
export const familyNames = words(
  `smith johnson williams brown jones garcia miller davis rodriguez martinez hernandez lopez gonzalez wilson anderson thomas taylor
  moore jackson martin lee perez thompson white harris sanchez clark ramirez lewis robinson walker young allen king wright scott
  torres nguyen hill flores green adams nelson baker hall rivera campbell mitchell carter roberts gomez phillips evans turner diaz
  parker cruz edwards collins reyes stewart morris morales murphy cook rogers gutierrez ortiz morgan cooper peterson bailey reed
  kelly howard ramos kim cox ward richardson watson brooks chavez wood james bennett gray mendoza ruiz hughes price alvarez
  castillo sanders patel myers long ross foster jimenez powell jenkins perry russell sullivan bell coleman butler henderson barnes
  gonzales fisher vasquez simmons romero jordan patterson alexander hamilton graham reynolds griffin wallace moreno west cole hayes
  bryant herrera gibson ellis tran medina aguilar stevens murray ford castro marshall owens harrison fernandez mcdonald woods
  washington kennedy wells vargas henry chen freeman webb tucker guzman burns crawford olson simpson porter hunter gordon mendez
  silva shaw snyder mason dixon munoz hunt hicks holmes palmer wagner black robertson boyd rose stone salazar fox warren mills meyer
  rice schmidt daniels ferguson nichols stephens soto weaver ryan gardner payne grant dunn kelley spencer hawkins singh khan wong
  chang wang liu li zhang obrien oconnor cohen schwartz schneider hoffman weber becker larson hansen jensen carlson berg wolf`,
);

const titles = words(
  'mr mrs ms miss mx dr prof rev hon sgt lt capt cpt det ofc officer sir dame judge',
);
const suffixes = words('jr sr ii iii iv md phd esq dds rn cpa jd');
export const particles = words(
  'de del la las los da dos di du van von der den ter el al bin ibn le st saint y',
);

/** A name taken apart. */
export interface NameParts {
  readonly title: string;
  readonly given: string;
  readonly middle: string;
  readonly family: string;
  readonly suffix: string;
}

/** A person's name, as “First Middle Last, Suffix” or “Last, First Middle”; null when it cannot be one. */
export function parseName(value: string): NameParts | null {
  const text = value.trim().replace(/\s+/g, ' ');
  if (!/^[\p{L}][\p{L}\p{M}.,'’ -]{1,79}$/u.test(text)) return null;
  const [before = '', ...behind] = text.split(/\s*,\s*/);
  const after = behind.filter((part) => part !== '');
  const trailing = after.filter((part) => isSuffix(part));
  const named = after.filter((part) => !isSuffix(part));
  if (named.length > 1) return null;
  const front = (named[0] === undefined ? before : named[0]).split(' ');
  const title = isTitle(front[0] ?? '') && front.length > 1 ? (front.shift() ?? '') : '';
  const back = named[0] === undefined ? front : before.split(' ');
  const suffix = [
    ...(back.length > 1 && isSuffix(back.at(-1) ?? '') ? [back.pop() ?? ''] : []),
    ...(back !== front && front.length > 1 && isSuffix(front.at(-1) ?? '')
      ? [front.pop() ?? '']
      : []),
    ...trailing,
  ].join(' ');
  if (front.length > 5 || back.length > 5) return null;
  if (named[0] !== undefined)
    return partsOf(
      title,
      front[0] ?? '',
      front.slice(1),
      before.replace(/ (jr|sr|i{2,3}|iv)\.?$/i, ''),
      suffix,
    );
  if (front.length < 2) return null;
  let cut = front.length - 1;
  while (cut > 1 && particles.has((front[cut - 1] ?? '').toLowerCase().replace('.', ''))) cut -= 1;
  return partsOf(title, front[0] ?? '', front.slice(1, cut), front.slice(cut).join(' '), suffix);
}

function partsOf(
  title: string,
  given: string,
  middle: readonly string[],
  family: string,
  suffix: string,
): NameParts | null {
  if (given === '' || family === '') return null;
  return { title, given, middle: middle.join(' '), family, suffix };
}

const bare = (word: string) => word.toLowerCase().replaceAll('.', '');
const isTitle = (word: string) => titles.has(bare(word));
export const isSuffix = (word: string) => suffixes.has(bare(word));
