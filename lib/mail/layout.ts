/** Written by npm run mails, from identity/mail/layout.gotmpl: edit that. */
export const layout = `<!doctype html>
<html lang="[[lang]]" dir="[[dir]]">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>[[title]]</title>
<style>
@media (prefers-color-scheme: dark) {
  body, .canvas { background: [[canvas.dark]] !important; color: [[ink.dark]] !important; }
  .card { background: [[surface.dark]] !important; border-color: [[line.dark]] !important; }
  .code { background: [[sunken.dark]] !important; }
  .quiet { color: [[muted.dark]] !important; }
  .brand { color: [[accent.dark]] !important; }
  .button { background: [[accent.dark]] !important; color: [[on-accent.dark]] !important; }
}
</style>
</head>
<body class="canvas" dir="[[dir]]" style="margin:0;padding:0;background:[[canvas.light]];color:[[ink.light]];font:16px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif">
<table role="presentation" class="canvas" width="100%" cellpadding="0" cellspacing="0" style="background:[[canvas.light]]">
<tr>
<td align="center" style="padding:32px 16px">
<table role="presentation" width="100%" cellpadding="0" cellspacing="0" style="max-width:480px">
<tr>
<td class="brand" align="[[start]]" style="padding:0 0 16px;color:[[accent.light]];font-size:18px;font-weight:700">[[brand]]</td>
</tr>
<tr>
<td class="card" align="[[start]]" style="padding:32px 24px;background:[[surface.light]];border:1px solid [[line.light]];border-radius:12px">
<h1 style="margin:0 0 16px;font-size:22px;line-height:1.3">[[title]]</h1>
[[content]]
</td>
</tr>
</table>
</td>
</tr>
</table>
</body>
</html>
`;
