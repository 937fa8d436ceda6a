export const refusals = {
  toStart: "Przejdź na stronę główną",
  "400": {
    title: "Tego formularza nie da się odczytać",
    lead: "Cofnij się, odśwież stronę i wyślij go ponownie.",
  },
  "403": {
    title: "Ten formularz pochodzi z innej witryny",
    lead: "Dla bezpieczeństwa Twojego konta mogą go wysyłać tylko strony tej witryny. Otwórz stronę tutaj i wyślij go ponownie.",
  },
  "404": { title: "Nie ma takiego formularza", lead: "Zacznij od nowa od pierwszej strony." },
  "413": { title: "Ten formularz jest za duży", lead: "Cofnij się i skróć to, co wpisano." },
  "415": { title: "To nie jest formularz", lead: "Wyślij go z jednej ze stron tej witryny." },
  "429": { title: "Zbyt wiele prób", lead: "Odczekaj kilka minut i spróbuj ponownie." },
};
