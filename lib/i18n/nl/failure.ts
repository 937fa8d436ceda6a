export const failure = {
  title: "Er ging iets mis",
  lead: "Dit ligt aan ons en is vastgelegd. Probeer het opnieuw; blijft het zo, geef ons dan de referentie.",
  again: "Opnieuw proberen",
  start: "Naar de startpagina",
  reference: "Referentie:",
  support: "Contact opnemen met support",
};
