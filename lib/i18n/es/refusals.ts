export const refusals = {
  toStart: "Ir a la página de inicio",
  "400": {
    title: "Este formulario no se puede leer",
    lead: "Vuelve atrás, recarga la página y envíalo de nuevo.",
  },
  "403": {
    title: "Este formulario viene de otro sitio",
    lead: "Para proteger tu cuenta, solo las páginas de este sitio pueden enviarlo. Abre la página aquí y envíalo de nuevo.",
  },
  "404": { title: "Este formulario no existe", lead: "Empieza de nuevo desde la primera página." },
  "413": {
    title: "Este formulario es demasiado grande",
    lead: "Vuelve atrás y acorta lo que has introducido.",
  },
  "415": { title: "Esto no es un formulario", lead: "Envíalo desde una de las páginas de este sitio." },
  "429": { title: "Demasiados intentos", lead: "Espera unos minutos e inténtalo de nuevo." },
};
