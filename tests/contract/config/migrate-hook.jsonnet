// All that a migrate hook is told; of the visitor's headers those alone that do not change from run to run.
function(ctx) ctx {
  request_headers: {
    [name]: ctx.request_headers[name]
    for name in ['Accept', 'User-Agent']
    if std.objectHas(ctx.request_headers, name)
  },
  hears_the_cookie: std.objectHas(ctx.request_headers, 'Cookie'),
  request_cookies: [
    if std.startsWith(name, 'csrf_token_') then 'csrf_token' else name
    for name in std.objectFields(ctx.request_cookies)
  ],
}
