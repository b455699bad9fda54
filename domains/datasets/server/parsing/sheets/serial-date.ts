const day = 86_400_000;
/** Serial 25569 is 1970-01-01 in the calendar that begins in 1900. */
const unixSerial = 25_569;
const shift1904 = 1_462;
const lastSerial = 2_958_466;

/**
 * A date serial as ISO text: a day, a moment, or (below 1) a time. In the calendar of 1900 serial 60 is a
 * 29 February that never was, and days before it count one less. Null when it is no date.
 */
export function serialText(serial: number, from1904: boolean): string | null {
  if (!(serial >= 0) || serial >= lastSerial) return null;
  if (serial < 1 && !(from1904 && serial === 0))
    return serial === 0 ? '00:00:00' : timeText(serial);
  if (!from1904 && Math.floor(serial) === 60) return null;
  const days = from1904 ? serial + shift1904 : serial < 60 ? serial + 1 : serial;
  const moment = Math.round((days - unixSerial) * day);
  const text = new Date(moment).toISOString();
  if (text.length !== 24) return null;
  const time = text.slice(11, 23);
  return time === '00:00:00.000' ? text.slice(0, 10) : `${text.slice(0, 10)} ${shortTime(time)}`;
}

/** A length of time in days as hours, minutes and seconds. */
export function elapsedText(days: number): string {
  const milliseconds = Math.round(Math.abs(days) * day);
  const hours = Math.floor(milliseconds / 3_600_000);
  const rest = new Date(milliseconds % 3_600_000).toISOString().slice(14, 23);
  return shortTime(`${days < 0 ? '-' : ''}${String(hours).padStart(2, '0')}:${rest}`);
}

function timeText(serial: number): string {
  return elapsedText(serial);
}

function shortTime(text: string): string {
  return text.replace(/\.000$/, '').replace(/(\.\d*?)0+$/, '$1');
}
