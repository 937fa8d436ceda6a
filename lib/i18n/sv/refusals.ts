export const refusals = {
  toStart: "Till startsidan",
  "400": { title: "Formuläret går inte att läsa", lead: "Gå tillbaka, ladda om sidan och skicka det igen." },
  "403": {
    title: "Formuläret kom från en annan webbplats",
    lead: "För att skydda ditt konto kan bara den här webbplatsens egna sidor skicka det. Öppna sidan här och skicka det igen.",
  },
  "404": { title: "Formuläret finns inte", lead: "Börja om från första sidan." },
  "413": { title: "Formuläret är för stort", lead: "Gå tillbaka och korta det du har fyllt i." },
  "415": { title: "Det här är inte ett formulär", lead: "Skicka det från en av webbplatsens egna sidor." },
  "429": { title: "För många försök", lead: "Vänta några minuter och försök sedan igen." },
};
