export const failure = {
  title: "問題が起きました",
  lead: "こちら側の問題で、記録されました。もう一度お試しください。解消しない場合は、参照番号をお知らせください。",
  again: "もう一度試す",
  start: "トップページへ",
  reference: "参照番号：",
  support: "サポートに問い合わせる",
};
