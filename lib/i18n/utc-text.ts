/**
 * A moment as a text, in UTC as the server knows it.
 *
 * @param moment  in ms since 1970
 */
export function utcText(moment: number, { locale, withTime }: { locale: string; withTime: boolean }): string {
  const text = new Intl.DateTimeFormat(locale, {
    dateStyle: "medium",
    ...(withTime && { timeStyle: "short" }),
    timeZone: "UTC",
  }).format(moment);
  return withTime ? `${text} UTC` : text;
}
