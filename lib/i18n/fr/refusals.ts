export const refusals = {
  toStart: "Aller à la page d’accueil",
  "400": {
    title: "Ce formulaire est illisible",
    lead: "Revenez en arrière, rechargez la page et envoyez-le de nouveau.",
  },
  "403": {
    title: "Ce formulaire vient d’un autre site",
    lead: "Pour protéger votre compte, seules les pages de ce site peuvent l’envoyer. Ouvrez la page ici et envoyez-le de nouveau.",
  },
  "404": { title: "Ce formulaire n’existe pas", lead: "Recommencez depuis la première page." },
  "413": {
    title: "Ce formulaire est trop volumineux",
    lead: "Revenez en arrière et raccourcissez votre saisie.",
  },
  "415": { title: "Ce n’est pas un formulaire", lead: "Envoyez-le depuis l’une des pages de ce site." },
  "429": { title: "Trop de tentatives", lead: "Patientez quelques minutes, puis réessayez." },
};
