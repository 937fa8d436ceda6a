export const failure = {
  title: "Une erreur est survenue",
  lead: "Le problème vient de chez nous et a été consigné. Réessayez ; si cela persiste, communiquez-nous la référence.",
  again: "Réessayer",
  start: "Aller à la page d’accueil",
  reference: "Référence :",
  support: "Contacter l’assistance",
};
