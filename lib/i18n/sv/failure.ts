export const failure = {
  title: "Något gick fel",
  lead: "Felet ligger hos oss och har antecknats. Försök igen; om det inte blir bättre, uppge referensen.",
  again: "Försök igen",
  start: "Till startsidan",
  reference: "Referens:",
  support: "Kontakta supporten",
};
