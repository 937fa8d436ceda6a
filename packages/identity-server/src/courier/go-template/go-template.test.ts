// Expected results were taken from Go's text/template and html/template with sprig, as Kratos runs them.
import { describe, expect, it } from "vitest";
import { compileTemplate, type Value } from "./index.js";

const data: Record<string, Value> = {
  To: "a@b.example",
  RecoveryCode: "123456",
  RecoveryURL: "http://127.0.0.1:4433/self-service/recovery?flow=abc&token=x y",
  Identity: {
    traits: {
      name: { first: "O'Neil <b>&" },
      tags: ["x", "y"],
      n: 3,
      big: 1234567,
      f: 1.5,
      nil: null,
      url: "javascript:alert(1)",
    },
  },
  TransientPayload: { lang: "de" },
  ExpiresInMinutes: 15n,
};

function render(text: string, isHtml = false, others: { name: string; text: string }[] = []): string {
  const files = {
    main: { file: "mail.gotmpl", text },
    others: others.map((other) => ({ name: other.name, source: { file: other.name, text: other.text } })),
  };
  return compileTemplate(files, { isHtml, fields: Object.keys(data) })(data);
}

describe("text templates", () => {
  it.each([
    ["{{ .RecoveryCode }}", "123456"],
    ["{{ .Identity.traits.name.first }}", "O'Neil <b>&"],
    ["{{ .Identity.traits.missing.deep }}", "<no value>"],
    ["{{ .Identity.traits.nil }}", "<no value>"],
    ["{{ .Identity.traits.n }} {{ .Identity.traits.big }} {{ .Identity.traits.f }}", "3 1.234567e+06 1.5"],
    ["{{ .Identity.traits.tags }} {{ .Identity.traits.name }}", "[x y] map[first:O'Neil <b>&]"],
    ["{{ .ExpiresInMinutes }}", "15"],
  ])("print %s", (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it.each([
    ['{{ if eq .TransientPayload.lang "de" }}A{{ else }}B{{ end }}', "A"],
    ['{{ if eq .TransientPayload.nope "de" }}A{{ else }}B{{ end }}', "B"],
    ['{{ if eq (index .Identity.traits "lang") "de" }}A{{ else }}B{{ end }}', "B"],
    ['{{ if eq .To "x" }}1{{ else if eq .RecoveryCode "123456" }}2{{ else }}3{{ end }}', "2"],
    ["{{ with .TransientPayload.lang }}{{ . }} {{ $.To }}{{ else }}none{{ end }}", "de a@b.example"],
    ["{{ range $i, $e := .Identity.traits.tags }}{{ $i }}={{ $e }};{{ end }}", "0=x;1=y;"],
    ["{{ range .Identity.traits.nope }}x{{ else }}none{{ end }}", "none"],
    ['{{ range .Identity.traits.tags }}{{ if eq . "y" }}{{ break }}{{ end }}{{ . }}{{ end }}', "x"],
    ['{{ $x := "en" }}{{ with .TransientPayload.lang }}{{ $x = . }}{{ end }}{{ $x }}', "de"],
    ["{{ if and .To (not .Identity.traits.nope) }}yes{{ end }}", "yes"],
  ])("decide %s", (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it.each([
    ['{{ or .TransientPayload.nope .Identity.traits.nope "en" }}', "en"],
    ['{{ and .To .RecoveryCode }} {{ not .To }} {{ and "" "x" }}', "123456 false "],
    [
      "{{ eq 1 1 2 }} {{ eq .ExpiresInMinutes 15 }} {{ lt 1 2 }} {{ gt .ExpiresInMinutes 20 }}",
      "true true true false",
    ],
    ['{{ printf "%d %s %q %5.2f" .ExpiresInMinutes .To "x" 1.5 }}', '15 a@b.example "x"  1.50'],
    [
      '{{ printf "%d" .Identity.traits.n }} {{ printf "%v %v" 1 }} {{ printf "x" 1 }}',
      "%!d(float64=3) 1 %!v(MISSING) x%!(EXTRA int=1)",
    ],
    ['{{ 1 | printf "%03d" }} {{ .To | printf "%s-%s" "x" }}', "001 x-a@b.example"],
    ['{{ print "a" 1 2 "b" }}', "a1 2b"],
    ['{{ html "<a>" }} {{ urlquery "a b&c" }}', "&lt;a&gt; a+b%26c"],
    ["{{ index .Identity.traits.tags 1 }} {{ len .Identity.traits.tags }}", "y 2"],
    ['{{ (index .Identity.traits "name").first }}', "O'Neil <b>&"],
    ['{{ title "hELLO wORLD o\'neil" }} {{ "X" | lower | upper }}', "HELLO WORLD O'Neil X"],
    ['{{ default "x" .TransientPayload.nope }} {{ coalesce "" "c" }} {{ ternary "a" "b" true }}', "x c a"],
    [
      '{{ quote "a\\"b" }} {{ replace "a" "b" "aaa" }} {{ trim " x " }} {{ trunc 2 "abcd" }}',
      '"a\\"b" bbb x ab',
    ],
    [
      '{{ contains "b" "abc" }} {{ hasPrefix "a" "abc" }} {{ join "," .Identity.traits.tags }}',
      "true true x,y",
    ],
    ['{{ `raw "x"` }} {{ 0x10 }}', 'raw "x" 16'],
  ])("calculate %s", (text, expected) => {
    expect(render(text)).toBe(expected);
  });

  it("take white space away where a dash asks for it, and leave comments out", () => {
    expect(render('{{- "a" -}}  b {{- /* c */ -}}  c {{/* d }} */}}!')).toBe("abc !");
  });

  it("call templates of the same file and of files beside it", () => {
    expect(render('{{ define "x" }}<{{ . }}>{{ end }}{{ template "x" .To }}')).toBe("<a@b.example>");
    expect(render('{{ block "y" .To }}[{{ . }}]{{ end }}')).toBe("[a@b.example]");
    const german = { name: "email.body.de.gotmpl", text: "Hallo {{ .To }}" };
    expect(render('{{ template "email.body.de.gotmpl" . }}', false, [german])).toBe("Hallo a@b.example");
  });
});

describe("HTML templates", () => {
  it.each([
    ["<p>{{ .Identity.traits.name.first }}</p>", "<p>O&#39;Neil &lt;b&gt;&amp;</p>"],
    ['<p title="{{ .Identity.traits.name.first }}">', '<p title="O&#39;Neil &lt;b&gt;&amp;">'],
    ["<p title={{ .Identity.traits.name.first }}>", "<p title=O&#39;Neil&#32;&lt;b&gt;&amp;>"],
    ["<title>{{ .Identity.traits.name.first }}</title>", "<title>O&#39;Neil &lt;b&gt;&amp;</title>"],
    ["<p>{{ .Identity.traits.missing }}</p>", "<p></p>"],
    ['<p>{{ "a+b=c" }}</p>', "<p>a&#43;b=c</p>"],
    ["<{{ .To }}>", "&lt;a@b.example>"],
    ["{{ .Identity.traits.name.first | html }}", "O&#39;Neil &lt;b&gt;&amp;"],
  ])("escape %s", (text, expected) => {
    expect(render(text, true)).toBe(expected);
  });

  it.each([
    [
      '<a href="{{ .RecoveryURL }}">{{ .RecoveryURL }}</a>',
      '<a href="http://127.0.0.1:4433/self-service/recovery?flow=abc&amp;token=x%20y">http://127.0.0.1:4433/self-service/recovery?flow=abc&amp;token=x y</a>',
    ],
    [
      "<a href={{ .RecoveryURL }}>",
      "<a href=http://127.0.0.1:4433/self-service/recovery?flow&#61;abc&amp;token&#61;x%20y>",
    ],
    ['<a href="{{ .Identity.traits.url }}">', '<a href="#ZgotmplZ">'],
    ['<a href="mailto:{{ .To }}">', '<a href="mailto:a@b.example">'],
    [
      '<a href="https://x/?q={{ .To }}&r={{ .Identity.traits.name.first }}">',
      '<a href="https://x/?q=a%40b.example&r=O%27Neil%20%3cb%3e%26">',
    ],
    [
      '<a href="https://x/{{ .Identity.traits.name.first }}">',
      '<a href="https://x/O%27Neil%20%3cb%3e&amp;">',
    ],
    ['<a href="#{{ .To }}">', '<a href="#a%40b.example">'],
    ['<svg><a xlink:href="{{ .Identity.traits.url }}">', '<svg><a xlink:href="#ZgotmplZ">'],
  ])("guard the address in %s", (text, expected) => {
    expect(render(text, true)).toBe(expected);
  });

  it("leave comments out", () => {
    expect(render("<!-- {{ .To }} -->x<!--[if mso]><p>y</p><![endif]-->z", true)).toBe("xz");
  });

  it("leave styles and fixed markup as they are", () => {
    const text =
      '<!DOCTYPE html><style>p > a { color: red }</style><p style="color:red" {{ if .To }}title="x"{{ end }}>x & y</p>';
    expect(render(text, true)).toBe(text.replace(/\{\{.*?\}\}/g, ""));
  });

  it("escape for the place where a template is called", () => {
    expect(
      render('{{ define "b" }}{{ . }}{{ end }}<a href="{{ template "b" .Identity.traits.url }}">', true),
    ).toBe('<a href="#ZgotmplZ">');
  });

  it.each([
    ["<style>p{color:{{ .To }}}</style>", "inside of <style>"],
    ["<script>{{ .To }}</script>", "inside of <script>"],
    ['<p style="color:{{ .To }}">', "style attribute"],
    ['<p onclick="x({{ .To }})">', "script attribute"],
    ["<p {{ .To }}>", "name of a tag or an attribute"],
    ['{{ if .To }}<p title="{{ else }}<b>{{ end }}">', "different places of the HTML"],
  ])("refuse %s", (text, problem) => {
    expect(() => render(text, true)).toThrow(problem);
  });
});

describe("what is wrong with a template", () => {
  it.each([
    ["\n\n{{ .Nope }}", "mail.gotmpl:3: there is no field .Nope"],
    ["{{ $.Nope }}", "mail.gotmpl:1: there is no field .Nope"],
    ["{{ nofunc 1 }}", 'the function "nofunc" is not known here'],
    ['\n{{ template "nope" . }}', 'mail.gotmpl:2: there is no template "nope"'],
    ['{{ define "a" }}{{ template "a" . }}{{ end }}{{ template "a" . }}', 'the template "a" calls itself'],
    ["{{ if }}", "something is missing"],
    ["a\n{{ if .To }}\nb", "mail.gotmpl:2: this has no {{ end }}"],
    ['{{ "unterminated }}', "never closed"],
    ["{{ .To ", "never closed"],
    ["{{ $y }}", "the variable $y is not set"],
    ["{{ .To .To }}", "only a function can take a value"],
    ["{{ else }}", "without a beginning"],
    ["{{ break }}", "outside of {{ range }}"],
    ["{{ .To! }}", 'unexpected "!"'],
  ])("is said for %j", (text, problem) => {
    expect(() => render(text)).toThrow(problem);
  });

  it("is said when it only shows with the values", () => {
    expect(() => render("\n{{ lower .Identity.traits.n }}")).toThrow(
      "mail.gotmpl:2: lower: text is needed, not float64",
    );
    expect(() => render("{{ .To.Foo }}")).toThrow("string has no field .Foo");
    expect(() => render("{{ eq .Identity.traits.n 3 }}")).toThrow("float64 and int can't be compared");
  });
});
