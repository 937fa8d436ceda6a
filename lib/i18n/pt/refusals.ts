export const refusals = {
  toStart: "Ir para a página inicial",
  "400": {
    title: "Não é possível ler este formulário",
    lead: "Volte, recarregue a página e envie-o de novo.",
  },
  "403": {
    title: "Este formulário veio de outro site",
    lead: "Para proteger sua conta, só as páginas deste site podem enviá-lo. Abra a página aqui e envie-o de novo.",
  },
  "404": { title: "Este formulário não existe", lead: "Comece de novo pela primeira página." },
  "413": { title: "Este formulário é grande demais", lead: "Volte e encurte o que você preencheu." },
  "415": { title: "Isto não é um formulário", lead: "Envie-o de uma das páginas deste site." },
  "429": { title: "Tentativas demais", lead: "Aguarde alguns minutos e tente de novo." },
};
