import { folded } from './folded.ts';
import { languages, monthAbroad } from './months.ts';

/** Words that have an order, in that order; several scales. */
const scales = [
  'monday tuesday wednesday thursday friday saturday sunday',
  'mon tue wed thu fri sat sun',
  'january february march april may june july august september october november december',
  'jan feb mar apr may jun jul aug sep oct nov dec',
  'lowest|very low|low|low-medium|medium|moderate|medium-high|high|very high|highest|critical|severe|extreme',
  'minor|moderate|major|severe|critical',
  'none|minor|moderate|serious|severe|fatal',
  'small medium large',
  'xxs xs s m l xl xxl xxxl',
  'very poor|poor|fair|average|good|very good|excellent|outstanding',
  'strongly disagree|disagree|somewhat disagree|neutral|neither agree nor disagree|somewhat agree|agree|strongly agree',
  'very dissatisfied|dissatisfied|neutral|satisfied|very satisfied',
  'very unlikely|unlikely|neutral|likely|very likely',
  'never|rarely|seldom|sometimes|occasionally|often|usually|frequently|always',
  'not at all|a little|somewhat|very|extremely',
  'beginner intermediate advanced expert',
  'freshman sophomore junior senior',
  'spring summer fall winter',
  'first second third fourth fifth sixth',
  'pre-k kindergarten elementary middle high',
  'urgent high medium normal low',
  'bronze silver gold platinum',
].map((scale) => new Set(scale.includes('|') ? scale.split('|') : scale.split(' ')));

const steps =
  /^(?:(?:q[1-4])(?: \d{4})?|(?:grade|level|tier|phase|stage|priority|class|step|rank|category|quartile|quintile|zone level|p)[ -]?\d{1,2}|\d{1,2}(?:st|nd|rd|th)(?: (?:grade|quarter|degree))?|(?:de |from |von |entre |da )?\d{1,3}\s*(?:[-–~]|to|a|à|bis|do|til|till|tot|e|y|至)\s*\d{1,3}(?: ?(?:years|yrs|ans|a[nñ]os|anos|jahre|jaar|anni|år|let|lat|év|歳|岁|歲|세))?|(?:under|below|over|<|>|<=|>=|less than|more than|m[aá]s de|mais de|plus de|[uü]ber|meer dan|menos de|moins de|unter|at[eé]|hasta|fino a|oltre|do|od|ponad)\s*\d{1,3}(?: ?(?:years|ans|a[nñ]os|anos|jahre|jaar|anni|år|lat|let))?|\d{1,3}\s*(?:\+|and over|or more|or older|and older|plus)|\$[\d,]+k?\s*(?:-|–|to)\s*\$?[\d,]+k?|\d{1,3}(?:,\d{3})+\s*(?:-|–|to)\s*\d{1,3}(?:,\d{3})+|[1-9]\d{3,5}\s*(?:-|–|to)\s*[1-9]\d{3,5}|\d+k\s*-\s*\d+k|(?:under|less than|over|more than)?\s*\$[\d,]+k?\+?(?: or more| and over)?)$/i;

/** `145-29` is no step from 145 to 29. */
function fallsBack(value: string): boolean {
  const [, from, to] = /^(\d{1,3})\s*[-–~]\s*(\d{1,3})$/.exec(value.trim()) ?? [];
  return from !== undefined && Number(from) > Number(to);
}

/** Scales that people know; each says whether a value stands on it. */
export const knownScales: readonly ((value: string) => boolean)[] = [
  ...scales.map((scale) => (value: string) => scale.has(value.trim().toLowerCase())),
  (value) => steps.test(value.trim()) && !fallsBack(value),
];

/** Whether a value is a month or a day of the week in one of many languages. */
export const isCalendarWord = (value: string) =>
  monthAbroad(value.trim()) !== null || isWeekdayAbroad(value.trim());

let weekdays: ReadonlySet<string> | null = null;

/** Days of the week in many languages, of the Unicode Common Locale Data Repository, with and without accents. */
function isWeekdayAbroad(value: string): boolean {
  weekdays ??= new Set(
    languages.flatMap((language) => {
      const format = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' });
      return Array.from({ length: 7 }, (_, day) => {
        const name = format.format(new Date(Date.UTC(2024, 0, day + 1))).toLowerCase();
        return [name, folded(name)];
      }).flat();
    }),
  );
  return weekdays.has(value.toLowerCase());
}
