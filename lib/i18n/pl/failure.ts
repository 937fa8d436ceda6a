export const failure = {
  title: "Coś poszło nie tak",
  lead: "To problem po naszej stronie i został odnotowany. Spróbuj ponownie; jeśli to się nie zmieni, podaj nam numer.",
  again: "Spróbuj ponownie",
  start: "Przejdź na stronę główną",
  reference: "Numer:",
  support: "Skontaktuj się z pomocą",
};
