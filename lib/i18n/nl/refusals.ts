export const refusals = {
  toStart: "Naar de startpagina",
  "400": {
    title: "Dit formulier is niet leesbaar",
    lead: "Ga terug, laad de pagina opnieuw en verstuur het nog een keer.",
  },
  "403": {
    title: "Dit formulier kwam van een andere site",
    lead: "Om je account te beschermen kunnen alleen de pagina’s van deze site het versturen. Open de pagina hier en verstuur het nog een keer.",
  },
  "404": { title: "Dit formulier bestaat niet", lead: "Begin opnieuw bij de eerste pagina." },
  "413": { title: "Dit formulier is te groot", lead: "Ga terug en kort in wat je hebt ingevuld." },
  "415": { title: "Dit is geen formulier", lead: "Verstuur het vanaf een van de pagina’s van deze site." },
  "429": { title: "Te veel pogingen", lead: "Wacht een paar minuten en probeer het dan opnieuw." },
};
