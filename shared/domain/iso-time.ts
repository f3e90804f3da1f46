import type { Instant, IsoInstant } from "./instant.ts";

const DAY = 86_400_000;
const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** Reads ISO 8601 text with a zone (`2026-11-23T00:00:00Z`, `…+01:00`) or a bare date (UTC); null where it is none. */
export function parseIso(text: string): Instant | null {
  const parts =
    /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,3})\d*)?)?(Z|[+-]\d\d:?\d\d))?$/i.exec(
      text,
    );
  if (!parts) return null;
  const day = dayNumber(Number(parts[1]), Number(parts[2]), Number(parts[3]));
  const time = timeOfDay(parts[4] ?? "0", parts[5] ?? "0", parts[6] ?? "0");
  if (day === null || time === null) return null;
  const fraction = Number((parts[7] ?? "0").padEnd(3, "0"));
  return day * DAY + time + fraction - zoneOffset(parts[8] ?? "Z");
}

/** Reads the date of an HTTP header (RFC 9110 section 5.6.7, the preferred form); null where it is none. */
export function parseHttpDate(text: string): Instant | null {
  const parts = /^[A-Za-z]{3}, (\d\d) ([A-Za-z]{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT$/.exec(
    text.trim(),
  );
  if (!parts) return null;
  const month = MONTHS.indexOf((parts[2] ?? "").toLowerCase()) + 1;
  const day = month === 0 ? null : dayNumber(Number(parts[3]), month, Number(parts[1]));
  const time = timeOfDay(parts[4] ?? "", parts[5] ?? "", parts[6] ?? "");
  return day === null || time === null ? null : day * DAY + time;
}

/** Prints a moment as ISO 8601 in UTC, to the second. */
export function formatIso(instant: Instant): IsoInstant {
  const days = Math.floor(instant / DAY);
  const seconds = Math.floor((instant - days * DAY) / 1000);
  const { year, month, day } = civilDate(days);
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return `${pad(year, 4)}-${pad(month)}-${pad(day)}T${clock.map((part) => pad(part)).join(":")}Z`;
}

function pad(value: number, width = 2): string {
  return String(value).padStart(width, "0");
}

function timeOfDay(hours: string, minutes: string, seconds: string): number | null {
  const [hour, minute, second] = [Number(hours), Number(minutes), Number(seconds)];
  if (hour > 23 || minute > 59 || second > 60) return null;
  return ((hour * 60 + minute) * 60 + second) * 1000;
}

function zoneOffset(zone: string): number {
  const parts = /^([+-])(\d\d):?(\d\d)$/.exec(zone);
  if (!parts) return 0;
  const size = (Number(parts[2]) * 60 + Number(parts[3])) * 60_000;
  return parts[1] === "-" ? -size : size;
}

/** Days since 1970-01-01 of a date in the Gregorian calendar; null where there is no such day. */
function dayNumber(year: number, month: number, day: number): number | null {
  if (month < 1 || month > 12 || day < 1) return null;
  const shifted = month > 2 ? month - 3 : month + 9;
  const y = month > 2 ? year : year - 1;
  const number =
    365 * y +
    Math.floor(y / 4) -
    Math.floor(y / 100) +
    Math.floor(y / 400) +
    Math.floor((153 * shifted + 2) / 5) +
    day -
    1 -
    719_468;
  const back = civilDate(number);
  return back.month === month && back.day === day ? number : null;
}

function civilDate(days: number): {
  readonly year: number;
  readonly month: number;
  readonly day: number;
} {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
