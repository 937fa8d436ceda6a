export const failure = {
  title: "Algo deu errado",
  lead: "O problema é nosso e foi registrado. Tente de novo; se continuar assim, informe a referência.",
  again: "Tentar de novo",
  start: "Ir para a página inicial",
  reference: "Referência:",
  support: "Falar com o suporte",
};
