export const failure = {
  title: "Etwas ist schiefgegangen",
  lead: "Das liegt an uns und wurde festgehalten. Versuchen Sie es noch einmal; wenn es dabei bleibt, nennen Sie uns die Referenz.",
  again: "Noch einmal versuchen",
  start: "Zur Startseite",
  reference: "Referenz:",
  support: "Support kontaktieren",
};
