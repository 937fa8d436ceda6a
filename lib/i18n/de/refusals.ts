export const refusals = {
  toStart: "Zur Startseite",
  "400": {
    title: "Dieses Formular ist nicht lesbar",
    lead: "Gehen Sie zurück, laden Sie die Seite neu und senden Sie es noch einmal.",
  },
  "403": {
    title: "Dieses Formular kam von einer anderen Website",
    lead: "Zum Schutz Ihres Kontos nehmen wir es nur von den eigenen Seiten dieser Website an. Öffnen Sie die Seite hier und senden Sie es noch einmal.",
  },
  "404": { title: "Dieses Formular gibt es nicht", lead: "Beginnen Sie noch einmal auf der ersten Seite." },
  "413": {
    title: "Dieses Formular ist zu groß",
    lead: "Gehen Sie zurück und kürzen Sie, was Sie eingegeben haben.",
  },
  "415": { title: "Das ist kein Formular", lead: "Senden Sie es von einer der Seiten dieser Website." },
  "429": {
    title: "Zu viele Versuche",
    lead: "Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.",
  },
};
