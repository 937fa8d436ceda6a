export const failure = {
  title: "Algo ha fallado",
  lead: "El problema es nuestro y ha quedado registrado. Inténtalo de nuevo; si sigue igual, indícanos la referencia.",
  again: "Reintentar",
  start: "Ir a la página de inicio",
  reference: "Referencia:",
  support: "Contactar con soporte",
};
